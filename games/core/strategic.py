"""Games in strategic form: n labelled players, labelled actions, exact payoffs.

Convention   Payoffs are indexed by player first, then by cell: `payoffs[i][c]` is what player i receives in cell c. Cells are
             the profiles in C order, the last player's action moving fastest. Players and actions keep the order given.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from games.core.assumptions import relations
from games.core.labels import distinct_labels, index_of
from games.errors import InvalidGame
from games.exact import Relation, Scalar, exact, substitute, symbols_of

Profile = tuple[str, ...]
"""One action a player, in player order."""


@dataclass(frozen=True)
class StrategicGame:
    """A finite game in strategic form.

    `players` are n labels, `actions[i]` the labels of player i, `payoffs[i]` the flat tuple of player i's payoffs over the
    cells. Payoffs are numbers or symbolic expressions, in the units the author likes; `assumptions` are relations among the
    symbols that hold throughout. Raises InvalidGame when shapes, labels or numbers do not fit.

    >>> game = StrategicGame.from_table(("row", "column"), {("up", "left"): (1, 0), ("down", "left"): (0, "1/2")})
    >>> game.payoff(("down", "left"))
    (Fraction(0, 1), Fraction(1, 2))
    """

    players: tuple[str, ...]
    actions: tuple[tuple[str, ...], ...]
    payoffs: tuple[tuple[Scalar, ...], ...]
    assumptions: tuple[Relation, ...] = ()
    name: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        players = distinct_labels(self.players, "players", "player")
        if len(self.actions) != len(players):
            raise InvalidGame(
                "actions", f"lists of actions for {len(self.actions)} players", f"one list for each of {len(players)}"
            )
        actions = tuple(
            distinct_labels(labels, f"actions of {player}", "action")
            for player, labels in zip(players, self.actions, strict=True)
        )
        cells = math.prod(len(labels) for labels in actions)
        if len(self.payoffs) != len(players) or any(len(row) != cells for row in self.payoffs):
            shape = [len(row) for row in self.payoffs]
            raise InvalidGame(
                "payoffs", f"rows of lengths {shape}", f"{len(players)} rows of {cells} cells, one a player"
            )
        object.__setattr__(self, "players", players)
        object.__setattr__(self, "actions", actions)
        object.__setattr__(self, "payoffs", self._exact_payoffs())
        object.__setattr__(self, "assumptions", relations(self.assumptions))

    def _exact_payoffs(self) -> tuple[tuple[Scalar, ...], ...]:
        profiles = list(self.profiles())
        return tuple(
            tuple(
                exact(value, f'payoff of {player} at "{", ".join(profile)}"')
                for profile, value in zip(profiles, row, strict=True)
            )
            for player, row in zip(self.players, self.payoffs, strict=True)
        )

    @classmethod
    def from_table(
        cls,
        players: Sequence[str],
        payoffs: Mapping[Profile, Sequence[Any]],
        *,
        actions: Sequence[Sequence[str]] | None = None,
        **about: Any,
    ) -> Self:
        """A game from a table `profile -> payoffs in player order`; each profile must appear once.

        Actions are taken from the table in order of appearance unless `actions` lists them.
        """
        names = distinct_labels(players, "players", "player")
        for profile, values in payoffs.items():
            _check_entry(names, profile, values)
        if actions is not None and len(actions) != len(names):
            raise InvalidGame(
                "actions", f"lists of actions for {len(actions)} players", f"one list for each of {len(names)}"
            )
        labels = (
            tuple(
                distinct_labels(own, f"actions of {name}", "action") for name, own in zip(names, actions, strict=True)
            )
            if actions is not None
            else tuple(tuple(dict.fromkeys(profile[i] for profile in payoffs)) for i in range(len(names)))
        )
        if not payoffs:
            raise InvalidGame("payoffs", "an empty table", "a payoff for each profile")
        for profile in payoffs:
            for i, action in enumerate(profile):
                where = f'payoffs, "{", ".join(profile)}"'
                index_of(action, labels[i], where, f"for {names[i]} the action")
        cells = list(itertools.product(*labels))
        for cell in cells:
            if cell not in payoffs:
                found = f'no entry for "{", ".join(cell)}"'
                raise InvalidGame("payoffs", found, f"all {len(cells)} profiles", "Add the missing profile.")
        rows = tuple(tuple(payoffs[cell][i] for cell in cells) for i in range(len(names)))
        return cls(names, labels, rows, **about)

    @classmethod
    def from_arrays(
        cls,
        *arrays: Any,
        players: Sequence[str] | None = None,
        actions: Sequence[Sequence[str]] | None = None,
        **about: Any,
    ) -> Self:
        """A game from one payoff array (nested lists or numpy) a player, each indexed by actions in player order.

        >>> StrategicGame.from_arrays([[1, 0]], [[2, 3]]).actions
        (('1',), ('1', '2'))
        """
        shapes = [_shape(array) for array in arrays]
        if not arrays or any(shape != shapes[0] for shape in shapes) or len(shapes[0]) != len(arrays):
            expected = "one array a player, each with one axis a player and the same shape"
            raise InvalidGame("payoffs", f"arrays of shapes {shapes}", expected)
        names = tuple(players) if players is not None else tuple(str(i + 1) for i in range(len(arrays)))
        labels = (
            tuple(tuple(own) for own in actions)
            if actions is not None
            else tuple(tuple(str(j + 1) for j in range(size)) for size in shapes[0])
        )
        rows = tuple(tuple(_flatten(array, len(arrays))) for array in arrays)
        return cls(names, labels, rows, **about)

    @property
    def shape(self) -> tuple[int, ...]:
        """How many actions each player has."""
        return tuple(len(labels) for labels in self.actions)

    @property
    def symbols(self) -> tuple[str, ...]:
        """The names of the symbols in the payoffs, sorted."""
        return tuple(sorted({name for row in self.payoffs for value in row for name in symbols_of(value)}))

    def profiles(self) -> Iterator[Profile]:
        """All pure profiles in cell order."""
        return itertools.product(*self.actions)

    def player_index(self, player: str) -> int:
        """Position of a player; raises InvalidGame for an unknown name."""
        return index_of(player, self.players, "players", "player")

    def action_index(self, player: int, action: str) -> int:
        """Position of an action of player number `player`; raises InvalidGame for an unknown label."""
        return index_of(action, self.actions[player], f"actions of {self.players[player]}", "action")

    def cell(self, profile: Sequence[str]) -> int:
        """The cell number of a pure profile; raises InvalidGame when it does not fit."""
        if isinstance(profile, str) or len(profile) != len(self.players):
            raise InvalidGame("profile", repr(profile), f"one action for each of {', '.join(self.players)}")
        number = 0
        for i, action in enumerate(profile):
            number = number * len(self.actions[i]) + self.action_index(i, action)
        return number

    def payoff(self, profile: Sequence[str]) -> tuple[Scalar, ...]:
        """Payoffs of a pure profile in player order."""
        cell = self.cell(profile)
        return tuple(row[cell] for row in self.payoffs)

    def substitute(self, values: Mapping[str, object]) -> Self:
        """The game with exact values put in for symbols, in payoffs and assumptions."""
        exact_values = {name: exact(value, name) for name, value in values.items()}
        return replace(
            self,
            payoffs=tuple(tuple(substitute(value, exact_values) for value in row) for row in self.payoffs),
            assumptions=tuple(relation.substitute(exact_values) for relation in self.assumptions),
        )


def _check_entry(players: tuple[str, ...], profile: object, values: object) -> None:
    if not isinstance(profile, tuple) or len(profile) != len(players):
        raise InvalidGame("payoffs", f"the profile {profile!r}", f"one action for each of {', '.join(players)}")
    if isinstance(values, str) or not isinstance(values, Sequence) or len(values) != len(players):
        where = f'payoffs, "{", ".join(map(str, profile))}"'
        raise InvalidGame(where, f"{values!r}", f"{len(players)} payoffs, one for each of {', '.join(players)}")


def _shape(array: Any) -> tuple[int, ...]:
    if hasattr(array, "shape"):
        return tuple(int(size) for size in array.shape)
    if isinstance(array, Sequence) and not isinstance(array, str):
        inner = [_shape(part) for part in array]
        if any(shape != inner[0] for shape in inner):
            raise InvalidGame("payoffs", "rows of different lengths", "a rectangular array")
        return (len(array), *(inner[0] if inner else ()))
    return ()


def _flatten(array: Any, depth: int) -> Iterable[Any]:
    if depth == 0:
        yield array
        return
    for part in array:
        yield from _flatten(part, depth - 1)
