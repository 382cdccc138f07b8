"""Correlated and coarse correlated equilibrium: distributions over profiles that nobody wants to disobey.

Convention   A joint distribution p is one probability a cell, in cell order. A mediator draws a profile and tells each player his own
             action.
Definition   p is a correlated equilibrium [Aumann1974]_, [Aumann1987]_ iff for every player i, every action a that he may be told and
             every b: sum over the others' actions x of p(a, x) (u_i(b, x) - u_i(a, x)) <= 0. It is a coarse one [MoulinVial1978]_ iff
             nobody gains who plays b before he is told anything: sum over all profiles of p(a, x) (u_i(b, x) - u_i(a, x)) <= 0.
             `Disobedience.gain` is that sum: a gain in expectation over all draws, not given that a is told.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from games.core.distribution import distribution
from games.core.nash import MixedProfile
from games.core.solution import Status
from games.core.strategic import Profile, StrategicGame
from games.errors import InvalidStrategy, Unsupported
from games.exact import Scalar, is_number, simplest, text

JointDistribution = tuple[Scalar, ...]
"""The probability of each cell, in cell order."""


@dataclass(frozen=True, slots=True)
class Disobedience:
    """What `player` gains by playing `action` whenever `recommended` is drawn for him; None: whatever is drawn (coarse)."""

    player: str
    recommended: str | None
    action: str
    gain: Scalar


@dataclass(frozen=True, slots=True)
class Incentive:
    """One inequality of the definition: the sum of `probability(cell) * gain` over `gains` must not be positive."""

    player: int
    recommended: int | None
    action: int
    gains: tuple[tuple[int, Scalar], ...]


def joint_distribution(
    game: StrategicGame, weights: Mapping[Profile, object] | Sequence[object], where: str = "distribution"
) -> JointDistribution:
    """A distribution over profiles in numbers: from a table by profile, or a list with one probability a cell.

    Raises InvalidStrategy for an unknown profile, a list of another length, or probabilities that do not sum to exactly one.

    >>> game = StrategicGame.from_arrays([[6, 2], [7, 0]], [[6, 7], [2, 0]])
    >>> [str(weight) for weight in joint_distribution(game, {("1", "1"): "1/2", ("1", "2"): "1/4", ("2", "1"): "1/4"})]
    ['1/2', '1/4', '1/4', '0']
    """
    labels = [", ".join(profile) for profile in game.profiles()]
    if isinstance(weights, Mapping):
        pairs = [(labels[game.cell(profile)], weight) for profile, weight in weights.items()]
    elif isinstance(weights, str) or len(weights) != len(labels):
        raise InvalidStrategy(where, repr(weights), f"a table by profile, or {len(labels)} probabilities, one a cell")
    else:
        pairs = list(zip(labels, weights, strict=True))
    drawn = dict(distribution(pairs, where))
    return tuple(drawn.get(label, Fraction(0)) for label in labels)


def independent(game: StrategicGame, mixed: MixedProfile) -> JointDistribution:
    """The joint distribution when every player draws his action on his own.

    >>> game = StrategicGame.from_arrays([[1, 0]], [[2, 3]])
    >>> independent(game, ((Fraction(1),), (Fraction(1, 3), Fraction(2, 3))))
    (Fraction(1, 3), Fraction(2, 3))
    """
    return tuple(simplest(math.prod(drawn, start=Fraction(1))) for drawn in itertools.product(*mixed))


def joint_payoffs(game: StrategicGame, joint: JointDistribution) -> tuple[Scalar, ...]:
    """Expected payoff of each player under a joint distribution."""
    return tuple(_expected(joint, enumerate(payoffs)) for payoffs in game.payoffs)


def incentives(game: StrategicGame, *, coarse: bool = False) -> tuple[Incentive, ...]:
    """The inequalities of the definition: players in order, then what is recommended, then what is played instead.

    A coarse one has one inequality for each player and action.
    """
    found = []
    for i, payoffs in enumerate(game.payoffs):
        size, stride = game.shape[i], math.prod(game.shape[i + 1 :])
        gains: dict[tuple[int, int], list[tuple[int, Scalar]]] = {
            pair: [] for pair in itertools.permutations(range(size), 2)
        }
        for cell, payoff in enumerate(payoffs):
            own = cell // stride % size
            for action in range(size):
                if action != own:
                    gains[own, action].append((cell, payoffs[cell + (action - own) * stride] - payoff))
        if coarse:
            for action in range(size):
                parts = sorted(part for (_, played), own in gains.items() if played == action for part in own)
                found.append(Incentive(i, None, action, tuple(parts)))
        else:
            found += [Incentive(i, told, action, tuple(own)) for (told, action), own in gains.items()]
    return tuple(found)


def disobediences(game: StrategicGame, joint: JointDistribution, *, coarse: bool = False) -> tuple[Disobedience, ...]:
    """What every way to disobey gains, in the order of `incentives`.

    >>> game = StrategicGame.from_arrays([[6, 2], [7, 0]], [[6, 7], [2, 0]])
    >>> joint = joint_distribution(game, ["1/2", "1/4", "1/4", 0])
    >>> [str(own.gain) for own in disobediences(game, joint)]
    ['0', '-1/4', '0', '-1/4']
    """
    return tuple(
        Disobedience(
            game.players[own.player],
            None if own.recommended is None else game.actions[own.player][own.recommended],
            game.actions[own.player][own.action],
            _expected(joint, own.gains),
        )
        for own in incentives(game, coarse=coarse)
    )


def is_correlated_equilibrium(game: StrategicGame, joint: JointDistribution, *, coarse: bool = False) -> bool:
    """Whether nobody gains by disobeying; raises Unsupported when a gain's sign depends on symbols."""
    for own in disobediences(game, joint, coarse=coarse):
        if not is_number(own.gain):
            found = f"the gain {text(own.gain)} of {own.player} from {own.action}"
            raise Unsupported("is_correlated_equilibrium", found, "numbers", "Put values in for the symbols.")
        if own.gain > 0:
            return False
    return True


