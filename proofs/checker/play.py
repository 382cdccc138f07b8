"""The checker's own reading of play over time: which nodes there are, what is played there, and what follows.

Written from the definitions in `games.core.dynamic` and `games.core.automaton`, on their data alone; a property test holds it together
with `games.core.play`. A node is (game state, state of the profile) that some history reaches, however many players deviate. Rules are
tried in this order: what was seen and the new game state, what was seen, anything and the new game state, anything.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from games.core.automaton import Automaton, AutomatonState, Count, Machines, MachineState, Rule, Seen
from games.core.dynamic import DynamicGame, GameState, Move
from games.exact import Scalar
from proofs.checker.kernel import Polynomial, Ratio, refuse
from proofs.checker.work import MAX_NODES, spend, within

T = TypeVar("T")
Read = Callable[[Scalar], Ratio]
Weights = Mapping[str, Ratio]
Drawn = Sequence[tuple[str, Scalar]]
Profile = tuple[str, ...]
Memory = tuple[str, ...]
"""The state of a joint automaton, or that of each player's machine."""

ZERO, ONE = Ratio(Polynomial.constant(0)), Ratio(Polynomial.constant(1))


@dataclass(frozen=True, slots=True)
class Cell:
    """One pure profile at a node: its payoffs, and the nodes after it with weight (probability times growth)."""

    profile: Profile
    payoffs: tuple[Ratio, ...]
    following: tuple[tuple[int, Ratio], ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A game state and a state of the profile, what each player does there, and the cells of the stage game."""

    game_state: str
    state: str
    actions: tuple[tuple[str, ...], ...]
    plays: tuple[Weights, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A profile laid over a game; `signs` are named quantities that must not be negative for it to make sense."""

    players: tuple[str, ...]
    discounts: tuple[Ratio, ...]
    nodes: tuple[Node, ...]
    grows: bool
    signs: tuple[tuple[str, Ratio], ...]


def lay_out(game: DynamicGame, profile: Automaton | Machines, read: Read) -> Board:
    """The board of a profile; refuses where the profile does not say what to play or where to go."""
    return _Walk(game, profile, read).board()


class _Walk:
    def __init__(self, game: DynamicGame, profile: Automaton | Machines, read: Read) -> None:
        self.game, self.profile, self.read = game, profile, read
        self.signs: dict[tuple[Polynomial, Polynomial], str] = {}
        self.numbers: dict[tuple[str, Memory], int] = {}
        self.order: list[tuple[str, Memory]] = []
        self.places = {state.name: state for state in game.states}

    def board(self) -> Board:
        for state in self.game.states:
            self._number((state.name, _start(self.profile)))
            for cell in state.moves:
                self._drawn([(str(n), move.probability) for n, move in enumerate(cell)], f"moves in {state.name}")
        self._drawn(self.game.start, "start")
        nodes = [self._node(self.places[name], memory) for name, memory in self.order]  # grows while it is walked
        moves = [move for state in self.game.states for cell in state.moves for move in cell]
        growth = [self._sign("growth", self.read(move.growth)) for move in moves]
        discounts = tuple(map(self.read, self.game.discount))
        signs = tuple((name, Ratio(*parts)) for parts, name in self.signs.items())
        return Board(self.game.players, discounts, tuple(nodes), any(factor != ONE for factor in growth), signs)

    def _number(self, key: tuple[str, Memory]) -> int:
        if key not in self.numbers:
            self.numbers[key] = len(self.order)
            self.order.append(key)
            within(len(self.order), MAX_NODES, "nodes")
        return self.numbers[key]

    def _node(self, here: GameState, memory: Memory) -> Node:
        where = f"({here.name}, {' | '.join(memory)})"
        states, drawn = _here(self.profile, memory, here.name, len(self.game.players), where)
        plays = tuple(self._drawn(own, f"play at {where}") for own in drawn)
        for play, labels in zip(plays, here.stage.actions, strict=True):
            for action in play:
                if action not in labels:
                    refuse(where, f'the action "{action}"', f"one of {', '.join(labels)}")
        pure = tuple(next(iter(own)) for own in plays) if all(len(own) == 1 for own in plays) else None
        cells = []
        for cell, played in enumerate(itertools.product(*here.stage.actions)):
            following: dict[int, Ratio] = {}
            for move in here.moves[cell]:
                then = [_next(state.rules, move, played, pure, where) for state in states]
                for node, weight in self._after(move, then, where):
                    following[node] = following.get(node, ZERO) + weight
            payoffs = tuple(self.read(row[cell]) for row in here.stage.payoffs)
            cells.append(Cell(played, payoffs, tuple(following.items())))
        return Node(here.name, " | ".join(memory), here.stage.actions, plays, tuple(cells))

    def _after(self, move: Move, then: Sequence[Drawn], where: str) -> list[tuple[int, Ratio]]:
        reached: list[tuple[Memory, Ratio]] = [((), self.read(move.probability) * self.read(move.growth))]
        for drawn in then:
            own = self._drawn(drawn, f"rule at {where}")
            within(len(reached) * len(own), MAX_NODES, "states of the profile")
            reached = [((*old, name), weight * more) for old, weight in reached for name, more in own.items()]
        spend(20 * len(reached))
        return [(self._number((move.state, memory)), weight) for memory, weight in reached]

    def _drawn(self, pairs: Drawn, where: str) -> Weights:
        """A distribution: distinct labels, weights that sum to one identically and are not negative."""
        weights = {label: self.read(weight) for label, weight in pairs}
        total = ZERO
        for label, weight in weights.items():
            total = total + self._sign(f'probability of "{label}", {where}', weight)
        if len(weights) != len(pairs) or total != ONE:
            refuse(where, f"the distribution {dict(pairs)}", "distinct labels with probabilities that sum to 1")
        return {label: weight for label, weight in weights.items() if not weight.numerator.is_zero}

    def _sign(self, name: str, ratio: Ratio) -> Ratio:
        value = ratio.numerator.value
        if value is None or ratio.denominator.value is None:
            self.signs.setdefault((ratio.numerator, ratio.denominator), name)
        elif value < 0:
            refuse(name, str(value), "at least 0")
        return ratio


def _start(profile: Automaton | Machines) -> Memory:
    return (profile.start,) if isinstance(profile, Automaton) else tuple(own.start for own in profile.machines)


def _here(
    profile: Automaton | Machines, memory: Memory, game_state: str, players: int, where: str
) -> tuple[Sequence[AutomatonState | MachineState], Sequence[Drawn]]:
    states: Sequence[AutomatonState | MachineState]
    plays: Sequence[Drawn]
    if isinstance(profile, Automaton):
        joint = _only([state for state in profile.states if state.name == memory[0]], where)
        play, states = _by_state(joint.plays, game_state, where), [joint]
        plays = [((play, Fraction(1)),)] * players if isinstance(play, str) else play
    else:
        pairs = zip(profile.machines, memory, strict=True)
        own = [_only([state for state in machine.states if state.name == name], where) for machine, name in pairs]
        plays, states = [_by_state(state.plays, game_state, where) for state in own], own
    if len(plays) != players:
        refuse(where, f"play for {len(plays)} players", f"play for {players}")
    return states, plays


def _by_state(table: Sequence[tuple[str | None, T]], game_state: str, where: str) -> T:
    named = [play for name, play in table if name == game_state]
    return _only(named or [play for name, play in table if name is None], where)


def _only(found: Sequence[T], where: str) -> T:
    if len(found) != 1:
        refuse(where, f"{len(found)} entries that apply", "exactly one")
    return found[0]


def _next(rules: Sequence[Rule], move: Move, played: Profile, pure: Profile | None, where: str) -> Drawn:
    for anything, named in ((False, True), (False, False), (True, True), (True, False)):
        for rule in rules:
            if (rule.seen is Seen.ANYTHING) != anything or (rule.game_state is not None) != named:
                continue
            if rule.game_state in (None, move.state) and (anything or _saw(rule, move, played, pure, where)):
                return rule.then
    refuse(where, f"no rule after {', '.join(played)}, outcome {move.outcome}", "a rule for all that can happen")


def _saw(rule: Rule, move: Move, played: Profile, pure: Profile | None, where: str) -> bool:
    if rule.seen is Seen.KEPT:
        if move.outcome is not None or pure is None:
            refuse(where, 'the rule "kept"', "a pure prescription under perfect monitoring")
        return played == pure
    if isinstance(rule.seen, str):
        return rule.seen == move.outcome
    if isinstance(rule.seen, (Count, Seen)):
        refuse(where, f"the rule {rule.seen}", "a profile, a signal, kept or otherwise")
    if move.outcome is not None or len(rule.seen) != len(played):
        return False
    return all(own is None or own == action for own, action in zip(rule.seen, played, strict=True))
