"""Arithmetic of answers: from raw tables of runs to effects, intervals and indices."""
