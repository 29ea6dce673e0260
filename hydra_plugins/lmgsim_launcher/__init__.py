"""A Hydra launcher and sweeper that hand a whole ``-m`` sweep to the application at once.

``hydra/launcher=lmgsim`` composes all jobs of a sweep fast. If the application's task function
has an attribute ``batch``, that is then called once with all of them; any other task function is
called job by job, as by Hydra's own basic launcher. ``hydra/sweeper=lmgsim`` is Hydra's basic
sweeper without its own composing of every job, which the launcher does before the first job runs.

Hydra finds a plugin by importing every module here whose name begins with no underscore, twice.
So what is not a plugin lies in modules whose names do.
"""
