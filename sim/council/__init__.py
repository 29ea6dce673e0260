"""Procedures of the Council: who is elected, who is in the room, its bloc's line, what passes.

How a state votes is in ``sim.rules``.
"""
