"""One module a page: its context, how it is filled, and its routes."""
