"""Hypothesis strategies for games, automata and discount factors: for this library's tests and for yours.

The strategies go where it hurts: small whole payoffs with many ties, discount factors at and right beside thresholds, automata
with unreachable states and states that absorb.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from games.api import AnonymousGame, DynamicGame, ExtensiveGame, StrategicGame
from games.core.automaton import Automaton, AutomatonState, Rule
from games.core.distribution import Distribution
from games.core.dynamic import GameState, Move
from games.core.extensive import Chance, Decision, Terminal, Tree
from games.core.strategic import Profile
from games.exact import Interval, Scalar

if TYPE_CHECKING:
    from games.core.solution import Threshold

few_values: st.SearchStrategy[Scalar] = st.integers(0, 2).map(Fraction)
"""Payoffs with more ties still."""

small_integers: st.SearchStrategy[Scalar] = st.integers(-3, 5).map(Fraction)
"""Payoffs with many ties."""

fractions: st.SearchStrategy[Scalar] = st.fractions(-10, 10, max_denominator=12)
"""Payoffs with few ties."""

decimals: st.SearchStrategy[Scalar] = st.builds(
    lambda digits, places: Fraction(digits, 10**places), st.integers(-(10**9), 10**9), st.integers(0, 12)
)
"""Payoffs that have a finite decimal."""

awkward_labels: st.SearchStrategy[str] = st.text(
    st.one_of(st.sampled_from("\"\\{},;#'[]=:| 10ab"), st.characters(codec="utf-8", categories=("L", "N", "P", "S"))),
    min_size=1,
    max_size=6,
).map(lambda own: " ".join(own.split()) or "a b")
"""Names with quotes, backslashes, separators and letters of any script, without blanks at their ends."""

discounts: st.SearchStrategy[Fraction] = st.fractions(0, 1, max_denominator=24).filter(lambda d: d < 1)
"""Discount factors in [0, 1), 0 among them."""


@st.composite
def strategic_games(
    draw: st.DrawFn,
    *,
    players: int | tuple[int, int] = (1, 3),
    max_actions: int = 3,
    payoffs: st.SearchStrategy[Scalar] = small_integers,
) -> StrategicGame:
    """Games in strategic form with labelled players P1, P2, ... and actions a, b, ..."""
    lowest, highest = (players, players) if isinstance(players, int) else players
    shape = draw(st.lists(st.integers(1, max_actions), min_size=lowest, max_size=highest))
    cells = 1
    for size in shape:
        cells *= size
    rows = draw(st.lists(st.lists(payoffs, min_size=cells, max_size=cells), min_size=len(shape), max_size=len(shape)))
    names = tuple(f"P{i + 1}" for i in range(len(shape)))
    labels = tuple(tuple("abcdefgh"[j] for j in range(size)) for size in shape)
    return StrategicGame(names, labels, tuple(tuple(row) for row in rows))


@st.composite
def labelled_games(
    draw: st.DrawFn,
    *,
    players: int | tuple[int, int] = (1, 3),
    max_actions: int = 3,
    payoffs: st.SearchStrategy[Scalar] = small_integers,
    labels: st.SearchStrategy[str] = awkward_labels,
) -> StrategicGame:
    """Games in strategic form whose players and actions have names that are hard to write down."""
    game = draw(strategic_games(players=players, max_actions=max_actions, payoffs=payoffs))
    names = draw(st.lists(labels, min_size=len(game.players), max_size=len(game.players), unique=True))
    actions = [draw(st.lists(labels, min_size=size, max_size=size, unique=True)) for size in game.shape]
    return StrategicGame(tuple(names), tuple(map(tuple, actions)), game.payoffs)


def two_player_games(
    max_actions: int = 3, payoffs: st.SearchStrategy[Scalar] = small_integers
) -> st.SearchStrategy[StrategicGame]:
    """Two-player games in strategic form."""
    return strategic_games(players=2, max_actions=max_actions, payoffs=payoffs)


@st.composite
def prisoners_dilemmas(draw: st.DrawFn) -> StrategicGame:
    """Symmetric two-player dilemmas with temptation > reward > punishment > sucker's payoff."""
    values = draw(st.lists(st.integers(-20, 20), min_size=4, max_size=4, unique=True).map(sorted))
    sucker, punishment, reward, temptation = values
    return StrategicGame.from_table(
        ("A", "B"),
        {
            ("share", "share"): (reward, reward),
            ("share", "hide"): (sucker, temptation),
            ("hide", "share"): (temptation, sucker),
            ("hide", "hide"): (punishment, punishment),
        },
    )


