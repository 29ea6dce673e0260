"""lmgsim: coalition voting in the UN Human Rights Council, simulated state by state."""

__version__ = "0.1.0"
