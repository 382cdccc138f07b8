"""Claims about a strategic form with symbols: equilibria by cases, with their conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from games.core.strategic import StrategicGame
from games.exact import Relation, Scalar
from proofs.claims.wording import Mixed, action_text, game_name, listing, mixed_text

Product = tuple[tuple[tuple[Scalar, ...], ...], ...]
"""Strategies by player: all mixtures of those of one against all mixtures of those of the other."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`player` (0 or 1) gets in cell `cell` more than (">"), at least as much as (">=") or as much as ("=") in cell `other`."""

    player: int
    cell: int
    op: str
    other: int


@dataclass(frozen=True, slots=True)
class NamedCase:
    """Under `assume`: what the game is called, because of which `comparisons`, and its equilibria, the union of `components`.

    Each component is a maximal Nash subset, given by the extreme strategies of both players. `payoffs` are those of the extreme
    equilibria, in the order in which the components first give them.
    """

    assume: tuple[Relation, ...]
    game: str
    comparisons: tuple[Comparison, ...]
    components: tuple[Product, ...]
    payoffs: tuple[tuple[Scalar, ...], ...]


@dataclass(frozen=True, slots=True)
class ClassificationIs:
    """A 2x2 game's name and all its Nash equilibria, by cases that are disjoint and cover what the game assumes.

    The names are those of `games.core.classification`: each says how both players order the four cells.
    """

    game: StrategicGame
    cases: tuple[NamedCase, ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        told = (f"{case.game}{_condition(case.assume)}, {self._equilibria(case)}" for case in self.cases)
        return f"{game_name(self.game).capitalize()} is: {'; '.join(told)}."

    def _equilibria(self, case: NamedCase) -> str:
        listed = listing(
            " x ".join(
                _hull([action_text(own, labels) for own in strategies])
                for strategies, labels in zip(component, self.game.actions, strict=False)
            )
            for component in case.components
        )
        return f"equilibria exactly {listed}"


@dataclass(frozen=True, slots=True)
class PureEquilibriaIff:
    """Each profile of `profiles` is an equilibrium exactly where its `conditions` hold, and no other pure profile ever is one.

    The profiles are in cell order; conditions come besides what the game assumes.
    """

    game: StrategicGame
    profiles: tuple[tuple[str, ...], ...]
    conditions: tuple[tuple[Relation, ...], ...]
    payoffs: tuple[tuple[Scalar, ...], ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        listed = listing(
            f"{', '.join(profile)}{_condition(assume)}"
            for profile, assume in zip(self.profiles, self.conditions, strict=False)
        )
        return f"The pure Nash equilibria of {game_name(self.game)} are exactly: {listed}."


@dataclass(frozen=True, slots=True)
class SupportEquilibriumIff:
    """Wherever `apart` holds, an equilibrium that plays exactly the actions of `support` exists iff `condition` holds.

    It is then `profile`, with `payoffs`, and there is no other one. If `never`, there is none wherever `apart` holds, and `profile` only
    makes all indifferent. `apart` and `condition` come besides what the game assumes.
    """

    game: StrategicGame
    support: tuple[tuple[str, ...], ...]
    apart: tuple[Relation, ...]
    profile: Mixed
    condition: tuple[Relation, ...]
    payoffs: tuple[Scalar, ...]
    never: bool = False

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        played = "; ".join(", ".join(own) for own in self.support)
        where = f"Where {' and '.join(own.text for own in self.apart)}: " if self.apart else ""
        lead = f"{where}{game_name(self.game)} has"
        if self.never:
            return f"{lead} no equilibrium that plays exactly {played}."
        condition = " and ".join(own.text for own in self.condition) or "always"
        return (
            f"{lead} an equilibrium that plays exactly {played} iff {condition}; "
            f"it is then {mixed_text(self.game, self.profile)}."
        )


@dataclass(frozen=True, slots=True)
class NoSupportEquilibrium:
    """No equilibrium plays exactly the actions of `support`, whatever the probabilities and the symbols are."""

    game: StrategicGame
    support: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        played = "; ".join(", ".join(own) for own in self.support)
        return f"No equilibrium of {game_name(self.game)} plays exactly {played}."


@dataclass(frozen=True, slots=True)
class SupportPart:
    """What is said of one support, as in `SupportEquilibriumIff`; without a profile: as in `NoSupportEquilibrium`."""

    support: tuple[tuple[str, ...], ...]
    apart: tuple[Relation, ...]
    profile: Mixed
    condition: tuple[Relation, ...]
    payoffs: tuple[Scalar, ...]
    never: bool


@dataclass(frozen=True, slots=True)
class EquilibriaBySupportAre:
    """Of each support of the game what its part says; of those in `left_open` nothing. No support is missing."""

    game: StrategicGame
    parts: tuple[SupportPart, ...]
    left_open: tuple[tuple[tuple[str, ...], ...], ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        listed = listing(
            f"{mixed_text(self.game, part.profile)}{_condition(part.condition)}"
            for part in self.parts
            if not part.never
        )
        gaps = [*(" and ".join(own.text for own in part.apart) for part in self.parts if part.apart)]
        rest = f", where {' and '.join(dict.fromkeys(gaps))}" if gaps else ""
        spoken = f" ({len(self.left_open)} supports left open)" if self.left_open else ""
        return f"The equilibria of {game_name(self.game)}{spoken} are exactly{rest}: {listed}."


def _condition(assume: Sequence[Relation]) -> str:
    return f" if {' and '.join(own.text for own in assume)}" if assume else ""


def _hull(strategies: Sequence[str]) -> str:
    return strategies[0] if len(strategies) == 1 else f"[{', '.join(strategies)}]"
