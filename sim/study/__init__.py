"""A study: worlds, arms and replicates, and the tables that come of them."""