@st.composite
def distributions(draw: st.DrawFn, labels: tuple[str, ...]) -> Distribution:
    """Distributions over some of the labels, often on one."""
    if draw(st.booleans()):
        return ((draw(st.sampled_from(labels)), Fraction(1)),)
    weights = draw(st.lists(st.integers(0, 3), min_size=len(labels), max_size=len(labels)).filter(any))
    total = sum(weights)
    return tuple((label, Fraction(w, total)) for label, w in zip(labels, weights, strict=True) if w)


@st.composite
def dynamic_games(
    draw: st.DrawFn,
    *,
    players: int | tuple[int, int] = (1, 2),
    max_states: int = 3,
    max_actions: int = 2,
    discount: st.SearchStrategy[Fraction] = discounts,
    payoffs: st.SearchStrategy[Scalar] = small_integers,
) -> DynamicGame:
    """Stochastic games under perfect monitoring with one common discount factor."""
    first = draw(strategic_games(players=players, max_actions=max_actions, payoffs=payoffs))
    names = tuple(f"s{j}" for j in range(draw(st.integers(1, max_states))))
    states = []
    for name in names:
        stage = (
            first
            if name == names[0]
            else draw(strategic_games(players=len(first.players), max_actions=max_actions, payoffs=payoffs))
        )
        moves = tuple(
            tuple(Move(weight, target) for target, weight in draw(distributions(names))) for _ in stage.profiles()
        )
        states.append(GameState(name, stage, moves))
    factor = draw(discount)
    start = ((names[0], Fraction(1)),)
    return DynamicGame(first.players, tuple(states), start, (factor,) * len(first.players))


@st.composite
def automata(draw: st.DrawFn, game: DynamicGame, *, max_states: int = 3, mixed: bool = False) -> Automaton:
    """Joint automata for `game`: every play fits, every outcome has a rule; mixing and public randomisation if `mixed`."""
    names = tuple(f"q{j}" for j in range(draw(st.integers(1, max_states))))
    profiles = list(dict.fromkeys(profile for state in game.states for profile in state.stage.profiles()))
    states = []
    for name in names:
        plays = []
        for state in game.states:
            own = tuple(
                draw(distributions(labels)) if mixed else ((draw(st.sampled_from(labels)), Fraction(1)),)
                for labels in state.stage.actions
            )
            plays.append((state.name, own))
        named: list[Profile] = draw(st.lists(st.sampled_from(profiles), unique=True, max_size=3))
        rules = [Rule(_target(draw, names, mixed), profile) for profile in named]
        rules.append(Rule(_target(draw, names, mixed)))
        states.append(AutomatonState(name, tuple(plays), tuple(rules)))
    return Automaton(tuple(states), names[0])


def _target(draw: st.DrawFn, names: tuple[str, ...], mixed: bool) -> Distribution:
    return draw(distributions(names)) if mixed else ((draw(st.sampled_from(names)), Fraction(1)),)


@st.composite
def anonymous_games(
    draw: st.DrawFn, *, max_players: int = 8, payoffs: st.SearchStrategy[Scalar] = small_integers, actions: int = 2
) -> AnonymousGame:
    """Anonymous games, with two actions unless told, payoffs given as tables by count."""
    n = draw(st.integers(1, max_players))
    labels = ("out", "in") if actions == 2 else tuple(f"a{place}" for place in range(actions))
    size = math.comb(n + actions - 2, actions - 1)
    tables = tuple(tuple(draw(st.lists(payoffs, min_size=size, max_size=size))) for _ in range(actions))
    return AnonymousGame(Fraction(n), labels, tables)


