"""``python -m plandocs`` is the same as the ``plandocs`` command."""

from plandocs.cli import main

if __name__ == "__main__":
    main()
