"""Which 2x2 game is it? The names by definition, and answers by cases of the symbols.

Cells        0 = (first, first), 1 = (first, second), 2 = (second, first), 3 = (second, second); the row player's action first.
Best replies The signs of four differences, two a player: what the first action gains over the second against each action of the
             other. They determine all Nash equilibria. If one is zero the game is `degenerate`.
Names        After the strategic classes of [RapoportGuyerGordon1976]_ and the symmetric games by which [RobinsonGoforth2005]_ and
             [Bruns2015]_ name the others; only orders of payoffs decide, and no more of them than a name needs.
    both have a dominant action, D the cell of these, O the opposite cell, T_i where only i plays his
        prisoner's dilemma            both prefer O to D
        deadlock                      neither does, but each prefers T_i to D (the symmetric games deadlock and compromise)
        harmony                       neither prefers O or T_i to D: it is the best cell for both (harmony, peace, concord)
        two dominant actions          all others
    one dominant action           one player has one, the other does not
    none, and no pure equilibrium
        matching pennies
    none, and two pure equilibria E and F
        stag hunt                     both prefer E to F, and each who plays E's action alone is worse off than the other's deviation
                                      from E would leave him: his payoff at (his E, other's F) is below that at (his F, other's E)
        coordination                  other games in which nobody's preference between E and F is the reverse of the other's
        chicken                       they prefer different ones, and to yield both (each plays the action of the one he likes
                                      less) is better for each than the one he likes less
        battle of the sexes           they prefer different ones, and to yield both is better for neither (leader and hero)
        chicken/battle of the sexes   better for one of them only
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from games.core.nash import MixedProfile
from games.core.solution import Status
from games.core.strategic import StrategicGame
from games.errors import Unsupported
from games.exact import Relation, Scalar, text

PRISONERS_DILEMMA = "prisoner's dilemma"
DEADLOCK = "deadlock"
HARMONY = "harmony"
TWO_DOMINANT = "two dominant actions"
ONE_DOMINANT = "one dominant action"
MATCHING_PENNIES = "matching pennies"
STAG_HUNT = "stag hunt"
COORDINATION = "coordination"
CHICKEN = "chicken"
BATTLE = "battle of the sexes"
CHICKEN_BATTLE = "chicken/battle of the sexes"
DEGENERATE = "degenerate"

NAMES = (
    PRISONERS_DILEMMA,
    DEADLOCK,
    HARMONY,
    TWO_DOMINANT,
    ONE_DOMINANT,
    MATCHING_PENNIES,
    STAG_HUNT,
    COORDINATION,
    CHICKEN,
    BATTLE,
    CHICKEN_BATTLE,
    DEGENERATE,
)
"""All names that a 2x2 game can have here; it has exactly one."""

Compare = Callable[[int, int, int], int]
"""(player, cell, other cell) -> the sign of what the player gets in the cell minus what he gets in the other."""
Better = Callable[[int, int, int], bool]
"""(player, cell, other cell) -> whether he strictly prefers the cell."""
Signs2 = tuple[tuple[int, int], tuple[int, int]]
"""By player, then by the other's action: the sign of what his first action gains over his second."""


@dataclass(frozen=True, slots=True)
class Order:
    """`player` (0 or 1) gets in `cell` more than (">"), at least as much as (">=") or as much as ("=") in `other`."""

    player: int
    cell: int
    op: str
    other: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A name with the reason: which player prefers what."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Component:
    """A maximal Nash subset: every mixture of `strategies[0]` against every one of `strategies[1]` is an equilibrium."""

    strategies: tuple[tuple[tuple[Scalar, ...], ...], ...]

    @property
    def profiles(self) -> Iterator[MixedProfile]:
        """The extreme equilibria: one extreme strategy a player."""
        return product(*self.strategies)


@dataclass(frozen=True, slots=True)
class GameCase:
    """Under `assume` (besides what the game assumes) the game is called `game`, and its equilibria are the union of `components`.

    `payoffs` are those of `profiles`, the extreme equilibria. `orders` are the comparisons of payoffs behind it, which `why` tells.
    """

    assume: tuple[Relation, ...]
    game: str
    why: str
    orders: tuple[Order, ...]
    components: tuple[Component, ...]
    payoffs: tuple[tuple[Scalar, ...], ...]

    @property
    def profiles(self) -> tuple[MixedProfile, ...]:
        """The extreme equilibria, each once."""
        return tuple(dict.fromkeys(profile for component in self.components for profile in component.profiles))

    def __str__(self) -> str:
        condition = " and ".join(relation.text for relation in self.assume)
        return f"{self.game} if {condition}" if condition else self.game


