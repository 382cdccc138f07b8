"""The long format: one row a profile, one column a player with his action, one column a player with his payoff.

    buyer,supplier,payoff_buyer,payoff_supplier
    share,share,3,3
    share,hide,0,5
    ...

Players stand in the order of their columns, actions in order of appearance; `payoff_X` is the payoff of the player of column X, and every
profile has its row. As a CSV file its numbers are those of game files (3, 0.1 read as that decimal, 3/5); the separator is a comma, a
semicolon or a tab, whichever the first line has most of.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence

from games.core.strategic import StrategicGame
from games.errors import InvalidFile, InvalidGame, Unsupported, did_you_mean, shorten
from games.exact import Scalar, parse_scalar
from games.formats.common import LoadedGame
from games.formats.gambit_text import LARGEST_FILE, MOST_PAYOFFS
from games.formats.plain import finite_numbers, strategic
from games.formats.tables import LONGEST_LABEL, quoted, told_in_file

PAYOFF = "payoff_"
Read = Callable[[object, str], Scalar]


def loads(text: str, where: str = "csv file") -> LoadedGame:
    """The game in the text of a CSV file in the long format. Raises InvalidFile, naming the line.

    >>> loads("A,B,payoff_A,payoff_B\\nx,y,1,1/2\\n").game.payoff(("x", "y"))
    (Fraction(1, 1), Fraction(1, 2))
    """
    if len(text) > LARGEST_FILE:
        raise InvalidFile(where, f"more than {LARGEST_FILE:,} bytes", f"a game file of at most {LARGEST_FILE:,} bytes")
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count), strict=True, skipinitialspace=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        lines.extend((reader.line_num, row) for row in reader if row)
    except csv.Error as error:
        raise InvalidFile(f"{where}, line {reader.line_num}", f"text that is not CSV: {error}", "a CSV file") from None
    if not lines:
        raise InvalidFile(where, "no line", f"a first line with the columns: A,B,{PAYOFF}A,{PAYOFF}B")
    places = [f"{where}, line {line}" for line, _ in lines[1:]]
    with told_in_file(where):
        game = from_rows(lines[0][1], [row for _, row in lines[1:]], _number, f"{where}, line 1", places)
    return strategic(game, where)


def _number(value: object, where: str) -> Scalar:
    with told_in_file(where):
        return parse_scalar(str(value), where=where, names=())


def from_rows(
    columns: Sequence[object], rows: Iterable[Sequence[object]], read: Read, where: str, places: Sequence[str] = ()
) -> StrategicGame:
    """The game of a table in the long format; `where` names its head, `places` its rows, `read` makes a payoff of an entry."""
    players, own, paid = _columns([label(column, where) for column in columns], where)
    table: dict[tuple[str, ...], list[Scalar]] = {}
    for number, row in enumerate(rows):
        place = places[number] if places else f"{where}, row {number}"
        if len(row) != len(columns):
            raise InvalidGame(place, f"{len(row)} entries", f"{len(columns)}, one a column")
        profile = tuple(label(row[k], place) for k in own)
        if profile in table:
            raise InvalidGame(place, f"the profile {quoted(', '.join(profile))} twice", "each profile once")
        table[profile] = [read(row[k], f"{place}, {PAYOFF}{player}") for player, k in zip(players, paid, strict=True)]
        if len(table) * len(players) > MOST_PAYOFFS:
            raise InvalidGame(place, f"more than {MOST_PAYOFFS:,} payoffs", "a smaller game")
    if not table:
        raise InvalidGame(where, "no rows", "one row for each profile")
    return StrategicGame.from_table(players, table)


def _columns(names: list[str], where: str) -> tuple[tuple[str, ...], list[int], list[int]]:
    """The players, the places of their columns and of their payoffs'."""
    for name in names:
        if names.count(name) > 1:
            raise InvalidGame(where, f"the column {quoted(name)} twice", "distinct columns")
    own = [k for k, name in enumerate(names) if PAYOFF + name in names]
    players = tuple(names[k] for k in own)
    paid = [names.index(PAYOFF + player) for player in players]
    expected = f"one column a player, and {PAYOFF}PLAYER for each"
    if not players:
        raise InvalidGame(where, f"the columns {shorten(', '.join(names))}", f"{expected}: A, B, {PAYOFF}A, {PAYOFF}B")
    for k, name in enumerate(names):
        if k not in own and k not in paid:
            remedy = (
                did_you_mean(name, [*players, *(names[k] for k in paid)]) or f"Add {PAYOFF}{name}, or leave it out."
            )
            raise InvalidGame(where, f"the column {quoted(name)}", expected, remedy)
    return players, own, paid


def label(value: object, where: str) -> str:
    """The name of a player or an action: text, or what a number or date looks like.

    >>> label("low", "row 1"), label(3, "row 1"), label(0.5, "row 1")
    ('low', '3', '0.5')
    """
    name = str(value).strip()
    missing = value is None or type(value).__name__ in ("NAType", "NaTType") or name in ("nan", "")
    if missing or not name.isprintable() or len(name) > LONGEST_LABEL:
        found = "no name" if missing else f"the name {quoted(name)}"
        raise InvalidGame(where, found, f"a printable name of at most {LONGEST_LABEL} characters")
    return name


def columns(game: StrategicGame) -> list[str]:
    """The columns of a game in the long format. Raises Unsupported if players' names make them ambiguous."""
    names = [*game.players, *(PAYOFF + player for player in game.players)]
    if len(set(names)) < len(names):
        player = next(name for name in game.players if names.count(name) > 1)
        raise Unsupported(
            "long format", f"the player {quoted(player)}", f"names that are no {PAYOFF}PLAYER", "Rename it."
        )
    return names


def dumps(game: StrategicGame) -> str:
    """The game in numbers as a CSV file in the long format; `loads` gives it back but for its name and source.

    >>> print(dumps(StrategicGame.from_arrays([[1, "1/2"]], [[0, 2]])), end="")
    1,2,payoff_1,payoff_2
    1,1,1,0
    1,2,1/2,2
    """
    cells = zip(*finite_numbers(game, "csv"), strict=True)
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(columns(game))
    writer.writerows([*profile, *map(str, payoffs)] for profile, payoffs in zip(game.profiles(), cells, strict=True))
    return target.getvalue()
