"""Questions from start to end: simulated, analysed, and written to a results folder."""
