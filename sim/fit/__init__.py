"""Estimating the rule from recorded votes."""
