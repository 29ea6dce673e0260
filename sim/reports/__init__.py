"""Reports: one self-contained page for each kind of result, made of stored tables and figures."""
