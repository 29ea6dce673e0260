"""Claims of the sources: read, run, measured, and held to bounds, each PASS or FAIL."""
