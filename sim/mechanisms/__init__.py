"""The 24 mechanisms: what each switches, and the numbers behind it."""
