"""The catalogue: every game has its source, and the equilibria that the source states are those of the game."""

from __future__ import annotations

import itertools
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

import games
from games import catalog
from games.bibliography import BIBLIOGRAPHY
from games.core.anonymous import count_vectors
from games.core.nash import deviations, expected_payoffs, is_nash, mixed_profile
from games.core.strategic import StrategicGame
from games.errors import ComarcaError, InvalidFile
from games.formats.game_file import catalog_folder, load
from tests.best_reply_polytopes import extreme_equilibria, matrices

ENTRIES = {entry.id: entry for entry in catalog.entries()}
KINDS = {name: load(f"catalog:{name}").kind for name in ENTRIES}
STRATEGIC = [name for name, kind in KINDS.items() if kind == "strategic"]
ANONYMOUS = [name for name, kind in KINDS.items() if kind == "anonymous"]
TREES = [name for name, kind in KINDS.items() if kind == "extensive"]
COMPLETE = [name for name in STRATEGIC if ENTRIES[name].complete == "all"]


def stage(name: str) -> StrategicGame:
    game = load(f"catalog:{name}").stage
    assert game is not None
    return game


def stated(name: str) -> set:
    """The listed equilibria as probabilities."""
    return {mixed_profile(stage(name), own) for own in ENTRIES[name].equilibria}


def pure(name: str) -> set:
    """All pure equilibria by definition: no other action of anyone pays him more."""
    game = stage(name)
    profiles = set(game.profiles())
    return {
        profile
        for profile in profiles
        if all(
            game.payoff(profile)[i] >= game.payoff((*profile[:i], other, *profile[i + 1 :]))[i]
            for i, own in enumerate(game.actions)
            for other in own
        )
    }


def test_there_are_games_of_every_kind():
    assert len(ENTRIES) >= 45
    assert min(map(len, (STRATEGIC, ANONYMOUS, TREES))) >= 3
    assert sum(ENTRIES[name].players > 2 for name in STRATEGIC) >= 5


def test_every_file_is_described_and_every_description_has_its_file():
    files = {path.stem for path in catalog_folder().iterdir()}
    known = tomllib.loads((catalog_folder().parent / "known.toml").read_text(encoding="utf-8"))
    assert files == set(known) == set(ENTRIES)


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_is_whole_and_its_source_is_in_the_bibliography(name):
    entry = ENTRIES[name]
    assert entry.source in BIBLIOGRAPHY
    assert entry.source == load(f"catalog:{name}").source
    assert entry.title and entry.about.endswith(".") and entry.known.endswith(".")
    assert entry.complete in ("", "all", "pure")
    says = (entry.equilibria, entry.number, entry.value, entry.counts, entry.symmetric, entry.plays)
    assert any(own not in (None, ()) for own in says) or entry.complete == "pure"


@pytest.mark.parametrize("name", ENTRIES)
def test_the_text_of_a_game_is_a_game_file_of_the_same_game(name, tmp_path):
    path = tmp_path / ENTRIES[name].path.name
    path.write_text(ENTRIES[name].text, encoding="utf-8")
    assert load(path).game == load(f"catalog:{name}").game


# --- equilibria -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", STRATEGIC)
def test_what_is_listed_is_an_equilibrium(name):
    game = stage(name)
    for profile in stated(name):
        assert is_nash(game, profile), [own for own in deviations(game, profile) if own.gain > 0]


@pytest.mark.parametrize("name", [name for name in COMPLETE if ENTRIES[name].players == 2])
def test_what_is_listed_as_all_is_found_and_found_to_be_all(name):
    answer = catalog.load(name).equilibria()
    assert answer.complete
    assert {own.profile for own in answer.equilibria} == stated(name)


@pytest.mark.parametrize(
    "name", [name for name in COMPLETE if max(stage(name).shape) <= 5 and ENTRIES[name].players == 2]
)
def test_what_is_listed_as_all_is_all_by_definition(name):
    game = stage(name)
    assert extreme_equilibria(*matrices(game)) == stated(name)


@pytest.mark.parametrize("name", [name for name in COMPLETE if ENTRIES[name].players > 2])
def test_three_players_have_the_mixed_equilibria_that_are_listed_and_no_other(name):
    answer = catalog.load(name).mixed_equilibria()
    assert answer.complete
    assert {own.point for own in answer.equilibria} == stated(name)


def test_the_one_equilibrium_of_nau_and_others_is_irrational():
    answer = catalog.load("nau-irrational").mixed_equilibria()
    assert answer.complete
    (own,) = answer.equilibria
    assert own.kind == "algebraic"
    assert pure("nau-irrational") == set()


@pytest.mark.parametrize("name", [name for name in STRATEGIC if ENTRIES[name].complete])
def test_pure_equilibria_are_those_that_are_listed(name):
    listed = {own for own in ENTRIES[name].equilibria if all(isinstance(action, str) for action in own)}
    if ENTRIES[name].number is None or ENTRIES[name].equilibria:
        assert pure(name) == listed


