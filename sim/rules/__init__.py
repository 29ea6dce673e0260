"""How a state votes, as small scalar functions that both drivers call.

A vote has five steps: predisposition (before any lobbying), lobbying, the ballot (where the vote is
cast, ``cast`` in ``ballot.py``), the tally (``sim/council/tally.py``) and memory.
"""
