"""Arithmetic of answers: from tables of runs to figures, without simulating."""