@pytest.mark.parametrize("name", [name for name in STRATEGIC if ENTRIES[name].number is not None])
def test_there_are_as_many_equilibria_as_the_source_says(name):
    game = catalog.load(name)
    answer = game.equilibria() if ENTRIES[name].players == 2 else game.mixed_equilibria()
    assert (len(answer.equilibria), answer.complete) == (ENTRIES[name].number, True)


@pytest.mark.parametrize("name", [name for name in STRATEGIC if ENTRIES[name].value is not None])
def test_zero_sum_games_have_the_value_that_is_stated(name):
    game = stage(name)
    assert all(sum(game.payoff(profile)) == 0 for profile in game.profiles())
    for profile in stated(name):
        assert expected_payoffs(game, profile)[0] == ENTRIES[name].value
    assert stated(name)


@pytest.mark.parametrize("name", [name for name in ANONYMOUS if len(catalog.load(name).actions) > 2])
def test_counts_of_each_action_are_those_of_the_source(name):
    game, entry = catalog.load(name), ENTRIES[name]

    def content(counts: tuple) -> bool:
        for own, other in itertools.permutations(range(len(game.actions)), 2):
            others = tuple(count - (place == own) for place, count in enumerate(counts))
            if counts[own] and game.payoff_at(own, others) < game.payoff_at(other, others):
                return False
        return True

    by_definition = {own for own in count_vectors(int(game.size), len(game.actions)) if content(own)}
    assert by_definition == set(entry.counts)
    answer = game.count_profiles()
    assert answer.complete
    assert set(answer.profiles) == by_definition


def test_the_link_of_braess_costs_everyone_nine_minutes():
    before, after = catalog.load("braess-without-link"), catalog.load("braess-with-link")
    assert [before.payoff_at(action, others) for action, others in ((0, 3), (1, 2))] == [-83, -83]
    with_two_each = [(1, 2, 2), (2, 1, 2), (2, 2, 1)]
    assert [after.payoff_at(action, others) for action, others in enumerate(with_two_each)] == [-92] * 3


@pytest.mark.parametrize("name", [name for name in ANONYMOUS if len(catalog.load(name).actions) == 2])
def test_counts_and_symmetric_probabilities_are_those_of_the_source(name):
    game, entry = catalog.load(name), ENTRIES[name]
    size = int(game.size)

    def gain(others: int) -> Fraction:
        return game.payoff_at(1, others) - game.payoff_at(0, others)

    by_definition = tuple(c for c in range(size + 1) if (c == 0 or gain(c - 1) >= 0) and (c == size or gain(c) <= 0))
    assert entry.counts == by_definition == game.equilibria().counts
    if entry.symmetric is not None:
        assert tuple(own.prob for own in game.symmetric_equilibria().equilibria) == entry.symmetric


@pytest.mark.parametrize("name", TREES)
def test_trees_are_played_as_the_source_says(name):
    game = catalog.load(name)
    answer = game.subgame_perfect_equilibria()
    assert answer.complete
    played = {path(game, own.profile) for own in answer.equilibria}
    assert played == set(ENTRIES[name].plays)


def path(game, profile) -> tuple[str, ...]:
    """The actions on the path of a pure behaviour profile."""
    sets = {(own.player, own.label): own for own in game.information_sets}
    positions = {
        (player, label): n for player in game.players for n, label in enumerate(k for p, k in sets if p == player)
    }
    node, actions = game.nodes[0], []
    while node.actions:
        own = profile[game.players.index(node.player)][positions[node.player, node.information]]
        choice = own.index(1)
        actions.append(node.actions[choice])
        node = game.nodes[node.children[choice]]
    return tuple(actions)


def test_the_horse_and_its_strategic_form_are_one_game():
    tree, table = catalog.load("selten-horse-tree").strategic_form(reduced=False), stage("selten-horse")
    assert (tree.players, tree.actions, tree.payoffs) == (table.players, table.actions, table.payoffs)
    tree, table = catalog.load("chain-store-tree").strategic_form(reduced=False), stage("chain-store")
    assert {frozenset(profile): tree.payoff(profile) for profile in tree.profiles()} == {
        frozenset(profile): table.payoff(profile) for profile in table.profiles()
    }


def test_segments_and_circles_are_the_components_that_are_told():
    """Neighbours on the circle share a segment: every even mixture of the two is an equilibrium, and of others it is not."""
    game, corners = stage("circle-of-equilibria"), ENTRIES["circle-of-equilibria"].equilibria
    half = Fraction(1, 2)
    for (i, first), (j, second) in itertools.combinations(enumerate(corners), 2):
        mixture = [{a: Fraction(1)} if a == b else {a: half, b: half} for a, b in zip(first, second, strict=True)]
        neighbours = (i - j) % 6 in (1, 5)
        assert is_nash(game, mixed_profile(game, mixture)) == neighbours


