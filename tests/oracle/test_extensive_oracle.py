"""Trees against brute force over all pure profiles, against pygambit where it is installed, and against closed forms."""

from __future__ import annotations

import io
import itertools
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from games import Chance, Decision, ExtensiveGame, Terminal
from games.core.extensive import ExtensiveGame as CoreGame
from games.core.extensive_solution import SubgamePerfectEquilibrium
from games.core.plans import strategic_form
from games.core.recall import forgotten
from games.core.solution import Status
from games.formats.efg import dumps, read
from games.solvers.backward_induction import subgame_perfect_equilibria
from games.solvers.extensive_check import check_behaviour
from games.solvers.nash import nash_equilibria
from games.testing import extensive_games
from proofs import certify
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


def catalogue() -> list[Path]:
    """The `.efg` files that come with pygambit."""
    return sorted(Path(pygambit.__file__).parent.rglob("*.efg")) if pygambit else []


@peer
def test_gambits_catalogue_is_there() -> None:
    if not catalogue():
        pytest.skip("this pygambit comes without its catalogue")


@pytest.mark.parametrize("file", catalogue(), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_published_trees_are_read_as_gambit_reads_them_and_their_equilibria_proved(file: Path) -> None:
    game, theirs = read(file.read_text(encoding="utf-8"), file.name), pygambit.read_efg(file)
    assert sorted(payoffs_by_plan(theirs)) == sorted(ours_by_plan(game))
    assert [len(list(player.strategies)) for player in theirs.players] == list(strategic_form(game).shape)
    assert theirs.is_perfect_recall == (not forgotten(game))
    assert read(dumps(game)) == game
    if not forgotten(game):
        answer = subgame_perfect_equilibria(game)
        assert (answer.complete, certify(answer).status) == (True, Status.PROVED)


# --- Kuhn's poker -----------------------------------------------------------------------------------------------------


def poker() -> ExtensiveGame:
    """Three cards, one each; who has nothing to fear may bet once."""

    def hand(first: str, second: str) -> Decision:
        stake = 1 if "JQK".index(first) > "JQK".index(second) else -1

        def ends(paid: int) -> Terminal:
            return Terminal(paid, -paid)

        called = Decision("P1", {"fold": ends(-1), "call": ends(2 * stake)}, f"{first} after bet")
        checked = Decision("P2", {"check": ends(stake), "bet": called}, f"{second} after check")
        bet = Decision("P2", {"fold": ends(1), "call": ends(2 * stake)}, f"{second} after bet")
        return Decision("P1", {"check": checked, "bet": bet}, first)

    deals = [(a, b) for a in "JQK" for b in "JQK" if a != b]
    return ExtensiveGame.build(("P1", "P2"), Chance({a + b: ("1/6", hand(a, b)) for a, b in deals}))


@pytest.mark.parametrize("bluff", [Fraction(0), Fraction(1, 5), Fraction(1, 3)])
def test_the_known_equilibria_of_kuhns_poker_are_equilibria(bluff: Fraction) -> None:
    """One for each chance up to 1/3 with which the first bets on the lowest card; the first loses 1/18."""

    def bets(chance: Fraction) -> dict[str, Fraction]:
        return {"bet": chance, "check": 1 - chance}

    def calls(chance: Fraction) -> dict[str, Fraction]:
        return {"call": chance, "fold": 1 - chance}

    first = {"J": bets(bluff), "Q": bets(Fraction(0)), "K": bets(3 * bluff)}
    first |= {"J after bet": calls(Fraction(0)), "Q after bet": calls(bluff + Fraction(1, 3)), "K after bet": "call"}  # type: ignore[dict-item]
    second = {"J after check": bets(Fraction(1, 3)), "Q after check": "check", "K after check": "bet"}
    second |= {"J after bet": "fold", "Q after bet": calls(Fraction(1, 3)), "K after bet": "call"}
    answer = check_behaviour(poker(), {"P1": first, "P2": second}, concept="nash")
    assert (answer.holds, answer.payoffs) == (True, (Fraction(-1, 18), Fraction(1, 18)))
    greedy = check_behaviour(poker(), {"P1": {**first, "Q": "bet"}, "P2": second}, concept="nash")
    assert (greedy.holds, certify(greedy).status) == (False, Status.REFUTED)


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
