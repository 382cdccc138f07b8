"""The support of a profile, and the indifferences behind it: which actions are played, and which others pay just as much.

Definition   In a mixed profile an action of a player is in his support if its probability is positive. Its gain is its payoff less the
             player's. In an equilibrium no gain is positive, and all in the support are 0: the player is indifferent among them.
             A tie is an action outside the support with gain 0: the player would be as willing to play it. An equilibrium
             without ties is quasi-strict; with two players, a tie makes the game degenerate.
"""

from __future__ import annotations

from dataclasses import dataclass

from games.core.nash import MixedProfile, action_payoffs, deviations, expected_payoffs
from games.core.strategic import StrategicGame
from games.exact import Scalar, is_number


@dataclass(frozen=True, slots=True)
class Standing:
    """One action against the others' play: its probability, its payoff, and what it gains over the player's payoff."""

    action: str
    probability: Scalar
    payoff: Scalar
    gain: Scalar


@dataclass(frozen=True, slots=True)
class Indifference:
    """How all actions of `player` stand, in action order; `payoff` is his payoff in the profile."""

    player: str
    payoff: Scalar
    actions: tuple[Standing, ...]

    @property
    def support(self) -> tuple[str, ...]:
        """The actions that are played."""
        return tuple(own.action for own in self.actions if own.probability != 0)

    @property
    def ties(self) -> tuple[str, ...]:
        """The actions outside the support that pay exactly what the player gets."""
        return tuple(own.action for own in self.actions if own.probability == 0 and own.gain == 0)

    @property
    def worse(self) -> tuple[str, ...]:
        """The actions that pay less."""
        return tuple(own.action for own in self.actions if is_number(own.gain) and own.gain < 0)

    @property
    def better(self) -> tuple[str, ...]:
        """The actions that pay more; none in an equilibrium."""
        return tuple(own.action for own in self.actions if is_number(own.gain) and own.gain > 0)

    @property
    def open(self) -> tuple[str, ...]:
        """The actions whose gain has a sign that depends on symbols."""
        return tuple(own.action for own in self.actions if not is_number(own.gain))


def indifferences(game: StrategicGame, mixed: MixedProfile) -> tuple[Indifference, ...]:
    """How every action stands in a mixed profile, one entry a player.

    >>> game = StrategicGame.from_arrays([[3, 3], [2, 5], [0, 6]], [[3, 3], [2, 6], [3, 1]])
    >>> from games.core.nash import mixed_profile
    >>> [(own.support, own.ties) for own in indifferences(game, mixed_profile(game, ["1", "1"]))]
    [(('1',), ()), (('1',), ('2',))]
    """
    payoffs, gains = expected_payoffs(game, mixed), iter(deviations(game, mixed))
    found = []
    for i, player in enumerate(game.players):
        by_action = action_payoffs(game, i, mixed)
        actions = tuple(
            Standing(label, probability, payoff, next(gains).gain)
            for label, probability, payoff in zip(game.actions[i], mixed[i], by_action, strict=True)
        )
        found.append(Indifference(player, payoffs[i], actions))
    return tuple(found)
