"""Levers on what is known of some states: ``about`` names the states that texts are about.

A lever such as outreach works on the states that it reaches, its ``targets``. One such as visits
works on all who vote on a text about a state. These are two things and have two names.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from sim.levers.lever import Lever


def about(*labels: str) -> Any:
    """The field that holds these states, called ``about`` wherever settings are written."""
    return Field(labels, alias="about", description="states that the texts are about")


class AboutLever(Lever):
    """A lever that makes more or less known of abuses in the states that ``about`` names."""

    states_key: ClassVar[str] = "about"
