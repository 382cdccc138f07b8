"""Claims about equilibria of a game in extensive form.

Profiles list, for each player, his information sets in order of their first nodes. Claims are about games with perfect recall; that
the game has it is part of the claim.
"""

from __future__ import annotations

from dataclasses import dataclass

from games.core.extensive import BehaviourProfile, ExtensiveGame
from games.exact import Relation, Scalar
from proofs.claims.wording import action_text, listing

PureBehaviour = tuple[tuple[str | None, ...], ...]
"""For each player the action at each of his information sets; None where his own play in the same subgame keeps the game away."""

OpenBehaviour = tuple[tuple[tuple[Scalar, ...] | None, ...], ...]
"""For each player the probabilities at each of his information sets; None as in `PureBehaviour`."""

SUBGAME_PERFECT, NASH = "subgame perfect", "nash"
CONCEPTS = {SUBGAME_PERFECT: "subgame-perfect equilibrium", NASH: "Nash equilibrium"}


def tree_name(game: ExtensiveGame) -> str:
    return f'"{game.name}"' if game.name else "the game"


@dataclass(frozen=True, slots=True)
class PureSubgamePerfectAre:
    """`profiles` are all the pure subgame-perfect equilibria of `game`, each once.

    Equilibria that differ only at information sets that a player's own play in the same subgame keeps the game away from
    are one entry, which has None there; under perfect information there are no such sets.
    """

    game: ExtensiveGame
    profiles: tuple[PureBehaviour, ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        listed = listing(pure_text(self.game, profile) for profile in self.profiles)
        return f"The pure subgame-perfect equilibria of {tree_name(self.game)} are exactly: {listed}."


@dataclass(frozen=True, slots=True)
class ExtremeSubgamePerfectAre:
    """`profiles` are all the subgame-perfect equilibria of `game` that are made of extreme equilibria, each once.

    That is: in every subgame outside the subgames inside it, given what these are worth, play is an extreme Nash equilibrium of the
    reduced strategic form where two players move there, and a pure one where one or more than two do. None stands at
    information sets that a player's own play in the same subgame keeps the game away from.
    """

    game: ExtensiveGame
    profiles: tuple[OpenBehaviour, ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        listed = listing(self._told(profile) for profile in self.profiles)
        return f"The subgame-perfect equilibria of {tree_name(self.game)} that are extreme in each subgame are exactly: {listed}."

    def _told(self, profile: OpenBehaviour) -> str:
        parts = []
        for sets, own in zip(self.game.sets_by_player, profile, strict=False):
            for own_set, weights in zip(sets, own, strict=False):
                play = "anything" if weights is None else action_text(weights, own_set.actions)
                parts.append(f"{own_set.player} {play}")
        return f"({', '.join(parts)})"


@dataclass(frozen=True, slots=True)
class TreeCaseIs:
    """Under `assume`, besides what the game assumes: the equilibria, with the payoffs of each."""

    assume: tuple[Relation, ...]
    profiles: tuple[PureBehaviour, ...]
    payoffs: tuple[tuple[Scalar, ...], ...]


@dataclass(frozen=True, slots=True)
class PureSubgamePerfectByCases:
    """All pure subgame-perfect equilibria of a game with perfect information, by cases that are disjoint and cover what it assumes."""

    game: ExtensiveGame
    cases: tuple[TreeCaseIs, ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        told = []
        for case in self.cases:
            condition = " and ".join(relation.text for relation in case.assume)
            listed = listing(pure_text(self.game, profile) for profile in case.profiles)
            told.append(f"if {condition}: {listed}" if condition else listed)
        return f"The pure subgame-perfect equilibria of {tree_name(self.game)} are exactly, {'; '.join(told)}."


@dataclass(frozen=True, slots=True)
class AreBehaviourEquilibria:
    """Each of `profiles` is a subgame-perfect equilibrium of `game` (concept "nash": a Nash equilibrium); there may be others."""

    game: ExtensiveGame
    concept: str
    profiles: tuple[BehaviourProfile, ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        listed = listing(behaviour_text(self.game, profile) for profile in self.profiles)
        return f"Each of these is a {CONCEPTS[self.concept]} of {tree_name(self.game)}: {listed}."


@dataclass(frozen=True, slots=True)
class IsNoBehaviourEquilibrium:
    """`profile` is no subgame-perfect equilibrium of `game` (concept "nash": no Nash equilibrium)."""

    game: ExtensiveGame
    concept: str
    profile: BehaviourProfile

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        return f"{behaviour_text(self.game, self.profile)} is no {CONCEPTS[self.concept]} of {tree_name(self.game)}."


def pure_text(game: ExtensiveGame, profile: PureBehaviour) -> str:
    parts = []
    for sets, own in zip(game.sets_by_player, profile, strict=False):
        parts += [f"{own_set.player} {action or 'anything'}" for own_set, action in zip(sets, own, strict=False)]
    return f"({', '.join(parts)})"


def behaviour_text(game: ExtensiveGame, profile: BehaviourProfile) -> str:
    parts = []
    for sets, own in zip(game.sets_by_player, profile, strict=False):
        parts += [
            f"{own_set.player} {action_text(weights, own_set.actions)}"
            for own_set, weights in zip(sets, own, strict=False)
        ]
    return f"({', '.join(parts)})"
