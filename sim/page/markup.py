"""HTML and SVG from Python: whatever is not markup already is escaped, so no text can act."""

from __future__ import annotations

from html import escape

VOID = {"input", "br", "hr", "circle", "rect", "line", "path", "polygon"}


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def tag(element: str, /, *children: object, **attributes: object) -> Markup:
    """An element. ``class_`` is class, ``data_do`` data-do; None and False leave one out."""
    words = [element]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        label = key.rstrip("_").replace("_", "-")
        words.append(label if value is True else f'{label}="{escape(_text(value))}"')
    opened = f"<{' '.join(words)}>"
    if element in VOID and not children:
        return Markup(opened if element in ("input", "br", "hr") else f"{opened[:-1]}/>")
    return Markup(f"{opened}{join(*children)}</{element}>")


def join(*children: object) -> Markup:
    """Elements and texts, one after the other; lists are taken apart, None is nothing."""
    parts: list[str] = []
    for child in children:
        if child is None:
            continue
        if isinstance(child, Markup):
            parts.append(child)
        elif isinstance(child, list | tuple):
            parts.append(join(*child))
        else:
            parts.append(escape(_text(child)))
    return Markup("".join(parts))


def exact(value: float) -> str:
    """A number to the last bit, for who wants to check it."""
    return repr(float(value))


def minus(text: str) -> str:
    """A true minus sign for a hyphen."""
    return text.replace("-", "\N{MINUS SIGN}")


def signed(value: float, digits: int) -> str:
    """A number with its sign, and a true minus."""
    text = f"{value:+.{digits}f}"
    return minus(text) if float(text) else f"{0:.{digits}f}"


def _text(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def button(words: str, act: str, on: str = "", **attributes: object) -> Markup:
    """Something to press."""
    return tag("button", words, type="button", data_do=act, data_on=on or None, **attributes)


def choice(act: str, options: dict[str, str], chosen: str, **attributes: object) -> Markup:
    """A list to choose one from; ``options`` maps values to words."""
    return tag(
        "select",
        [tag("option", words, value=value, selected=value == chosen)
         for value, words in options.items()],
        data_do=act, data_value=chosen, **attributes,
    )  # fmt: skip


def table(header: list[str], rows: list[list[object]], **attributes: object) -> Markup:
    """A table; cells are texts or markup."""
    head = tag("thead", tag("tr", [tag("th", cell, scope="col") for cell in header]))
    body = tag("tbody", [tag("tr", [tag("td", cell) for cell in row]) for row in rows])
    return tag("div", tag("table", head, body, **attributes), class_="scrolls")
