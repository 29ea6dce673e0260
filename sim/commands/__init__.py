"""The commands of the program, one a file: read what was typed, do it, show it."""
