"""``python -m sim`` is ``lmgsim``."""

from sim.cli import main

if __name__ == "__main__":
    main()
