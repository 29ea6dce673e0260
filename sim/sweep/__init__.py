"""Sweeps: many points, many replicates, kept as they are finished, the same whoever does the work.

A point is what is simulated (``points``), a unit is some points in some replicates (``units``), a
worker makes a table of it (``work``, ``rows``, ``chunk``) on one of three back ends, a shelf keeps
what is finished (``shelf``), and the tables of the sweep are put together from it (``assembly``).
"""
