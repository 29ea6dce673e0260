"""Writes the tables of ``sim/data/tables`` that come from published files."""
