"""Word drafts: templates and their check, rendering, the typography check, and reading a draft back."""
