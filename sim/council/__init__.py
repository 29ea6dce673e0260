"""Procedures of the Council: who is in the room, what the bloc's line is, what passes."""
