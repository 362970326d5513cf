"""Searching a workspace: the index follows the store, hits are told with document, place and marked words."""

from __future__ import annotations
