"""Experiments with a stored expectation: read, run, measured, held to PASS or FAIL."""
