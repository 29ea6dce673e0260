"""Readers of the public formats people have, one file a format.

Every reader takes any path, gives back one tidy table (or an agenda of roll calls), counts each
row it leaves out or repairs in a ``ReadingReport``, and refuses a malformed file by naming the
file, the line and the column.
"""
