"""The statistics behind results: from raw tables of runs to effects, intervals and indices.

Those of a run are in ``effects``.
"""
