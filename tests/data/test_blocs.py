"""Another bloc than the Like-Minded Group: who it is, whose pull it has, and what is refused."""

from dataclasses import replace

import numpy as np
import pytest

from sim.config.schema import CouncilConfig
from sim.data import blocs
from sim.data.fitted import load_fit
from sim.data.record.about import asking, is_file, key
from sim.data.signing import load_signing
from sim.data.states import load_states
from sim.levers import GROUP_LABELS, followers
from sim.plots.grounds import bloc_words
from sim.study.experiment import bloc_of
from sim.study.recollection import under_bloc
from sim.study.setup import setup_of
from sim.sweep.identity import science
from sim.world import LMG
from tests.refusals import refusal

ONE_YEAR = CouncilConfig(since="2022-01-01", until="2022-12-31")


def states_of(told):
    with asking(str(told)):
        return load_states()


@pytest.fixture
def described(tmp_path):
    """A file of a bloc with these lines."""

    def write(*lines):
        path = tmp_path / "mine.yaml"
        path.write_text("\n".join(["title: the Friends", "source: invented", *lines]))
        return path

    return write


def test_without_a_word_it_is_the_like_minded_group():
    states = load_states()
    assert states.bloc == LMG
    assert states.organiser.sum() == 7
    assert not (followers(states) & states.organiser).any()


@pytest.mark.parametrize("name", [name for name in blocs.NAMES if name != "lmg"])
def test_every_bloc_has_members_who_make_its_line_together(name):
    states = states_of(name)
    assert states.bloc.together
    assert states.organiser.sum() >= 20
    assert (followers(states) == states.organiser).all()
    assert states.affiliation[states.organiser].min() == 1


def test_the_union_is_that_of_the_newest_list():
    states = states_of("eu")
    members = {states.iso3[i] for i in np.flatnonzero(states.organiser)}
    assert len(members) == 27
    assert "HRV" in members
    assert "GBR" not in members


def test_nothing_of_one_bloc_is_taken_for_another():
    usual = science()
    with asking("grulac"):
        assert science() != usual
        assert load_states().bloc.key == "grulac"
        assert load_signing().everyone.bloc == LMG  # the statements are about the group
    assert science() == usual
    assert load_states().bloc == LMG


def test_a_formula_adds_up_memberships(described):
    path = described("formula: {oic: 0.5, african_group: 0.4}", "affiliates: {BRA: 0.8}")
    states = states_of(path)
    tie = dict(zip(states.iso3, states.affiliation, strict=True))
    assert tie["DZA"] == pytest.approx(0.9)
    assert tie["PAK"] == pytest.approx(0.5)
    assert tie["BRA"] == pytest.approx(0.8)
    assert tie["NOR"] == 0
    assert followers(states)[states.index("BRA")]
    assert not followers(states)[states.index("PAK")]


def test_organisers_make_the_line_and_do_not_leave_it(described):
    states = states_of(described("organisers: [BRA, MEX]", "affiliates: [CHL, ARG, URY]"))
    assert not states.bloc.together
    assert {states.iso3[i] for i in np.flatnonzero(followers(states))} == {"CHL", "ARG", "URY"}
    assert states.organiser.sum() == 2


def test_a_file_is_called_as_bloc_takes_it(described):
    assert is_file(states_of(described("members: [BRA, MEX, CHL, ARG]")).bloc.key)


def test_a_changed_file_is_another_bloc(described):
    with asking(str(described("members: [BRA, MEX, CHL, ARG]"))):
        first = key()
    assert len(first) == 16
    assert first != "mine"


@pytest.mark.parametrize(("lines", "why"), [
    (["members: [BRA, MEX]"], "2 states are tied to it"),
    (["members: [BRA, MEX, CHL, XXX]"], "'XXX' is no ISO 3166 code"),
    (["members: BRA"], "a list of ISO 3166 codes"),
    (["affiliates: {BRA: 2}"], "a number from 0 to 1"),
    (["formula: {eu27: 1}"], "no group 'eu27'"),
    (["formula: {eu: true}"], "a number from 0 to 1"),
    (["leaders: [BRA]"], "no part 'leaders'"),
    (["members: [BRA, MEX, CHL, ARG]", "organisers: [BRA]"], "give them, or organisers"),
])  # fmt: skip
def test_a_file_that_does_not_fit_is_refused(described, lines, why):
    assert why in refusal(states_of, described(*lines))


def test_a_file_needs_a_title_and_a_source(tmp_path):
    path = tmp_path / "bare.yaml"
    path.write_text("members: [BRA, MEX, CHL, ARG]")
    assert "title: a line of words" in refusal(states_of, path)


def test_the_nearest_bloc_is_named():
    assert "did you mean oic?" in refusal(blocs.check_name, "oci")
    assert "One of lmg" in refusal(blocs.check_name, "nato-or-so")


def test_too_few_members_in_the_room_are_refused(described):
    with asking(str(described("members: [AND, MCO, SMR, LIE]"))):
        said = refusal(setup_of, ONE_YEAR, None)
    assert "at most 0 of the Friends sit" in said


def test_the_pull_of_the_group_is_borrowed_and_said_to_be():
    with asking("eu"):
        setup = setup_of(ONE_YEAR, None)
        told = setup.foundations()["bloc"]
    assert told["pull"] == "borrowed"
    assert "fitted for the Like-Minded Group" in bloc_words(told)
    follower, leading = bloc_of(setup.world)
    assert (follower == leading).all()
    # each tie has moved from what the list says to how near its votes were to the union's line
    tie = dict(zip(setup.world.states.iso3, setup.world.memory.affiliation, strict=True))
    assert 0.95 < tie["FRA"] <= 1
    assert tie["CUB"] < 0.5 < tie["GBR"]


def test_a_fit_of_a_bloc_is_taken_for_that_bloc_only(fit):
    with asking("eu"):
        of = load_states().bloc
        story = {"key": of.key, "title": of.title, "digest": of.digest}
        mine = replace(fit, story={**fit.story, "bloc": story})
        assert under_bloc(mine).story["pull"] == "measured"
        assert under_bloc(mine).states is mine.states
        assert "measured on its own record" in bloc_words(
            blocs.told_of(of, "9 sit", under_bloc(mine))
        )
    assert "made for bloc=eu" in refusal(under_bloc, mine)
    with asking("oic"):
        assert "made for bloc=eu" in refusal(under_bloc, mine)


def test_the_usual_group_finds_its_fit_as_it_is(fit):
    assert under_bloc(fit) is fit
    assert "bloc" not in setup_of(ONE_YEAR, None).foundations()
    assert load_fit() is fit


def test_levers_reach_the_bloc_that_is_asked_about():
    states = states_of("african_group")
    picked = GROUP_LABELS["democratic_affiliates"](states)
    assert picked.any()
    assert set(states.group[picked]) == {0}
