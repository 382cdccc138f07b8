"""What every kind of game file shares: its symbols and their values, what it assumes, and the loaded result."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from games.core.anonymous import AnonymousGame
from games.core.automaton import Automaton, Machines
from games.core.distribution import Distribution, distribution
from games.core.dynamic import DynamicGame
from games.core.extensive import ExtensiveGame
from games.core.plans import strategic_form
from games.core.strategic import StrategicGame
from games.errors import InvalidFile, did_you_mean
from games.exact import Formula, Relation, Scalar, parse_formula, parse_relations
from games.formats.tables import DecimalText, Table, described, known, quoted, told_in_file

HEADER = ("kind", "name", "source", "symbols", "values", "assume")
FUNCTION_NAMES = ("C", "min", "max", "sqrt")
MOST_BITS = 4_000
"""Bits of a whole number in a file: some 1,200 digits."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}\Z")


Game = StrategicGame | DynamicGame | AnonymousGame | ExtensiveGame
Profile = Automaton | Machines


@dataclass(frozen=True, slots=True)
class LoadedGame:
    """A game file as core objects.

    `game` is a StrategicGame, an AnonymousGame, an ExtensiveGame, or a DynamicGame where play goes on in a file of another kind.
    `profile` is the file's [profile]: an automaton, also where play is one-shot (then of one state). `discount` holds the discount
    factors, one a player (one for all in an anonymous game), or None where play is one-shot. `varied` is the same file with the
    discount's symbol left open even where `values` puts a number in for it: what `threshold` varies.
    """

    kind: str
    game: Game
    profile: Profile | None
    discount: tuple[Scalar, ...] | None
    transfers: bool
    name: str
    source: str
    symbols: tuple[str, ...]
    values: Mapping[str, Scalar]
    assumptions: tuple[Relation, ...]
    file: str
    free: Open | None = None

    @classmethod
    def of(
        cls,
        header: Header,
        game: Game,
        profile: Profile | None,
        transfers: bool,
        file: str,
        free: tuple[Game, Profile | None] | None,
        discount: tuple[Scalar, ...] | None = None,
        free_discount: Scalar | None = None,
    ) -> LoadedGame:
        """What a reader of one kind has found, put together."""
        if isinstance(game, DynamicGame):
            discount = game.discount
        opened = Open(*free, free_discount) if free else None
        symbols = header.symbols
        return cls(
            header.kind, game, profile, discount, transfers, header.name, header.source, tuple(sorted(symbols.names)),
            symbols.values, game.assumptions, file, opened,
        )  # fmt: skip

    @property
    def stage(self) -> StrategicGame | None:
        """The one stage game of a strategic file, repeated or not; of an extensive game its reduced strategic form."""
        if isinstance(self.game, ExtensiveGame):
            return strategic_form(self.game)
        if isinstance(self.game, StrategicGame):
            return self.game
        return self.game.states[0].stage if isinstance(self.game, DynamicGame) and self.kind == "strategic" else None

    @property
    def tree(self) -> ExtensiveGame | None:
        """The game of an extensive file."""
        return self.game if isinstance(self.game, ExtensiveGame) else None

    @property
    def counted(self) -> AnonymousGame:
        """The anonymous game of the file; raises InvalidFile if it is of another kind."""
        if not isinstance(self.game, AnonymousGame):
            raise InvalidFile(self.file, f"a game of kind {self.kind}", "one of kind anonymous")
        return self.game

    @property
    def varied(self) -> Open:
        """Game, profile and (in an anonymous game) discount factor with the discount's symbol left open."""
        return self.free or Open(self.game, self.profile, self.discount[0] if self.discount else None)


