"""Trees against brute force over all pure profiles, against pygambit where it is installed, and against closed forms."""

from __future__ import annotations

import io
import itertools
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from games import Decision, ExtensiveGame, Terminal
from games.core.extensive import ExtensiveGame as CoreGame
from games.core.extensive_solution import SubgamePerfectEquilibrium
from games.core.plans import strategic_form
from games.formats.efg import dumps, read
from games.solvers.backward_induction import subgame_perfect_equilibria
from games.solvers.extensive_check import check_behaviour
from games.solvers.nash import nash_equilibria
from games.testing import extensive_games
from tests import tree_oracle

DATA = Path(__file__).parents[1] / "data"
KNOWING = extensive_games(players=(1, 3), max_moves=6, max_actions=3, perfect_information=True)
GUESSING = extensive_games(players=(2, 3), max_moves=7, max_actions=2)


def pure(game: CoreGame, own: SubgamePerfectEquilibrium) -> dict[tuple[str, str], int] | None:
    """The profile as actions by (player, label), if it is pure."""
    found = {}
    for sets, behaviour in zip(game.sets_by_player, own.profile, strict=True):
        for own_set, weights in zip(sets, behaviour, strict=True):
            if max(weights) != 1:
                return None
            found[own_set.player, own_set.label] = weights.index(Fraction(1))
    return found


def listed(profiles: list[Any]) -> list[Any]:
    return sorted(tuple(sorted(own.items())) for own in profiles)


@given(KNOWING)
def test_backward_induction_finds_exactly_what_the_definition_accepts(game: CoreGame) -> None:
    answer = subgame_perfect_equilibria(game)
    found = [pure(game, own) for own in answer.equilibria]
    assert listed(found) == listed(tree_oracle.subgame_perfect(game))
    assert answer.count == len(found)


@given(GUESSING)
def test_pure_ones_of_games_with_imperfect_information_are_all_found(game: CoreGame) -> None:
    """Each listed pure profile stands for all that differ at its free information sets; together they are what brute force accepts."""
    found = []
    for own in subgame_perfect_equilibria(game).equilibria:
        actions = pure(game, own)
        if actions is None:
            continue
        away = [(i, h) for i, free in enumerate(own.free) for h in free]
        idle = [game.sets_by_player[i][h] for i, h in away]
        for choice in itertools.product(*(range(len(own_set.actions)) for own_set in idle)):
            changed = {(own_set.player, own_set.label): a for own_set, a in zip(idle, choice, strict=True)}
            found.append({**actions, **changed})
    assert listed(found) == listed(tree_oracle.subgame_perfect(game))


@given(GUESSING)
def test_every_pure_profile_is_judged_as_by_brute_force(game: CoreGame) -> None:
    roots = tree_oracle.roots(game)
    for profile in itertools.islice(tree_oracle.profiles(game), 16):
        table: dict[str, dict[str, str]] = {player: {} for player in game.players}
        for own in game.information_sets:
            table[own.player][own.label] = own.actions[profile[own.player, own.label]]
        perfect = all(tree_oracle.is_nash_from(game, profile, root) for root in roots)
        assert check_behaviour(game, table).holds == perfect
        assert check_behaviour(game, table, concept="nash").holds == tree_oracle.is_nash_from(game, profile, 0)


# --- pygambit ---------------------------------------------------------------------------------------------------------

try:
    import pygambit
except ImportError:
    pygambit = None
peer = pytest.mark.skipif(pygambit is None, reason="pygambit is not installed: pip install pygambit")


def as_gambit(text: str) -> Any:
    return pygambit.read_efg(io.BytesIO(text.encode()))


def payoffs_by_plan(game: Any) -> list[tuple[Fraction, ...]]:
    """Payoffs of all profiles of Gambit's reduced strategic form."""
    players = list(game.players)
    return [
        tuple(Fraction(str(game[tuple(strategy.label for strategy in profile)][player])) for player in players)
        for profile in itertools.product(*(list(player.strategies) for player in players))
    ]


def ours_by_plan(game: CoreGame) -> list[tuple[Any, ...]]:
    form = strategic_form(game)
    return [form.payoff(profile) for profile in form.profiles()]


@peer
@given(GUESSING)
def test_gambit_reads_what_is_written_and_has_the_same_reduced_form(game: CoreGame) -> None:
    """The same number of plans and the same payoffs, up to order; Gambit merges as the definition does."""
    theirs = as_gambit(dumps(game))
    assert [len(list(player.strategies)) for player in theirs.players] == list(strategic_form(game).shape)
    assert sorted(payoffs_by_plan(theirs)) == sorted(ours_by_plan(game))
    assert theirs.is_perfect_recall


@peer
@given(extensive_games(players=2, max_moves=5, max_actions=2))
def test_gambit_writes_what_is_read(game: CoreGame) -> None:
    theirs = as_gambit(dumps(game))
    written = read(theirs.to_efg())
    assert [(node.actions, node.children, node.player, node.probabilities) for node in written.nodes] == [
        (node.actions, node.children, node.player, node.probabilities) for node in game.nodes
    ]
    assert ours_by_plan(written) == ours_by_plan(game)


@peer
@given(extensive_games(players=2, max_moves=5, max_actions=2))
def test_gambit_finds_as_many_nash_equilibria(game: CoreGame) -> None:
    """Extreme ones of the reduced strategic form, where both move."""
    if any(not sets for sets in game.sets_by_player):
        return
    theirs = pygambit.nash.enummixed_solve(as_gambit(dumps(game)), rational=True)
    assert len(theirs.equilibria) == len(nash_equilibria(strategic_form(game)).equilibria)


@peer
@pytest.mark.parametrize("name", ["entry", "forgetful", "pennies", "two_stages"])
def test_gambit_reads_the_hand_written_files_alike(name: str) -> None:
    text = (DATA / f"{name}.efg").read_text(encoding="utf-8")
    assert sorted(payoffs_by_plan(as_gambit(text))) == sorted(ours_by_plan(read(text)))


# --- veto on upgrading ------------------------------------------------------------------------------------------------


def veto() -> ExtensiveGame:
    """The supplier upgrades into design or not, the buyer stays or leaves (see docs/howto/trees.md)."""
    answer = Decision("buyer", {"stay": Terminal("w + g - c", "b - l"), "leave": Terminal("m - c", "o")})
    return ExtensiveGame.build(
        ("supplier", "buyer"),
        Decision("supplier", {"keep making": Terminal("w", "b"), "upgrade": answer}),
        assumptions=("g > c", "c > 0", "l > 0"),
    )


def test_the_veto_holds_iff_leaving_is_credible_and_no_other_market_pays() -> None:
    """The buyer's threat is credible iff o >= b - l; another market worth m makes it empty iff m >= w + c."""
    cases = veto().cases().cases
    values = [Fraction(k) for k in (1, 2, 3, 4)]
    seen = set()
    for b, o, m, w in itertools.product(values, repeat=4):
        at = {"b": b, "o": o, "m": m, "w": w, "g": Fraction(2), "c": Fraction(1), "l": Fraction(1)}
        (case,) = [own for own in cases if all(relation.holds(at) for relation in own.assume)]
        played = {(own.profile[0][0][1] == 1, own.profile[1][0][1] == 1) for own in case.equilibria}
        expected = set()
        for leaves in (False, True):
            if (leaves and o >= b - 1) or (not leaves and o <= b - 1):
                upgraded = m - 1 if leaves else w + 1
                expected |= {(up, leaves) for up in (False, True) if (upgraded >= w if up else upgraded <= w)}
        assert played == expected
        seen.add(frozenset(played))
    assert len(seen) == len(cases) == 7