def discounts_near_thresholds(answer: Threshold, step: Fraction = Fraction(1, 1000)) -> st.SearchStrategy[Fraction]:
    """Discount factors at every rational end of a numeric answer, right below and right above it, and elsewhere."""
    ends = {end for interval in answer.intervals for end in _ends(interval)}
    near = sorted({end + shift for end in ends for shift in (-step, Fraction(0), step) if 0 <= end + shift < 1})
    return st.one_of(st.sampled_from(near), discounts) if near else discounts


def _ends(interval: Interval) -> tuple[Fraction, ...]:
    return tuple(end for end in (interval.lo, interval.hi) if isinstance(end, Fraction))


@st.composite
def extensive_games(
    draw: st.DrawFn,
    *,
    players: int | tuple[int, int] = (1, 3),
    max_moves: int = 5,
    max_actions: int = 3,
    perfect_information: bool = False,
    payoffs: st.SearchStrategy[Scalar] = few_values,
) -> ExtensiveGame:
    """Trees of at most so many moves, with chance, payoffs on the way, and information sets that keep perfect recall.

    They grow at a random end each time, so that they are wide as often as deep; payoffs are few, so that ties are many.
    """
    lowest, highest = (players, players) if isinstance(players, int) else players
    names = tuple(f"P{i + 1}" for i in range(draw(st.integers(lowest, highest))))
    root = _Growing(dict.fromkeys(names, ()))
    ends = [root]
    known: dict[tuple[str, Experience], list[tuple[str, int]]] = {}
    for number in range(draw(st.integers(0, max_moves))):
        grown = ends.pop(draw(st.integers(0, len(ends) - 1)))
        size = draw(st.integers(2, max_actions))
        if draw(st.integers(0, 5)) == 0:
            grown.weights = draw(st.lists(st.integers(0, 2), min_size=size, max_size=size).filter(any))
        else:
            grown.player = draw(st.sampled_from(names))
            sets = known.setdefault((grown.player, grown.experience[grown.player]), [])
            if not sets or perfect_information or draw(st.integers(0, 2)) == 0:
                sets.append((f"h{number}", size))
            grown.label, size = sets[-1] if perfect_information else draw(st.sampled_from(sets))
        grown.below = [_Growing(grown.after(action)) for action in "abcdefgh"[:size]]
        ends += grown.below
    return ExtensiveGame.build(names, _grown(draw, root, st.tuples(*(payoffs for _ in names))))


Experience = tuple[tuple[str, str], ...]


@dataclass
class _Growing:
    """A node of a tree that grows: what each player has gone through, and what became of it."""

    experience: dict[str, Experience]
    player: str = ""
    label: str = ""
    weights: list[int] = field(default_factory=list)
    below: list[_Growing] = field(default_factory=list)

    def after(self, action: str) -> dict[str, Experience]:
        own = {self.player: (*self.experience[self.player], (self.label, action))} if self.player else {}
        return {**self.experience, **own}


def _grown(draw: st.DrawFn, node: _Growing, payoffs: st.SearchStrategy[tuple[Scalar, ...]]) -> Tree:
    if not node.below:
        return Terminal(*draw(payoffs))
    below = [_grown(draw, own, payoffs) for own in node.below]
    paid: tuple[Scalar, ...] = draw(payoffs) if draw(st.integers(0, 5)) == 0 else ()
    if node.player:
        return Decision(node.player, dict(zip("abcdefgh", below, strict=False)), node.label, payoffs=paid)
    chances = (Fraction(weight, sum(node.weights)) for weight in node.weights)
    return Chance(dict(zip("abcdefgh", zip(chances, below, strict=True), strict=False)), payoffs=paid)
