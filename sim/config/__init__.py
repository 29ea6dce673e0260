"""The configuration of a run: composed from ``conf``, checked, typed."""
