"""Settings that somebody writes down: checked as they are read, and none taken for another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator


class Settings(BaseModel):
    """A block of settings: no others than these, finite, and never to be changed.

    ``true`` is no number, though Python counts it as 1, and a number is no day, though it could be
    the seconds since 1970.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _as_meant(cls, given: Any) -> Any:
        for name, value in given.items() if isinstance(given, Mapping) else ():
            field = cls.model_fields.get(str(name))
            if field is None or not isinstance(value, int | float):
                continue
            if isinstance(value, bool) and field.annotation is not bool:
                raise ValueError(f"{name}: {value} given, which is no number")
            if field.annotation is date:
                raise ValueError(f"{name}: {value} given; a day such as 2022-01-31 is wanted")
        return given


def _no_truth(given: Any) -> Any:
    if isinstance(given, bool):
        raise ValueError(f"{given} given, which is no number")
    return given


Number = Annotated[float, BeforeValidator(_no_truth)]
