"""Votes of the Commission and of the Assembly become agendas the rule can be fitted to."""

import numpy as np
import pytest

from sim.data.loaders.assembly_votes import read_assembly_votes
from sim.data.loaders.commission_votes import read_commission_votes
from sim.data.loaders.seats import seat_by_session
from sim.data.loaders.texts import slug, sort_texts, state_in
from sim.errors import InputError
from sim.fit.likelihood import Likelihood
from sim.fit.replay import Rates, replay
from sim.world import ABSENT, ABSTAIN, KINDS, NO, NO_SEAT, PENS, STRANDS, YES


# ------------------------------------------------------------------ texts
def sorted_text(title, subject="", year=2000):
    return tuple(sort_texts([title], [subject], [year]).iloc[0])


@pytest.mark.parametrize(
    ("title", "subject", "year", "expected"),
    [
        ("Situation of human rights in Cuba : resolution /", "CUBA", 1998,
         ("scrutiny-CUB", "country", "CUB", "west", 1)),
        ("Question of human rights in Chile : resolution /", "CHILE", 1980,
         ("scrutiny-CHL", "country", "CHL", "cross", 1)),
        ("Assistance to Equatorial Guinea in the field of human rights : resolution /", "", 2002,
         ("assistance-GNQ", "country", "GNQ", "south", 0)),
        ("Question of the violation of human rights in any part of the world : resolution /",
         "EL SALVADOR", 1982, ("scrutiny-SLV", "country", "SLV", "cross", 1)),
        ("Human rights situation in southern Lebanon : resolution /", "LEBANON", 1999,
         ("occupied-territories-southern-lebanon", "palestine", "ISR", "south", -1)),
        ("Situation in Namibia : resolution /", "NAMIBIA", 1985,
         ("namibia", "thematic", "", "cross", 0)),
        ("Violations of human rights in southern Africa : resolution /", "", 1983,
         ("southern-africa", "thematic", "", "south", -1)),
        ("The right to self-determination : situation in Kampuchea : resolution /", "", 1983,
         ("scrutiny-KHM", "country", "KHM", "cross", 1)),
        ("HUMAN RIGHTS, CHILE", "HUMAN RIGHTS, CHILE", 1978,
         ("scrutiny-CHL", "country", "CHL", "cross", 1)),
        ("Summary executions : resolution /", "", 1995,
         ("summary-executions", "thematic", "", "west", 1)),
        ("Study of regional commissions : resolution /", "", 1967,
         ("study-regional-commissions", "thematic", "", "cross", 0)),
    ],
)  # fmt: skip
def test_a_text_is_sorted_by_its_title(title, subject, year, expected):
    assert sorted_text(title, subject, year) == expected


def test_a_recurring_text_falls_into_one_series_whatever_its_session():
    titles = [
        "Adverse effects of the dumping of toxic wastes : resolution /",
        "Adverse effects of the dumping of toxic wastes: resolution / adopted at its 60th session",
        "The adverse effects of the dumping of toxic wastes, 2003",
    ]
    found = sort_texts(titles, [""] * 3, [1999, 2001, 2003])
    assert found.series.nunique() == 1
    assert slug("Report of the 24th session (1968), part II") == "session-part"


def test_titles_known_from_the_council_keep_its_series():
    series = [
        sorted_text(t)[0]
        for t in (
            "The right to development : resolution /",
            "Situation of human rights in Myanmar : resolution /",
        )
    ]
    assert series == ["right-to-development", "myanmar"]  # fmt: skip


def test_a_state_is_named_once_it_is_a_member():
    assert state_in("Situation in Guinea-Bissau", 1980) == "GNB"
    assert state_in("Situation in Guinea-Bissau", 1970) == ""
    assert state_in("the Democratic People’s Republic of Korea", 2003) == "PRK"
    assert state_in("Situation in Southern Africa", 1980) == ""


def test_whoever_voted_in_the_session_has_a_seat_all_session_and_all_day():
    listed = np.array([[1, 9, 9], [9, -1, 9], [9, 9, 0]], np.int8)
    session, date = np.array(["1", "1", "2"]), np.array(["a", "b", "b"])
    sits, recorded = seat_by_session(listed, session, date)
    assert sits.tolist() == [[True, True, False], [True, True, True], [True, True, True]]
    assert recorded.tolist() == [[1, ABSENT, NO_SEAT], [ABSENT, -1, ABSENT], [ABSENT, ABSENT, 0]]


# ------------------------------------------------------------------ the Commission
HEADER = "record_id,symbol,date,year,iso3,vote,title,subject\n"


def commission(folder, rows):
    path = folder / "commission.csv"
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return path


def text(record, symbol, date, votes, title="The right to food : resolution /"):
    return [
        f'{record},{symbol},{date},{date[:4]},{iso3},{vote},"{title}",FOOD\n'
        for iso3, vote in votes.items()
    ]


