"""Play over time: the one description of repeated, monitored and stochastic games.

A game state holds a stage game; each of its cells leads to a distribution over public outcomes and next states. A repeated game has
one state. Under perfect monitoring the outcome is the realised profile; a public signal is an outcome that is not. All see the
outcome and the next state before they play again.

Convention   Player i's payoff is the average discounted sum (1 - d_i) sum_t d_i^t u_i(t). A move may carry a growth factor, which
             multiplies all payoffs after it: an endless ladder is one state that grows.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Self

from games.core.assumptions import relations
from games.core.distribution import Distribution, distribution, probability
from games.core.labels import distinct_labels, index_of
from games.core.strategic import Profile, StrategicGame
from games.errors import InvalidGame
from games.exact import Relation, Scalar, exact, is_number, simplest, substitute, symbols_of, text

DISCOUNT = "d"
"""Name of the discount factor where the author leaves it open."""


@dataclass(frozen=True, slots=True)
class Move:
    """With `probability` all see `outcome`, play goes to game state `state`, and later payoffs are multiplied by `growth`.

    `outcome` None means perfect monitoring: the realised profile is seen.
    """

    probability: Scalar
    state: str
    outcome: str | None = None
    growth: Scalar = Fraction(1)


@dataclass(frozen=True, slots=True)
class GameState:
    """One state: its stage game and, for each cell of it, the moves that follow (probabilities sum to one)."""

    name: str
    stage: StrategicGame
    moves: tuple[tuple[Move, ...], ...]


@dataclass(frozen=True)
class DynamicGame:
    """A game played for ever: states, stage games, public outcomes, next states, discount factors.

    `start` is a distribution over states. `discount` has one entry a player, each in [0, 1) or symbolic. Raises InvalidGame when a
    state is unknown, moves do not fit the cells, probabilities do not sum to one or a discount factor lies outside [0, 1).

    >>> pd = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> DynamicGame.repeated(pd, "3/5").discount
    (Fraction(3, 5), Fraction(3, 5))
    """

    players: tuple[str, ...]
    states: tuple[GameState, ...]
    start: Distribution
    discount: tuple[Scalar, ...]
    assumptions: tuple[Relation, ...] = ()
    name: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        names = distinct_labels([state.name for state in self.states], "states", "state")
        object.__setattr__(self, "players", distinct_labels(self.players, "players", "player"))
        object.__setattr__(self, "states", tuple(self._checked_state(state, names) for state in self.states))
        start = distribution(self.start, "start_state")
        for name, _ in start:
            index_of(name, names, "start_state", "state")
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "discount", discount_factors(self.discount, self.players))
        object.__setattr__(self, "assumptions", relations(self.assumptions))

    def _checked_state(self, state: GameState, names: tuple[str, ...]) -> GameState:
        where = f'state "{state.name}"'
        if state.stage.players != self.players:
            raise InvalidGame(where, f"players {', '.join(state.stage.players)}", f"players {', '.join(self.players)}")
        profiles = list(state.stage.profiles())
        if len(state.moves) != len(profiles):
            raise InvalidGame(where, f"moves for {len(state.moves)} cells", f"moves for all {len(profiles)} profiles")
        moves = tuple(
            _checked_moves(own, names, f'{where}, moves at "{", ".join(profile)}"')
            for profile, own in zip(profiles, state.moves, strict=True)
        )
        return GameState(state.name, state.stage, moves)

    @classmethod
    def repeated(cls, stage: StrategicGame, discount: object = DISCOUNT, **about: Any) -> Self:
        """The stage game for ever, under perfect monitoring."""
        stay = (Move(Fraction(1), "stage"),)
        moves = (stay,) * math.prod(stage.shape)
        return cls._of_stage(stage, moves, discount, about)

    @classmethod
    def monitored(
        cls,
        stage: StrategicGame,
        signals: Sequence[str],
        probabilities: Mapping[Profile, Sequence[object]],
        discount: object = DISCOUNT,
        **about: Any,
    ) -> Self:
        """The stage game for ever; after a profile all see one of `signals`, drawn from the profile's row of `probabilities`."""
        labels = distinct_labels(signals, "signals", "signal")
        rows = {stage.cell(profile): row for profile, row in probabilities.items()}
        moves = []
        for cell, profile in enumerate(stage.profiles()):
            where = f'monitoring, "{", ".join(profile)}"'
            if cell not in rows:
                raise InvalidGame(where, "no row", "a distribution over signals for every profile")
            if len(rows[cell]) != len(labels):
                raise InvalidGame(where, f"{len(rows[cell])} probabilities", f"{len(labels)}, one a signal")
            seen = distribution(list(zip(labels, rows[cell], strict=True)), where)
            moves.append(tuple(Move(weight, "stage", signal) for signal, weight in seen))
        return cls._of_stage(stage, tuple(moves), discount, about)

    @classmethod
    def with_shocks(
        cls,
        shocks: Mapping[str, tuple[StrategicGame, object]],
        discount: object = DISCOUNT,
        *,
        players: Sequence[str] | None = None,
        **about: Any,
    ) -> Self:
        """One state a shock, each with its stage game and probability; drawn afresh every period before the play."""
        stages = [stage for stage, _ in shocks.values()]
        weights = distribution([(name, weight) for name, (_, weight) in shocks.items()], "shocks")
        moves = tuple(Move(weight, name) for name, weight in weights)
        states = tuple(GameState(name, stage, (moves,) * math.prod(stage.shape)) for name, (stage, _) in shocks.items())
        about.setdefault("assumptions", stages[0].assumptions)
        who = tuple(players) if players is not None else stages[0].players
        return cls(who, states, weights, _as_discount(discount, who), **about)

    @classmethod
    def _of_stage(
        cls, stage: StrategicGame, moves: tuple[tuple[Move, ...], ...], discount: object, about: dict[str, Any]
    ) -> Self:
        for field in ("assumptions", "name", "source"):
            about.setdefault(field, getattr(stage, field))
        start = (("stage", Fraction(1)),)
        state = GameState("stage", stage, moves)
        return cls(stage.players, (state,), start, _as_discount(discount, stage.players), **about)

    @property
    def state_names(self) -> tuple[str, ...]:
        """Names of the game states, in order."""
        return tuple(state.name for state in self.states)

    @property
    def symbols(self) -> tuple[str, ...]:
        """Names of all symbols in payoffs, moves, start and discount factors, sorted."""
        names = {name for state in self.states for name in state.stage.symbols}
        for scalar in self._scalars():
            names.update(symbols_of(scalar))
        return tuple(sorted(names))

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The public signals, in order of appearance; empty under perfect monitoring."""
        moves = (move for state in self.states for cell in state.moves for move in cell)
        return tuple(dict.fromkeys(move.outcome for move in moves if move.outcome is not None))

    @property
    def grows(self) -> bool:
        """Whether some move carries a growth factor other than one."""
        return any(move.growth != 1 for state in self.states for cell in state.moves for move in cell)

    def _scalars(self) -> list[Scalar]:
        moves = [move for state in self.states for cell in state.moves for move in cell]
        return [
            *(move.probability for move in moves),
            *(move.growth for move in moves),
            *(weight for _, weight in self.start),
            *self.discount,
        ]

    def state(self, name: str) -> GameState:
        """The game state of that name; raises InvalidGame for an unknown one."""
        return self.states[index_of(name, self.state_names, "states", "state")]

    def at(self, discount: object) -> Self:
        """The same game with another discount factor: one for all, or a sequence with one a player."""
        return replace(self, discount=_as_discount(discount, self.players))

    def map_payoffs(self, change: Callable[[Scalar], Scalar]) -> Self:
        """The game with `change` applied to every stage payoff."""
        states = tuple(
            replace(
                state,
                stage=replace(
                    state.stage, payoffs=tuple(tuple(change(value) for value in row) for row in state.stage.payoffs)
                ),
            )
            for state in self.states
        )
        return replace(self, states=states)

    def substitute(self, values: Mapping[str, object]) -> Self:
        """The game with exact values put in for symbols everywhere."""
        given = {name: exact(value, name) for name, value in values.items()}

        def put(scalar: Scalar) -> Scalar:
            return substitute(scalar, given)

        states = tuple(
            GameState(
                state.name,
                state.stage.substitute(given),
                tuple(
                    tuple(Move(put(m.probability), m.state, m.outcome, put(m.growth)) for m in cell)
                    for cell in state.moves
                ),
            )
            for state in self.states
        )
        return replace(
            self,
            states=states,
            start=tuple((name, put(weight)) for name, weight in self.start),
            discount=tuple(put(factor) for factor in self.discount),
            assumptions=tuple(relation.substitute(given) for relation in self.assumptions),
        )


def stochastic_game(
    stages: Mapping[str, StrategicGame],
    next_state: Callable[[str, Profile], str | Mapping[str, object]],
    discount: object = DISCOUNT,
    *,
    start: str | Mapping[str, object] | None = None,
    growth: Callable[[str, Profile], object] = lambda state, profile: Fraction(1),
    **about: Any,
) -> DynamicGame:
    """A stochastic game under perfect monitoring from one stage game a state and functions of (state, profile).

    `next_state` gives the next state or a distribution over states, `growth` the factor on all later payoffs.
    """
    states = []
    for name, stage in stages.items():
        moves = []
        for profile in stage.profiles():
            where = f'state "{name}", next at "{", ".join(profile)}"'
            factor = exact(growth(name, profile), f"{where}, growth")
            drawn = distribution(next_state(name, profile), where)
            moves.append(tuple(Move(weight, target, None, factor) for target, weight in drawn))
        states.append(GameState(name, stage, tuple(moves)))
    players = states[0].stage.players
    first = distribution(start if start is not None else states[0].name, "start_state")
    return DynamicGame(players, tuple(states), first, _as_discount(discount, players), **about)


def discount_factors(discount: object, players: tuple[str, ...]) -> tuple[Scalar, ...]:
    """One exact discount factor a player; numbers must lie in [0, 1)."""
    factors = _as_discount(discount, players)
    for player, factor in zip(players, factors, strict=True):
        if is_number(factor) and not 0 <= factor < 1:
            where = f"discount factor of {player}"
            raise InvalidGame(where, text(factor), "a number d with 0 <= d < 1", "Average payoffs need 0 <= d < 1.")
    return factors


def _as_discount(discount: object, players: Sequence[str]) -> tuple[Scalar, ...]:
    if isinstance(discount, Sequence) and not isinstance(discount, str):
        if len(discount) != len(players):
            found = f"{len(discount)} discount factors"
            raise InvalidGame("discount", found, f"one, or one for each of {', '.join(players)}")
        return tuple(exact(own, f"discount factor of {player}") for player, own in zip(players, discount, strict=True))
    return (exact(discount, "discount"),) * len(players)


def _checked_moves(moves: tuple[Move, ...], names: tuple[str, ...], where: str) -> tuple[Move, ...]:
    checked = []
    for move in moves:
        index_of(move.state, names, where, "state")
        growth = exact(move.growth, f"{where}, growth")
        if is_number(growth) and growth < 0:
            raise InvalidGame(where, f"growth factor {text(growth)}", "a factor of at least 0")
        weight = probability(move.probability, where)
        if weight != 0:
            checked.append(Move(weight, move.state, move.outcome, growth))
    total = simplest(sum((move.probability for move in checked), Fraction(0)))
    if total != 1:
        raise InvalidGame(where, f"probabilities that sum to {text(total)}", "a sum of exactly 1")
    return tuple(checked)
