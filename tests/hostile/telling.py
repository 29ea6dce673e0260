"""What a session came to, in tables."""

from __future__ import annotations

from collections import Counter, defaultdict

from tests.hostile.session import Session

RULES = (
    "traceback", "hang", "no memory", "exit code", "taken though wrong", "refused though right",
    "long message", "no message", "a parser's words", "a screen laid out", "half written",
    "left behind", "written elsewhere", "handed file changed", "secret shown", "other numbers",
    "changed without a word",
)  # fmt: skip


def table(session: Session) -> str:
    """Inputs and broken rules by kind, then every finding once."""
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    for broken in session.broken:
        by_kind[broken.case.kind].update({one.rule for one in broken.findings})
    rules = [rule for rule in RULES if any(by_kind[kind][rule] for kind in by_kind)]
    lines = [" | ".join(["kind", "inputs", "CPU s each", "taken", "refused", *rules])]
    for kind, sent in sorted(session.sent.items()):
        codes = [session.codes[kind, 0] + session.codes[kind, 1], session.codes[kind, 2]]
        lines.append(
            " | ".join(
                map(
                    str,
                    [
                        kind,
                        sent,
                        f"{session.taken[kind] / sent:.2f}",
                        *codes,
                        *(by_kind[kind][r] for r in rules),
                    ],
                )
            )
        )
    total = [sum(by_kind[kind][rule] for kind in by_kind) for rule in rules]
    taken = sum(n for (_, code), n in session.codes.items() if code in (0, 1))
    refused = sum(n for (_, code), n in session.codes.items() if code == 2)
    number = sum(session.sent.values())
    lines.append(
        " | ".join(
            map(
                str,
                [
                    "all",
                    number,
                    f"{sum(session.taken.values()) / max(number, 1):.2f}",
                    taken,
                    refused,
                    *total,
                ],
            )
        )
    )
    slowest, which = session.slowest
    most, hardest = session.hardest
    each = session.seconds / max(number, 1)
    lines += [
        "",
        f"seed {session.seed}: {number:,} inputs in {session.seconds:.0f} s, "
        f"{each:.2f} s each; the slowest, {which}, took {slowest:.0f} s; "
        f"the hardest, {hardest}, {most:.0f} s of a processor",
        f"{len(session.broken):,} broke a rule; every kind of it once:",
    ]
    for row in as_rows(session):
        numbers = ", ".join(map(str, row["numbers"][:3]))  # type: ignore[index]
        lines.append(f"  {row['rule']}: {row['signature']} ({row['count']}: {numbers})")
    return "\n".join(lines)


def as_rows(session: Session) -> list[dict[str, object]]:
    """Every finding once, the most frequent first."""
    numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
    excerpt: dict[tuple[str, str], str] = {}
    for broken in session.broken:
        for one in broken.findings:
            numbers[one.rule, one.signature].append(broken.number)
            excerpt.setdefault((one.rule, one.signature), one.excerpt)
    order = sorted(numbers, key=lambda key: (RULES.index(key[0]), -len(numbers[key]), key))
    return [
        {"rule": rule, "signature": signature, "count": len(numbers[rule, signature]),
         "seed": session.seed, "numbers": numbers[rule, signature][:20],
         "excerpt": excerpt[rule, signature]}
        for rule, signature in order
    ]  # fmt: skip
