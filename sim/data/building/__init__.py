"""Tables of the package in its own schema, from what the loaders read: a file a table."""
