"""Procedures of the Council: who is elected, who is in the room, its bloc's line, what passes."""
