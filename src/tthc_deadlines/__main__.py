"""``python -m tthc_deadlines``: the ``tthc`` command."""

from tthc_deadlines.cli import main

if __name__ == "__main__":
    main()