@dataclass(frozen=True, slots=True)
class Open:
    """A file's game and profile with the discount's symbol left open."""

    game: Game
    profile: Profile | None
    discount: Scalar | None = None

    @property
    def discount_factors(self) -> tuple[Scalar, ...]:
        """The discount factors, one a player (one for all in an anonymous game); none where play is one-shot."""
        if isinstance(self.game, DynamicGame):
            return self.game.discount
        return () if self.discount is None else (self.discount,)


@dataclass(frozen=True, slots=True)
class Symbols:
    """The names that expressions may use, and the values put in for some of them."""

    names: frozenset[str]
    values: Mapping[str, Scalar]

    def formula(self, value: object, where: str, also: Collection[str] = ()) -> Formula:
        """A number or a text in the file grammar as a formula in the declared names and `also`; values are put in."""
        match value:
            case bool():
                pass
            case int():
                if value.bit_length() > MOST_BITS:
                    raise InvalidFile(where, "a number of too many digits", "a shorter one")
                return Formula.number(Fraction(value))
            case DecimalText(text):
                if text.strip("+-") in ("inf", "nan"):
                    raise InvalidFile(where, text, "a finite number")
                with told_in_file(where):
                    return parse_formula(text, where=where, names=())
            case str():
                with told_in_file(where):
                    return parse_formula(value, where=where, names=self.names | frozenset(also)).substitute(self.values)
        raise InvalidFile(
            where, described(value), 'a number or an expression in quotes, such as "3/5" or "m*(k+1) - c"'
        )

    def scalar(self, value: object, where: str) -> Scalar:
        """A number or an expression in the declared names, evaluated exactly."""
        with told_in_file(where):
            return self.formula(value, where).evaluate()

    def distribution(self, value: object, where: str, labels: Collection[str], what: str) -> Distribution:
        """One label, or a table from label to probability that sums to exactly one."""
        if isinstance(value, str):
            return ((known(value, labels, where, what), Fraction(1)),)
        if not isinstance(value, dict):
            raise InvalidFile(where, described(value), f'a {what}, or a table {{ {what} = "1/2", ... }}')
        weights = [
            (known(label, labels, where, what), self.scalar(weight, f"{where}, {label}"))
            for label, weight in value.items()
        ]
        with told_in_file(where):
            return distribution(weights, where)

    def given(self, name: str, value: Scalar) -> Symbols:
        """The same with one more name, which has a value."""
        return Symbols(self.names | {name}, {**self.values, name: value})

    def without(self, names: Collection[str]) -> Symbols:
        """The same names, with those in `names` left free."""
        return Symbols(self.names, {name: value for name, value in self.values.items() if name not in names})


@dataclass(frozen=True, slots=True)
class Header:
    """The entries that every kind may carry; `discount` holds the names that stand alone under `discount`."""

    kind: str
    name: str
    source: str
    symbols: Symbols
    discount: tuple[str, ...]
    assume: tuple[tuple[str, str], ...]

    def assumptions(self, symbols: Symbols) -> tuple[Relation, ...]:
        """The relations of `assume` with values put in; those that say nothing more of any symbol are judged and left out."""
        found = []
        for text, where in self.assume:
            with told_in_file(where):
                relations = [
                    r.substitute(symbols.values) for r in parse_relations(text, where=where, names=symbols.names)
                ]
                for relation in relations:
                    if relation.symbols:
                        found.append(relation)
                    elif not relation.holds():
                        remedy = "Change the values, or drop the assumption."
                        raise InvalidFile(
                            where, f"{relation.text}, which is false", "an assumption that the values meet", remedy
                        )
        return tuple(dict.fromkeys(found))

    @property
    def about(self) -> dict[str, Any]:
        """Name and source, as core descriptions take them."""
        return {"name": self.name, "source": self.source}