@dataclass(frozen=True, slots=True)
class Classification:
    """A 2x2 game's name and all its Nash equilibria, by cases of the symbols.

    `cases` are disjoint, cover what the game assumes if `complete`, and do not repeat it. Numbers in all payoffs: one case without
    conditions.
    """

    game: StrategicGame
    cases: tuple[GameCase, ...]
    status: Status
    engines: tuple[str, ...]
    reason: str = ""
    complete: bool = True

    @property
    def name(self) -> str:
        """The name, where it is the same in all cases; raises Unsupported otherwise."""
        names = dict.fromkeys(case.game for case in self.cases)
        if len(names) != 1:
            found = f"{', '.join(names)}, which one depends on symbols" if names else self.reason
            raise Unsupported("name", found, "one name", "Read `cases`, or put values in.")
        return next(iter(names))

    @property
    def why(self) -> str:
        """The reason for the name, where there is one case; raises Unsupported otherwise."""
        if len(self.cases) != 1:
            raise Unsupported("why", f"{len(self.cases)} cases", "one", "Read `cases`, or put values in.")
        return self.cases[0].why

    def named(self, name: str) -> tuple[GameCase, ...]:
        """The cases in which the game has this name; none if it never has."""
        return tuple(case for case in self.cases if case.game == name)

    def __str__(self) -> str:
        return "\n".join(map(str, self.cases)) or f"{self.status}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ConditionalEquilibrium:
    """A profile with its payoffs; besides what the game assumes it is an equilibrium exactly under `assume`."""

    profile: MixedProfile
    payoffs: tuple[Scalar, ...]
    assume: tuple[Relation, ...]

    def __str__(self) -> str:
        played = "; ".join(", ".join(text(weight) for weight in own) for own in self.profile)
        condition = " and ".join(relation.text for relation in self.assume)
        return f"({played}) if {condition}" if condition else f"({played})"


@dataclass(frozen=True, slots=True)
class ConditionalEquilibria:
    """Equilibria of a game with symbols, each with its exact condition.

    `kind` is "pure" (every pure profile that is an equilibrium somewhere is listed) or "support" (the equilibria in which exactly the
    actions of `support` are played, one tuple of labels a player). Of a support: `candidate` is the one profile that makes all
    indifferent, whether or not it ever is an equilibrium; `blocks` say how it is determined. Without a candidate no probabilities will do.
    `apart` are relations (determinants that are not zero) outside which nothing is said, none if the assumptions imply them, and
    `complete` says whether that is so.
    """

    game: StrategicGame
    kind: str
    equilibria: tuple[ConditionalEquilibrium, ...]
    status: Status
    engines: tuple[str, ...]
    support: tuple[tuple[str, ...], ...] = ()
    candidate: ConditionalEquilibrium | None = None
    apart: tuple[Relation, ...] = ()
    blocks: tuple[Block, ...] = ()
    complete: bool = True
    reason: str = ""

    def __str__(self) -> str:
        return "\n".join(map(str, self.equilibria)) or f"no {self.kind} equilibrium ({self.status})"


@dataclass(frozen=True, slots=True)
class SupportEquilibria:
    """Equilibria support by support: `parts` are answers of kind "support", `left_open` the supports that are not decided.

    If `complete` these are all equilibria, for all admissible symbols: every support is decided, and everywhere.
    """

    game: StrategicGame
    parts: tuple[ConditionalEquilibria, ...]
    left_open: tuple[tuple[tuple[str, ...], ...], ...]
    status: Status
    engines: tuple[str, ...]
    reason: str = ""

    @property
    def complete(self) -> bool:
        """Whether these are all equilibria."""
        return not self.left_open and all(part.complete for part in self.parts)

    @property
    def equilibria(self) -> tuple[ConditionalEquilibrium, ...]:
        """All equilibria, those of fewest actions first."""
        return tuple(own for part in self.parts for own in part.equilibria)

    def __str__(self) -> str:
        return "\n".join(map(str, self.equilibria)) or f"no equilibrium was found ({self.status})"


@dataclass(frozen=True, slots=True)
class Block:
    """Indifferences that are linear in some unknown probabilities once those of earlier blocks are put in, and determine them.

    An unknown is (player, action), an indifference (player, action): the action pays what the player's first action in the support does.
    """

    unknowns: tuple[tuple[int, int], ...]
    equations: tuple[tuple[int, int], ...]


def best_reply_signs(compare: Compare) -> Signs2:
    """The signs that decide the equilibria: row's against column's first and second action, then column's against row's.

    >>> payoffs = ((3, 0, 5, 1), (3, 5, 0, 1))
    >>> best_reply_signs(lambda i, c, d: (payoffs[i][c] > payoffs[i][d]) - (payoffs[i][c] < payoffs[i][d]))
    ((-1, -1), (-1, -1))
    """
    return (compare(0, 0, 2), compare(0, 1, 3)), (compare(1, 0, 1), compare(1, 2, 3))