def test_the_commissions_votes_are_read_and_former_members_counted(tmp_path):
    rows = text(
        1,
        "E/CN.4/RES/1990/2",
        "1990-02-16",
        {"USA": "N", "CHN": "Y", "SUN": "Y", "DDR": "Y", "GER": "A", "YUG": "-"},
    )
    rows += text(2, "E/CN.4/RES/2001/25", "2001-04-20", {"USA": "N", "CHN": "Y", "DEU": "."})
    rows += text(3, "E/CN.4/RES/S-5/1", "2000-10-19", {"USA": "N", "CHN": "Y"})
    agenda, states, report = read_commission_votes(commission(tmp_path, rows))  # fmt: skip
    assert set(report.sha256()) == {"commission.csv"}
    assert agenda.session_name == ("46", "S-5", "57")
    assert [agenda.recorded[0, states.index(c)] for c in ("USA", "CHN", "DEU", "RUS")] == [
        NO, YES, ABSTAIN, NO_SEAT
    ]  # fmt: skip
    assert agenda.recorded[2, states.index("DEU")] == ABSENT
    assert len(set(agenda.series)) == 1
    assert report.reasons == {
        "votes of the Soviet Union, no longer a UN member": 1,
        "votes of the German Democratic Republic, no longer a UN member": 1,
        "votes of Yugoslavia, no longer a UN member": 1,
        "votes outside the dates": 0,
    }
    assert report.repairs.total() == 1
    assert report.votes == 7


@pytest.mark.parametrize(
    ("symbol", "date", "session"),
    [("E/CN.4/RES(I)", "1947-02-10", "1"), ("E/CN.4/RES(II)", "1947-12-15", "2"),
     ("E/CN.4/RES(III)", "1948-06-18", "3"), ("E/CN.4/RES/7(XIV)", "1958-03-28", "14"),
     ("E/CN.4/RES/2005/2", "2005-04-07", "61"), ("E/CN.4/RES/1992/S-2/1", "1992-12-01", "S-2")],
)  # fmt: skip
def test_the_commissions_sessions_have_their_own_numbers(tmp_path, symbol, date, session):
    path = commission(tmp_path, text(1, symbol, date, {"CHN": "Y"}))
    assert read_commission_votes(path)[0].session_name == (session,)


def test_the_commissions_dates_are_inclusive_and_resolutions_in_their_order(tmp_path):
    rows = text(1, "E/CN.4/RES/2001/10", "2001-04-20", {"CHN": "Y"})
    rows += text(2, "E/CN.4/RES/2001/9", "2001-04-20", {"CHN": "Y"})
    rows += text(3, "E/CN.4/RES/2002/1", "2002-04-01", {"CHN": "Y"})
    path = commission(tmp_path, rows)
    agenda, _, report = read_commission_votes(path, until="2001-04-20")
    assert agenda.symbol == ("E/CN.4/RES/2001/9", "E/CN.4/RES/2001/10")
    assert report.reasons["votes outside the dates"] == 1
    with pytest.raises(InputError, match="no roll call in the dates"):
        read_commission_votes(path, since="2010-01-01")
    with pytest.raises(InputError, match="since is 'spring', not a date"):
        read_commission_votes(path, since="spring")


@pytest.mark.parametrize(
    ("votes", "where"),
    [
        ({"CHN": "Y", "USA": "yes"}, "line 3, column vote: 'yes' is none of"),
        ({"CHN": "Y", "QQQ": "Y"}, "line 3, column iso3: 'QQQ' is no state"),
        ({"DEU": "Y", "GER": "Y"}, "line 3, column iso3: a second vote of DEU"),
    ],
)
def test_bad_rows_of_the_commission_are_refused(tmp_path, votes, where):
    with pytest.raises(InputError, match=where):
        read_commission_votes(
            commission(tmp_path, text(1, "E/CN.4/RES/1990/2", "1990-02-16", votes))
        )


# ------------------------------------------------------------------ the Assembly
ASSEMBLY = {
    "un_roll_calls_x.csv": "rcid,session,importantvote,date,unres,amend,para,short,descr\n"
    '1,34.0,0,1979-12-05,R/34/1,0,0,"HUMAN RIGHTS, CHILE",TO APPROVE A RESOLUTION CONDEMNING\n'
    "2,47.0,0,1992-12-02,R/47/1,1,,MERCENARIES,TO ADOPT THE CUBAN AMENDMENT\n"
    "3,62.0,0,2007-12-18,R/62/1,,,SANCTIONS,Human rights and unilateral coercive measures : "
    "resolution / adopted by the General Assembly\n"
    "4,62.0,0,2007-12-18,R/62/2,,1,,The President: Draft resolution I is entitled _Situation of "
    "human rights in Myanmar<d3>. A separate vote\n"
    "5,62.0,0,2007-12-18,R/62/3,,,OTHER,Something else\n",
    "un_roll_call_issues.csv": "rcid,short_name,issue\n1,hr,Human rights\n2,hr,Human rights\n"
    "3,hr,Human rights\n4,hr,Human rights\n5,di,Arms control\n",
    "un_votes_all_x.csv": "rcid,country,country_code,vote\n"
    "1.0,Russia,RU,no\n1.0,Federal Republic of Germany,,yes\n1.0,Yugoslavia,YU,yes\n"
    "1.0,Namibia,NA,yes\n2.0,Russia,RU,no\n2.0,Czechoslovakia,CS,no\n"
    "3.0,Yugoslavia,YU,yes\n3.0,United States,US,no\n4.0,Russia,RU,abstain\n5.0,Russia,RU,yes\n",
}


