"""Answers from start to end: simulated, put together, written to a folder."""
