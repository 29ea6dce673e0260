"""A small Hydra application for the tests of the launcher."""