@pytest.fixture
def assembly(tmp_path):
    def write(old="", new=""):
        for name, content in ASSEMBLY.items():
            (tmp_path / name).write_text(content.replace(old, new) if old else content)
        return tmp_path

    return write


def test_the_assemblys_votes_on_one_issue_are_read(assembly):
    agenda, states, report = read_assembly_votes(assembly())
    assert set(report.sha256()) == set(ASSEMBLY)
    assert agenda.title[:1] + agenda.title[3:] == (
        "HUMAN RIGHTS, CHILE", "Situation of human rights in Myanmar"
    )  # fmt: skip
    assert [KINDS[k] for k in agenda.kind] == ["country", "amendment", "thematic", "country"]
    assert agenda.series[0] == "scrutiny-CHL"
    assert agenda.series[2:] == ("unilateral-coercive-measures", "myanmar")
    assert (PENS[agenda.pen[1]], STRANDS[agenda.strand[1]]) == ("lmg", "amendment-hostile")
    at = {code: agenda.recorded[:, states.index(code)].tolist() for code in ("RUS", "SRB", "NAM")}
    assert at["RUS"] == [NO_SEAT, NO, ABSENT, ABSTAIN]  # the Soviet Union's vote is not Russia's
    assert at["SRB"] == [NO_SEAT, NO_SEAT, YES, ABSENT]
    assert at["NAM"][0] == YES
    assert report.reasons == {
        "roll calls on other issues": 1, "roll calls of other sessions": 0,
        "votes on other roll calls": 1, "roll calls without votes": 0,
        "votes of Yugoslavia, no longer a UN member": 1,
        "votes of Czechoslovakia, no longer a UN member": 1,
        "votes of the Soviet Union, no longer a UN member": 1,
    }  # fmt: skip
    assert report.repairs == {
        "votes of Serbia, filed under Yugoslavia": 1,
        "votes of the Federal Republic of Germany, taken as Germany's": 1,
    }


def test_a_code_that_r_left_out_is_not_namibias(assembly):
    agenda, states, _ = read_assembly_votes(assembly("Germany,,", "Germany,NA,"))
    assert agenda.recorded[0, states.index("DEU")] == YES
    assert agenda.recorded[0, states.index("NAM")] == YES


def test_sessions_bound_the_assemblys_record(assembly):
    agenda, _, _ = read_assembly_votes(assembly(), since_session=40, until_session=50)
    assert agenda.id == ("2",)
    with pytest.raises(InputError, match="no roll call on 'hr' in the sessions"):
        read_assembly_votes(assembly(), since_session=70)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("RU,no", "RU,nay", "un_votes_all_x.csv: line 2, column vote: 'nay' is none of yes"),
        ("Namibia,NA", "Nowhere,", "line 5, column country: 'Nowhere' is no state"),
        ("2.0,Czechoslovakia,CS", "2.0,Russia,RU", "line 7, column country: a second vote of RUS"),
        ("34.0", "thirty", "un_roll_calls_x.csv: line 2, column session: 'thirty'"),
        (",hr,", ",rights,", "column short_name: no issue 'hr', only di, rights"),
    ],
)
def test_bad_rows_of_the_assembly_are_refused(assembly, old, new, where):
    with pytest.raises(InputError, match=where):
        read_assembly_votes(assembly(old, new))


def test_roll_calls_of_the_assembly_none_of_which_has_a_vote_are_refused(assembly):
    folder = assembly()
    votes = folder / "un_votes_all_x.csv"
    votes.write_text(votes.read_text().partition("\n")[0] + "\n")
    with pytest.raises(InputError, match=r"none of the \d+ roll calls has a vote"):
        read_assembly_votes(folder)


def test_a_missing_table_of_the_assembly_is_named(assembly):
    folder = assembly()
    (folder / "un_votes_all_x.csv").unlink()
    with pytest.raises(InputError, match=r"no file of votes in .*: un_votes\*"):
        read_assembly_votes(folder)


def test_the_rule_can_be_fitted_to_such_agendas(assembly):
    agenda, states, _ = read_assembly_votes(assembly())
    sittings, _ = replay(agenda, states, Rates())
    likelihood = Likelihood(agenda, states, sittings, np.ones(len(agenda), bool))
    value, gradient = likelihood.value_and_gradient(np.zeros(likelihood.layout.size))
    assert likelihood.count == 6
    assert np.isfinite(value)
    assert np.isfinite(gradient).all()
