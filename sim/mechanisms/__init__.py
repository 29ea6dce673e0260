"""The mechanisms of the sources: what each switches, and the numbers behind it."""
