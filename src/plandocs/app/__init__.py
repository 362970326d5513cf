"""One module per job, over one workspace: what the command line, the web page and Python callers all use."""
