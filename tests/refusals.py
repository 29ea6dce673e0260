"""How a refusal is tested: one line that fits on a screen, whatever was refused."""

import pytest

from sim.errors import InputError


def refusal(way, *words):
    """The one line with which a way of doing something refuses these words."""
    with pytest.raises(InputError) as caught:
        way(*words)
    said = str(caught.value)
    assert "\n" not in said
    assert len(said) <= 400
    return said
