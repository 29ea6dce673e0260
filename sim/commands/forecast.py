"""``lmgsim forecast``: the whip count of a draft before the vote, and its score afterwards."""

from __future__ import annotations

import json

from sim.commands.arguments import demand, given_settings, whole
from sim.errors import InputError
from sim.files.places import own_path

ONE = ("title", "symbol", "date", "sponsors", "target", "theme", "series", "item", "kind",
       "orientation", "amends", "text")  # fmt: skip
SOURCES = ("draft", "session", "score")
OTHERS = ("what", "votes", "fit", "seed", "draws", "results")
SETTINGS = (*SOURCES, *ONE, *OTHERS)


def forecast_command(arguments: list[str]) -> None:
    """Read the drafts, count, store and show; or score a stored forecast.

    Raises
    ------
    InputError
        For a setting or a draft that has no sense.
    """
    as_json = "--json" in arguments
    given = given_settings("forecast", [a for a in arguments if a != "--json"], SETTINGS)
    if "score" in given:
        _score(given, as_json)
        return
    drafts = _drafts(given)
    if "what" in given and len(drafts) > 1:
        raise InputError("what= changes one draft; the file holds several")
    seed = whole(given.get("seed", "2026"), "seed", 0, 2**31 - 1)
    from sim.forecast.draft import first_day
    from sim.forecast.folder import store_forecast, track_record
    from sim.forecast.forecast import DRAWS, SESSION_DRAWS, forecast_drafts
    from sim.forecast.sources import fit_for, this_day, votes_on_record
    from sim.screens.forecast import show_differences, show_forecast

    usual = SESSION_DRAWS if "session" in given else DRAWS
    draws = whole(given.get("draws", str(usual)), "draws", 100, 100_000)
    record = votes_on_record(own_path(given["votes"]) if "votes" in given else None)
    today = this_day()
    fit = fit_for(own_path(given["fit"]) if "fit" in given else None, first_day(drafts, today))
    found = forecast_drafts(drafts, record, fit, today, seed, draws, "session" in given)
    versions = [(drafts, found)]
    if "what" in given:
        from sim.forecast.what_if import altered, differences

        other = [altered(drafts[0], given["what"], found.texts[0].sponsors)]
        versions.append((other, forecast_drafts(other, record, fit, today, seed, draws)))
    results = own_path(given.get("results", "results"))
    for n, (asked, count) in enumerate(versions):
        folder, summary = store_forecast(count, asked, fit, seed, results)
        if as_json:
            print(json.dumps(_plain(summary, count), ensure_ascii=False, sort_keys=True))
            continue
        if n:
            print(f"\nThe other version ({given['what']}):")
        show_forecast(folder, summary, count.drafts, count.members, track_record())
    if len(versions) > 1 and not as_json:
        show_differences(differences(versions[0][1].votes[:, 0], versions[1][1].votes[:, 0]))


def _drafts(given: dict[str, str]):  # type: ignore[no-untyped-def]
    from sim.forecast.draft import as_typed, draft_of, read_drafts

    sources = [key for key in ("draft", "session") if key in given]
    words = {key: given[key] for key in ONE if key in given}
    if len(sources) + bool(words) != 1:
        raise InputError(
            "forecast needs one of draft=FILE, session=FILE, title=... or score=FOLDER "
            "(docs/how-to/forecast.md)"
        )
    if sources:
        return read_drafts(own_path(given[sources[0]]))
    plain = {key: as_typed(key, value) for key, value in words.items()}
    if "sponsors" in words:
        plain["sponsors"] = words["sponsors"].strip("[]")
    return [draft_of(plain)]


def _score(given: dict[str, str], as_json: bool) -> None:
    demand("forecast score=FOLDER", given, ("votes",))
    from sim.forecast.score import score_forecast
    from sim.forecast.sources import votes_on_record
    from sim.screens.forecast import show_score

    record = votes_on_record(own_path(given["votes"]))
    scored = score_forecast(own_path(given["score"]), record.agenda, record.states)
    if as_json:
        print(json.dumps({"scores": scored.scores.to_dict("records"),
                          "drafts": scored.drafts.to_dict("records")}))  # fmt: skip
    else:
        show_score(scored)


def _plain(summary: dict[str, object], count) -> dict[str, object]:  # type: ignore[no-untyped-def]
    tables = {"drafts": count.drafts, "members": count.members}
    return summary | {name: json.loads(table.to_json(orient="records"))
                      for name, table in tables.items()}  # fmt: skip
