"""The one error a user meets: what was given, what is allowed, where to look."""


class InputError(ValueError):
    """Something the user gave (a file, a value, a name) cannot be used. One plain line."""
