"""Figures from the tables of a results folder: each a PNG beside a CSV of what it shows.

Nothing here simulates. The same tables give the same bytes.
"""