def kind_of(game: StrategicGame, compare: Compare, better: Better) -> Kind:
    """The game's name, from comparisons of its payoffs; no more of them are asked for than the name needs."""
    row, column = best_reply_signs(compare)
    if 0 in (*row, *column):
        return Kind(DEGENERATE, _ties(game, row, column))
    dominant = [None if own[0] != own[1] else int(own[0] < 0) for own in (row, column)]
    if dominant[0] is not None and dominant[1] is not None:
        return _both_dominant(game, 2 * dominant[0] + dominant[1], better)
    for player, action in enumerate(dominant):
        if action is not None:
            who, other, label = game.players[player], game.players[1 - player], game.actions[player][action]
            return Kind(
                ONE_DOMINANT, f"{label} is dominant for {who}; what is best for {other} depends on {who}'s action"
            )
    if row[0] != column[0]:
        return Kind(
            MATCHING_PENNIES, "no pure equilibrium: in every cell one of the two would rather have played otherwise"
        )
    return _two_equilibria(game, (0, 3) if row[0] > 0 else (1, 2), better)


def _both_dominant(game: StrategicGame, best: int, better: Better) -> Kind:
    here, there = cell_name(game, best), cell_name(game, 3 - best)
    alone = (best ^ 1, best ^ 2)  # where only row, only column plays the dominant action
    lead = _dominance(game, best)
    longing = [better(player, 3 - best, best) for player in (0, 1)]
    if all(longing):
        return Kind(PRISONERS_DILEMMA, f"{lead}, yet both prefer {there} to {here}")
    if any(longing):
        who = game.players[longing.index(True)]
        return Kind(TWO_DOMINANT, f"{lead}; only {who} prefers {there} to {here}")
    wishing = [better(player, alone[player], best) for player in (0, 1)]
    if all(wishing):
        return Kind(DEADLOCK, f"{lead}; nobody prefers {there}, but each would rather be the only one to play so")
    if not any(wishing):
        return Kind(HARMONY, f"{lead}, and no cell is better for either than {here}")
    who = game.players[wishing.index(True)]
    return Kind(TWO_DOMINANT, f"{lead}; nobody prefers {there}, and only {who} would rather be alone to play so")


def _dominance(game: StrategicGame, best: int) -> str:
    own, other = game.actions[0][best >> 1], game.actions[1][best & 1]
    if own == other:
        return f"{own} is dominant for both"
    return f"{own} is dominant for {game.players[0]}, {other} for {game.players[1]}"


def _two_equilibria(game: StrategicGame, pure: tuple[int, int], better: Better) -> Kind:
    liking = [_preferred(player, pure, better) for player in (0, 1)]
    first, second = liking
    if first is None or second is None:
        listed = f"{cell_name(game, pure[0])} and {cell_name(game, pure[1])} are equilibria"
        even = " and ".join(who for who, own in zip(game.players, liking, strict=True) if own is None)
        verb = "do" if first is None and second is None else "does"
        return Kind(COORDINATION, f"{listed}; {even} {verb} not prefer either")
    if first == second:
        return _common_interest(game, first, sum(pure) - first, better)
    yielding = (second & 2) | (first & 1)
    lead = f"{game.players[0]} prefers the equilibrium {cell_name(game, first)}, {game.players[1]} {cell_name(game, second)}"
    gain = [better(0, yielding, second), better(1, yielding, first)]
    place = cell_name(game, yielding)
    if all(gain):
        return Kind(CHICKEN, f"{lead}; if both yield, {place}, each is better off than if he alone yields")
    if not any(gain):
        return Kind(BATTLE, f"{lead}; if both yield, {place}, nobody is better off than if he alone yields")
    who = game.players[gain.index(True)]
    return Kind(CHICKEN_BATTLE, f"{lead}; if both yield, {place}, only {who} is better off than if he alone yields")


def _preferred(player: int, pure: tuple[int, int], better: Better) -> int | None:
    one, other = pure
    if better(player, one, other):
        return one
    return other if better(player, other, one) else None


def _common_interest(game: StrategicGame, good: int, bad: int, better: Better) -> Kind:
    lead = f"both prefer the equilibrium {cell_name(game, good)} to {cell_name(game, bad)}"
    row_alone, column_alone = (good & 2) | (bad & 1), (bad & 2) | (good & 1)
    if better(0, column_alone, row_alone) and better(1, row_alone, column_alone):
        return Kind(STAG_HUNT, f"{lead}; but it is the worst to play for it alone")
    return Kind(COORDINATION, f"{lead}; and to play for it alone is not the worst for both")


def _ties(game: StrategicGame, row: tuple[int, int], column: tuple[int, int]) -> str:
    told = []
    for player, signs in ((0, row), (1, column)):
        who, other = game.players[player], game.players[1 - player]
        own = " and ".join(game.actions[player])
        if signs == (0, 0):
            told.append(f"{who} is indifferent between {own} whatever {other} plays")
        else:
            told += [
                f"{who} is indifferent between {own} against {label}"
                for label, sign in zip(game.actions[1 - player], signs, strict=True)
                if sign == 0
            ]
    return "; ".join(told)


def cell_name(game: StrategicGame, cell: int) -> str:
    """A cell of a 2x2 game by its labels.

    >>> cell_name(StrategicGame.from_arrays([[0, 0], [0, 0]], [[0, 0], [0, 0]], actions=("ab", "xy")), 1)
    '(a, y)'
    """
    return f"({game.actions[0][cell >> 1]}, {game.actions[1][cell & 1]})"
