"""The tests: they mirror ``sim/`` and read as sentences."""