def read_header(
    top: Table, discount: object = None, predefined: Collection[str] = (), implied: Collection[str] = ()
) -> Header:
    """The common entries of a file; `implied` names and those that stand alone under `discount` count as declared.

    `predefined` names have a meaning of their own and may neither be declared nor be given values.
    """
    declared = _declared(top)
    for name in declared:
        if name in predefined:
            found, remedy = f'the symbol "{name}"', f'"{name}" is predefined here: leave it out of symbols.'
            raise InvalidFile(top.place("symbols"), found, "another name", remedy)
    alone = _names_alone(discount)
    names = frozenset((*declared, *alone, *implied))
    values = _values(top, Symbols(names, {}), bool(declared))
    for name in predefined:
        if name in values:
            raise InvalidFile(top.place("values"), f"a value for {name}", f"none: {name} is predefined here")
    symbols = Symbols(names | values.keys(), values)
    about = (top.text("kind"), top.text("name"), top.text("source"))
    return Header(*about, symbols, alone, _assume(top))


def _declared(top: Table) -> tuple[str, ...]:
    if top.entries.get("symbols", []) == []:
        return ()
    names = top.labels("symbols", "symbol", FUNCTION_NAMES)
    for name in names:
        check_symbol(name, top.place("symbols"))
    return names


def check_symbol(name: str, where: str) -> str:
    """`name`, if expressions can use it."""
    if not _NAME.match(name) or name in FUNCTION_NAMES:
        expected = f"letters, digits and _, not a digit first, none of {', '.join(FUNCTION_NAMES)}"
        raise InvalidFile(where, f"the symbol {quoted(name)}", expected)
    return name


def _names_alone(discount: object) -> tuple[str, ...]:
    entries = discount if isinstance(discount, list) else [discount]
    alone = [
        entry for entry in entries if isinstance(entry, str) and _NAME.match(entry) and entry not in FUNCTION_NAMES
    ]
    return tuple(dict.fromkeys(alone))


def _values(top: Table, symbols: Symbols, listed: bool) -> dict[str, Scalar]:
    """Values in file order; each may use symbols that have none, and those valued before it."""
    if "values" not in top:
        return {}
    table = top.table("values")
    found: dict[str, Scalar] = {}
    for name, value in table.entries.items():
        check_symbol(name, table.place(name))
        if listed and name not in symbols.names:
            remedy = did_you_mean(name, symbols.names) or "Declare it under symbols."
            raise InvalidFile(
                table.where, f"a value for {quoted(name)}", f"one of {', '.join(sorted(symbols.names))}", remedy
            )
        later = {other for other in table.entries if other not in found}
        scalar = Symbols((symbols.names - later) | found.keys(), found).scalar(value, table.place(name))
        found[name] = scalar
    return found


def _assume(top: Table) -> tuple[tuple[str, str], ...]:
    texts = top.entries.get("assume", [])
    if not isinstance(texts, list):
        raise InvalidFile(top.place("assume"), described(texts), 'a list of relations: ["T > R", "0 < d"]')
    for i, text in enumerate(texts):
        if not isinstance(text, str):
            raise InvalidFile(
                f"{top.place('assume')}, entry {i + 1}", described(text), 'a relation in quotes, such as "T > R"'
            )
    return tuple((text, f"{top.place('assume')}, {quoted(text)}") for text in texts)


def read_discount(value: object, where: str, players: tuple[str, ...], symbols: Symbols) -> tuple[Scalar, ...]:
    """One discount factor a player, from one entry for all or a list; numbers lie in [0, 1)."""
    if isinstance(value, list):
        if len(value) != len(players):
            raise InvalidFile(where, described(value), f"one entry, or one for each of {', '.join(players)}")
        factors = tuple(symbols.scalar(own, f"{where} of {player}") for player, own in zip(players, value, strict=True))
    else:
        factors = (symbols.scalar(value, where),) * len(players)
    for factor in factors:
        if isinstance(factor, Fraction) and not 0 <= factor < 1:
            expected, remedy = "a number d with 0 <= d < 1", "Average payoffs need d below 1; d = 0 is legal."
            raise InvalidFile(where, str(factor), expected, remedy)
    return factors
