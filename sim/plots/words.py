"""How kinds, patterns and numbers are said in the figures and in the report."""

from __future__ import annotations

from sim.measures.possible import possible

KIND_WORDS = {
    "country": "country texts",
    "thematic": "thematic texts",
    "palestine": "texts on Palestine",
    "amendment": "amendments",
    "named": "the named texts",
}


def pattern_words(pattern: str) -> str:
    """A pattern of realism as it is shown: the bloc's mode is its most frequent vote."""
    return "departs from the group's main vote" if "mod" in pattern else pattern


def minus(text: str) -> str:
    """A true minus sign for a hyphen."""
    return text.replace("-", "\N{MINUS SIGN}")


def percent(share: float | None) -> str:
    """A share in per cent, finer where it is small: 61 %, 2.9 %; a dash where it is not known."""
    if share is None or share != share:
        return "–"
    value = share * 100
    digits = 1 if 0 < abs(value) < 9.95 else 0
    return minus(f"{value:.{digits}f}") + "\N{NO-BREAK SPACE}%"


def share(estimate: float) -> str:
    """An estimated share in per cent, as one that can be: never below 0 % or above 100 %."""
    return percent(possible(estimate))


def points(share: float) -> str:
    """A difference of shares in percentage points, signed."""
    text = f"{share * 100:+.1f}"
    return minus(text) if float(text) else "0.0"


def span(low: float, high: float) -> str:
    """An interval in percentage points."""
    return f"{points(low)} to {points(high)}"


def count(number: int) -> str:
    """A number in words up to ten."""
    words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    return words[number] if 0 <= number < len(words) else f"{number:,}"


def chance(probability: float) -> str:
    """A probability in per cent that claims neither nought nor certainty too early."""
    if probability != probability:
        return "\N{EN DASH}"
    if probability == 0 or 0.01 <= probability <= 0.99:
        return f"{probability * 100:.0f}\N{NO-BREAK SPACE}%"
    return ("<1" if probability < 0.01 else ">99") + "\N{NO-BREAK SPACE}%"


def usd(dollars: float) -> str:
    """An amount in words: USD 294 million, USD 6.3 million, USD 250,000."""
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if dollars >= 0.9995 * size:
            value = dollars / size
            return f"USD\N{NO-BREAK SPACE}{value:.{0 if value >= 99.5 else 1}f} {word}"
    return f"USD\N{NO-BREAK SPACE}{round(dollars, -3 if dollars >= 1e4 else 0):,.0f}"


def fixed(value: float, digits: int, name: str) -> str:
    """A number with so many digits; signed, unless nought, where it is a difference."""
    text = f"{value:.{digits}f}"
    if not float(text):
        return text.lstrip("-")
    return minus("+" + text if name.startswith("difference") and value > 0 else text)


def more(value: float) -> str:
    """A change in words: 47 more, 3.1 fewer."""
    return f"{amount(abs(value))} {'fewer' if value < 0 else 'more'}"


def amount(value: float) -> str:
    """A mean number of things: 47, 3.1."""
    return f"{value:.1f}" if abs(value) < 9.95 else f"{value:,.0f}"


def signed(value: float) -> str:
    """The same as a change."""
    return ("+" if value > 0 else "") + minus(amount(value))


def listed(names: list[str]) -> str:
    """Names in a row: India, Bolivia and Nepal."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def short(name: str, most: int = 19) -> str:
    """A name cut to so many letters."""
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"
