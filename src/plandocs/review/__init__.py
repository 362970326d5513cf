"""Append-only decisions on suggestions; replaying them gives the state."""

from plandocs.review.replay import replay

__all__ = ["replay"]
