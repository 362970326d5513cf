"""The bodies of the working papers, forms and the memo."""
TEMPLATES: dict = {}