def test_a_segment_of_the_chain_store_ends_where_it_is_said_to():
    game = stage("chain-store")
    for fight, holds in ((Fraction(1, 2), True), (Fraction(3, 4), True), (Fraction(49, 100), False)):
        assert is_nash(game, mixed_profile(game, ["out", {"fight": fight, "cooperate": 1 - fight}])) == holds


def obeyed(game: StrategicGame, chances: dict) -> bool:
    """Is the distribution a correlated equilibrium: given what he is told to do, nobody would rather do something else?"""
    return all(
        sum(
            chance * (game.payoff(profile)[i] - game.payoff((*profile[:i], other, *profile[i + 1 :]))[i])
            for profile, chance in chances.items()
            if profile[i] == told
        )
        >= 0
        for i, own in enumerate(game.actions)
        for told in own
        for other in own
    )


def test_chicken_has_the_correlated_equilibrium_of_aumann_and_it_beats_the_mixed_one():
    game = stage("chicken")
    chances = {profile: Fraction(1, 3) for profile in game.profiles() if profile != ("dare", "dare")}
    assert obeyed(game, chances)
    assert [sum(p * game.payoff(own)[i] for own, p in chances.items()) for i in (0, 1)] == [5, 5]
    assert not obeyed(game, {("yield", "yield"): Fraction(1)})
    mixed = mixed_profile(game, [{"yield": Fraction(2, 3), "dare": Fraction(1, 3)}] * 2)
    assert expected_payoffs(game, mixed) == (Fraction(14, 3),) * 2


def test_the_mixed_equilibrium_of_the_battle_of_the_sexes_pays_a_fifth():
    mixed = next(own for own in stated("battle-of-the-sexes") if Fraction(3, 5) in own[0])
    assert expected_payoffs(stage("battle-of-the-sexes"), mixed) == (Fraction(1, 5),) * 2


def left_by_iterated_dominance(game: StrategicGame, *, weak: bool = False) -> tuple:
    """What pure actions leave when dominated actions go, round by round; by definition."""
    left = [list(own) for own in game.actions]

    def worse(i: int, own: str, other: str) -> bool:
        differences = []
        for profile in itertools.product(*left):
            if profile[i] == own:
                differences.append(game.payoff((*profile[:i], other, *profile[i + 1 :]))[i] - game.payoff(profile)[i])
        return all(d > 0 for d in differences) or (weak and min(differences) >= 0 < max(differences))

    while True:
        kept = [[a for a in own if not any(worse(i, a, b) for b in own)] for i, own in enumerate(left)]
        if kept == left:
            return tuple(map(tuple, left))
        left = kept


@pytest.mark.parametrize("name", ["prisoners-dilemma", "harmony", "deadlock", "cournot-grid", "hotelling-five"])
def test_where_iterated_strict_dominance_leads_is_the_one_equilibrium(name):
    (own,) = ENTRIES[name].equilibria
    assert left_by_iterated_dominance(stage(name)) == tuple((action,) for action in own)


def test_sophisticated_voting_gives_the_chair_the_worst():
    assert left_by_iterated_dominance(stage("chairmans-paradox"), weak=True) == (("A",), ("C",), ("C",))
    assert stage("chairmans-paradox").payoff(("A", "C", "C")) == (0, 1, 2)


def test_the_volunteers_and_the_entrants_mix_as_the_formulas_say():
    entry = catalog.load("market-entry")
    assert ENTRIES["market-entry"].symmetric == (Fraction(11 - 1, int(entry.size) - 1),)
    (half,) = ENTRIES["volunteers-dilemma"].symmetric
    assert (1 - half) ** 2 == Fraction(1, 4)  # of U = 4 and K = 1: nobody else volunteers with probability K/U


# --- doors ------------------------------------------------------------------------------------------------------------


def test_games_are_loaded_by_name_with_methods_that_solve_them():
    assert catalog.load("stag-hunt").equilibria().complete
    assert games.load("catalog:stag-hunt").game == catalog.load("stag-hunt")
    assert catalog.names() == tuple(sorted(ENTRIES))


def test_an_unknown_name_is_told_with_the_nearest():
    with pytest.raises(ComarcaError, match='Did you mean "stag-hunt"'):
        catalog.load("stag-hnt")
    with pytest.raises(InvalidFile, match=r'catalog:stag-hnt: found no such game.*Did you mean "stag-hunt"'):
        load("catalog:stag-hnt")


@pytest.mark.parametrize("name", ["../known", "", "/etc/passwd", "stag-hunt.toml", "x" * 10_000])
def test_a_name_is_no_path(name):
    with pytest.raises(InvalidFile, match="found no such game"):
        load(f"catalog:{name}")


def test_the_files_are_where_the_wheel_has_them():
    assert catalog_folder() == Path(games.__file__).parent / "catalog" / "files"