def _expected(joint: JointDistribution, values: Iterable[tuple[int, Scalar]]) -> Scalar:
    return simplest(sum((joint[cell] * value for cell, value in values if joint[cell] != 0), Fraction(0)))


@dataclass(frozen=True, slots=True)
class CorrelatedEquilibrium:
    """A correlated (`coarse`: coarse correlated) equilibrium that is best, or worst if `minimise`, for an objective.

    The objective is the sum of payoffs times `weights`, one a player; `value` is what it comes to. `gains` lists every way to disobey
    (none gains), `prices` one number >= 0 for each: the exact dual solution. No joint distribution that obeys all inequalities does
    better, for in every cell the objective less the sum of prices times gains is at most `value` (`minimise`: the objective plus
    that sum at least `value`). A price says how much the objective would move for each unit of gain from disobeying that were allowed;
    all are 0 where the best cell of all obeys.
    """

    game: StrategicGame
    coarse: bool
    weights: tuple[Fraction, ...]
    minimise: bool
    distribution: JointDistribution
    payoffs: tuple[Scalar, ...]
    value: Scalar
    gains: tuple[Disobedience, ...]
    prices: tuple[Fraction, ...]
    status: Status
    engines: tuple[str, ...]
    reason: str = ""

    @property
    def binding(self) -> tuple[tuple[Disobedience, Fraction], ...]:
        """The ways to disobey whose inequality holds the objective back, each with its price."""
        return tuple((own, price) for own, price in zip(self.gains, self.prices, strict=True) if price > 0)

    @property
    def support(self) -> tuple[tuple[Profile, Scalar], ...]:
        """The profiles that are drawn, with their probabilities, in cell order."""
        drawn = zip(self.game.profiles(), self.distribution, strict=True)
        return tuple((profile, weight) for profile, weight in drawn if weight != 0)

    def __str__(self) -> str:
        kind = "coarse correlated" if self.coarse else "correlated"
        end = "least" if self.minimise else "greatest"
        drawn = ", ".join(f"({', '.join(profile)}) {text(weight)}" for profile, weight in self.support)
        payoffs = ", ".join(text(own) for own in self.payoffs)
        return f"{kind} equilibrium with the {end} objective {text(self.value)}: {drawn}; payoffs {payoffs} ({self.status})"


@dataclass(frozen=True, slots=True)
class CorrelatedPayoffs:
    """What each player gets at least and at most in a correlated (or coarse correlated) equilibrium, each with one where he does.

    `lowest[i]` and `highest[i]` are the equilibria that are worst and best for player i.
    """

    game: StrategicGame
    coarse: bool
    lowest: tuple[CorrelatedEquilibrium, ...]
    highest: tuple[CorrelatedEquilibrium, ...]
    status: Status
    engines: tuple[str, ...]
    reason: str = ""

    @property
    def ranges(self) -> tuple[tuple[Scalar, Scalar], ...]:
        """For each player the least and the greatest payoff."""
        return tuple((low.value, high.value) for low, high in zip(self.lowest, self.highest, strict=True))

    def __str__(self) -> str:
        told = zip(self.game.players, self.ranges, strict=True)
        return ", ".join(f"{player} {text(low)} to {text(high)}" for player, (low, high) in told)
