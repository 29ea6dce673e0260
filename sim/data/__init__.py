"""Inputs: the embedded tables, loaders for public formats, and what a fit left behind."""
