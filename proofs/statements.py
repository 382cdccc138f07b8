"""Theorems: statements about games with symbols, claimed for all admissible values of the symbols.

A theorem has variables with their domains, assumptions, and parts. A part holds a game of the model and says where something is
true of it; no part holds an incentive constraint: the checker generates these from the game. A region is a union of conjunctions of
relations: () is nowhere, ((),) everywhere.

Whole numbers: a variable may be marked whole. Everything is then shown for all real values in its domain, which is more; only
`InductiveEquilibriumIff` argues by induction. `Theorem.about_whole_numbers` says which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from games.core.anonymous import AnonymousGame
from games.core.automaton import Automaton, Machines
from games.core.dynamic import DynamicGame
from games.errors import InvalidGame
from games.exact import Relation, Scalar, symbols_of, text

Region = tuple[tuple[Relation, ...], ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """A symbol of a theorem: what it means, the domain without which it would have no meaning, and whether it is a whole number."""

    name: str
    meaning: str
    domain: tuple[Relation, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class EquilibriumIff:
    """`profile` is a subgame-perfect (perfect public) equilibrium of `game` exactly on `region`."""

    game: DynamicGame
    profile: Automaton | Machines
    region: Region

    @property
    def text(self) -> str:
        """The part as a sentence."""
        return f"The profile is subgame perfect {region_text(self.region)}."


@dataclass(frozen=True, slots=True)
class SomeEquilibriumIff:
    """For some values of the symbols in `chosen` the profile is an equilibrium exactly on `region`; there `chosen` gives such values."""

    game: DynamicGame
    profile: Automaton | Machines
    chosen: Mapping[str, Scalar]
    region: Region

    @property
    def text(self) -> str:
        """The part as a sentence."""
        names = ", ".join(self.chosen)
        witness = ", ".join(f"{name} = {text(value)}" for name, value in self.chosen.items())
        return f"Some {names} makes the profile subgame perfect {region_text(self.region)}; there {witness} does."


@dataclass(frozen=True, slots=True)
class CountEquilibriumIff:
    """`count` players on the second action are a pure equilibrium of `game` exactly on `region`.

    `count` is 0, the number of players, or lies between 1 and one less than that number wherever the theorem speaks. Like that
    number it has whole coefficients and whole variables.
    """

    game: AnonymousGame
    count: Scalar
    region: Region

    @property
    def text(self) -> str:
        """The part as a sentence."""
        who = f'{text(self.count)} players on "{self.game.actions[1]}"'
        return f"{who} are a pure equilibrium {region_text(self.region)}."


@dataclass(frozen=True, slots=True)
class DominantIff:
    """The action is dominant, whatever the others do, exactly on `region`; strictly (always better) if `strict`, else never worse.

    `action` is 0 or 1. `ranges` cut the counts k = 0 ... n - 1 of others on the second action into runs, each (first, last),
    over which the payoff is argued for all real k; their ends have whole coefficients and whole variables.
    """

    game: AnonymousGame
    action: int
    strict: bool
    ranges: tuple[tuple[Scalar, Scalar], ...]
    region: Region

    def __post_init__(self) -> None:
        if self.action not in (0, 1):
            raise InvalidGame("action", str(self.action), "0 or 1")

    @property
    def text(self) -> str:
        """The part as a sentence."""
        how = "strictly dominant" if self.strict else "never worse than the other action"
        return f'"{self.game.actions[self.action]}" is {how} {region_text(self.region)}.'


@dataclass(frozen=True, slots=True)
class Always:
    """The relations hold wherever the theorem speaks."""

    relations: tuple[Relation, ...]

    @property
    def text(self) -> str:
        """The part as a sentence."""
        return f"Always {' and '.join(relation.text for relation in self.relations)}."


@dataclass(frozen=True, slots=True)
class InductiveEquilibriumIff:
    """For games built up step by step from `base`: the profile is an equilibrium of each exactly on `region`.

    `step` is one step upon any earlier game: where a state is entered whose payoffs hold the symbol `carried`, the earlier game is
    played from its start, its payoffs times a positive number; the symbol is a player's value there. Base and step have one
    profile, which keeps its state on the way from one to the next; the nodes (player, game state, state of the profile) are their
    starts. Shown: the base iff; each player's value at `base_node` satisfies `invariant`; if the carried values do, then on the
    region the step's conditions hold and each player's value at `step_node` does; and that the step carries the earlier game as
    said (see `proofs.checker.induction`). Induction gives the rest, the converse from the base, which is a subgame of each.
    """

    base: DynamicGame
    base_profile: Automaton | Machines
    step: DynamicGame
    step_profile: Automaton | Machines
    carried: str
    base_node: tuple[str, str, str]
    step_node: tuple[str, str, str]
    invariant: Relation
    region: Region

    @property
    def text(self) -> str:
        """The part as a sentence."""
        return (
            f"However many steps there are, the profile is subgame perfect {region_text(self.region)} "
            f"(induction, invariant {self.invariant.text})."
        )


Part = EquilibriumIff | SomeEquilibriumIff | CountEquilibriumIff | DominantIff | Always | InductiveEquilibriumIff


@dataclass(frozen=True, slots=True)
class Theorem:
    """Under the variables' domains and `assumptions`, every part holds.

    `id` names it, `claim` says it in plain English, `source` is a key of the bibliography.
    """

    id: str
    claim: str
    variables: tuple[Variable, ...]
    assumptions: tuple[Relation, ...]
    parts: tuple[Part, ...]
    source: str = ""
    note: str = field(default="")

    @property
    def domain(self) -> tuple[Relation, ...]:
        """The domains of all variables, one after the other."""
        return tuple(relation for variable in self.variables for relation in variable.domain)

    @property
    def hypotheses(self) -> tuple[Relation, ...]:
        """Domains and assumptions."""
        return (*self.domain, *self.assumptions)

    @property
    def whole(self) -> tuple[str, ...]:
        """Names of the whole variables."""
        return tuple(variable.name for variable in self.variables if variable.whole)

    @property
    def about_whole_numbers(self) -> str:
        """How the theorem comes to speak of whole numbers, or the empty text."""
        said = []
        if any(isinstance(part, InductiveEquilibriumIff) for part in self.parts):
            said.append("by induction over the steps")
        for variable in self.variables:
            if variable.whole:
                bounds = " and ".join(relation.text for relation in variable.domain) or "all of them"
                said.append(f"for all real {variable.name} with {bounds}, hence for all whole ones")
        return "; ".join(said)

    @property
    def text(self) -> str:
        """The theorem as a sentence with its conditions."""
        given = ", ".join(relation.text for relation in self.hypotheses)
        parts = " ".join(part.text for part in self.parts)
        return f"For all values with {given}: {parts}" if given else parts


def region_text(region: Region) -> str:
    """ "exactly when ...", "never" or "always".

    >>> region_text(()), region_text(((),))
    ('never', 'always')
    """
    if not region:
        return "never"
    if () in region:
        return "always"
    return "exactly when " + " or ".join(" and ".join(own.text for own in conjunction) for conjunction in region)


def relations_of(part: Part) -> tuple[Relation, ...]:
    """The relations that the part states."""
    if isinstance(part, Always):
        return part.relations
    return tuple(own for conjunction in part.region for own in conjunction)


def region_symbols(region: Region) -> set[str]:
    """The names in a region."""
    return {name for part in region for own in part for side in (own.left, own.right) for name in symbols_of(side)}
