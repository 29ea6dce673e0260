"""How a configuration is put together from files and words that a user hands over.

Hydra reads the grammar of overrides and merges the blocks. It is handed only files that were read
and checked here, and it has no configuration of its own while it does so: nothing in a file or on
a command line can name a class, a callback or a log file of Hydra's.
"""
