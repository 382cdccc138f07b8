"""Gambit's strategic games, `.nfg`, both versions: a list of payoffs, or a list of outcomes and then the outcome of each profile.

    NFG 1 R "title" { "player" ... }      D in place of R means the same
    { 2 3 } or { { "action" ... } ... }   how many actions each player has, or their names
    "comment"                             may be left out; kept as the game's source
    1 1 0 2 ...                           payoffs of each profile in player order; or
    { { "name" 1, 1 } ... } 1 2 0 ...     outcomes, and the number of each profile's outcome (0: payoffs of zero)

Convention   The first player's action moves fastest in the list, the last player's in `StrategicGame`. A name left empty becomes the
             number of its place. Source: [SavaniTurocy2025]_.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

from games.core.strategic import StrategicGame
from games.exact import Scalar
from games.formats.common import LoadedGame
from games.formats.gambit_text import MOST_NAMES, MOST_PAYOFFS, MOST_PLAYERS, GambitText, text_token
from games.formats.plain import finite_numbers, first_fastest, last_fastest, strategic
from games.formats.tables import LONGEST_LABEL, quoted, told_in_file

_PAYOFFS = "the payoffs: one number for each profile and player"


def loads(text: str, where: str = "nfg file") -> LoadedGame:
    """The game in the text of an `.nfg` file; `where` names it in messages. Raises InvalidFile, naming the line.

    >>> game = loads('NFG 1 R "Selten" { "A" "B" } { 3 2 } 1 1 0 2 0 2 1 1 0 3 2 0').game
    >>> game.payoff(("2", "1")), game.payoff(("1", "2"))
    ((Fraction(0, 1), Fraction(2, 1)), (Fraction(1, 1), Fraction(1, 1)))
    """
    source = GambitText(text, where)
    title = _prologue(source)
    players = _distinct([*source.names("player", MOST_PLAYERS)], "player", source)
    if not players:
        source.refuse_token("at least one player before the actions")
    actions = _actions(source, players)
    shape = tuple(map(len, actions))
    comment = source.take_text("a comment") if source.token.kind == "text" else ""
    rows = _outcomes(source, players, shape) if source.at("{") else _payoffs(source, players, shape)
    if source.token.kind != "end":
        remedy = f"{math.prod(shape):,} profiles of {len(players)} players are given: see the counts of actions."
        source.refuse_token("the end of the file", remedy)
    payoffs = tuple(tuple(last_fastest(row, shape)) for row in rows)
    with told_in_file(where):
        game = StrategicGame(players, actions, payoffs, name=" ".join(title.split()), source=" ".join(comment.split()))
    return strategic(game, where)


def _prologue(source: GambitText) -> str:
    """Go past what such a file begins with; its title."""
    for kind, allowed, expected in (
        ("name", ("NFG",), "NFG at the beginning"),
        ("number", ("1",), "the version number 1"),
        ("name", ("R", "D"), "R or D"),
    ):
        if source.token.kind != kind or source.token.text not in allowed:
            source.refuse_token(expected, 'A strategic game begins NFG 1 R "title" { "player" ... }.')
        source.advance()
    return source.take_text("the title in quotes")


def _distinct(labels: Sequence[tuple[str, int]], what: str, source: GambitText) -> tuple[str, ...]:
    """The names, empty ones replaced by their number; refuses one that stands twice."""
    found: dict[str, None] = {}
    for place, (label, position) in enumerate(labels, start=1):
        name = " ".join(label.split()) or str(place)
        if len(name) > LONGEST_LABEL:
            source.refuse(position, f"the {what} {quoted(name)}", f"a name of at most {LONGEST_LABEL} characters")
        if name in found:
            source.refuse(position, f"the {what} {quoted(name)} twice", f"distinct {what} names", "Rename one.")
        found[name] = None
    return tuple(found)


def _actions(source: GambitText, players: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Each player's actions, from a list of how many or from lists of their names."""
    source.take("{", "{ and then the number of each player's actions, or lists of their names")
    if source.at("{"):
        named: list[tuple[str, ...]] = []
        while source.at("{"):
            position = source.token.position
            named.append(_distinct([*source.names("action", MOST_NAMES)], "action", source))
            _check_size(source, position, players, [*map(len, named)])
    else:
        sizes: list[int] = []
        while source.token.kind == "number":
            position = source.token.position
            sizes.append(source.take_count(f"a number of actions from 1 to {MOST_PAYOFFS:,}", MOST_PAYOFFS))
            _check_size(source, position, players, sizes)
        named = [tuple(map(str, range(1, size + 1))) for size in sizes]
    if len(named) != len(players) or not source.at("}"):
        found = f"actions of {len(named)}" if source.at("}") else source.token.shown
        remedy = "Leave the comma out: numbers and names are separated by blanks." if source.at(",") else ""
        expected = f"actions of {len(players)} player{'s' if len(players) > 1 else ''}, and then }}"
        source.refuse(source.token.position, found, expected, remedy)
    source.advance()
    return tuple(named)


def _check_size(source: GambitText, position: int, players: tuple[str, ...], sizes: list[int]) -> None:
    """Meet players without actions, and games too large for a file, before anything is made of them."""
    if sizes[-1] == 0 and len(sizes) <= len(players):
        source.refuse(position, f"no action of {quoted(players[len(sizes) - 1])}", "at least one action")
    if math.prod(sizes) * len(players) > MOST_PAYOFFS:
        found = f"more than {MOST_PAYOFFS:,} payoffs"
        source.refuse(position, found, "a smaller game", "Profiles times players must not exceed that number.")


def _payoffs(source: GambitText, players: tuple[str, ...], shape: tuple[int, ...]) -> list[list[Fraction]]:
    """Payoffs by player, profiles in the order of the file."""
    if source.token.kind != "number":
        source.refuse_token(_PAYOFFS, "They stand after the actions and the comment.")
    total = math.prod(shape)
    listed = source.take_rest(total * len(players))
    if listed is not None:
        return [listed[i :: len(players)] for i in range(len(players))]
    rows: list[list[Fraction]] = [[] for _ in players]
    for cell in range(total):
        for row, player in zip(rows, players, strict=True):
            if source.token.kind != "number":
                source.refuse_token(
                    f"the payoff of {quoted(player)} at profile {cell + 1:,} of {total:,}",
                    "Leave the comma out." if source.at(",") else f"{total * len(players):,} payoffs are needed.",
                )
            row.append(source.take_number("a payoff"))
    return rows


def _outcomes(source: GambitText, players: tuple[str, ...], shape: tuple[int, ...]) -> list[list[Fraction]]:
    """Payoffs by player, profiles in the order of the file, from outcomes and their numbers."""
    source.advance()
    zero = (Fraction(0),) * len(players)
    known = [zero]
    while source.at("{"):
        source.advance()
        source.take_text("the name of an outcome in quotes")
        known.append(tuple(_one_payoff(source, player) for player in players))
        source.take("}", "}", f"An outcome has {len(players)} payoffs, one a player.")
    source.take("}", 'an outcome { "name" ... }, or "}"')
    total = math.prod(shape)
    rows: list[list[Fraction]] = [[] for _ in players]
    for cell in range(total):
        if source.token.kind != "number":
            source.refuse_token(f"the outcome of profile {cell + 1:,} of {total:,}", "A number for each profile.")
        number = source.take_count(f"an outcome from 0 to {len(known) - 1}", len(known) - 1)
        for row, payoff in zip(rows, known[number], strict=True):
            row.append(payoff)
    return rows


def _one_payoff(source: GambitText, player: str) -> Fraction:
    value = source.take_number(f"the payoff of {quoted(player)}")
    if source.at(","):
        source.advance()
    return value


def dumps(game: StrategicGame, *, outcomes: bool | None = None) -> str:
    """The game as the text of an `.nfg` file; its name becomes the title, its source the comment.

    `outcomes` true writes outcomes and the names of actions; false a list of payoffs and how many actions there are, which loses their
    names; left open it is the second where actions are named 1, 2, ... Raises Unsupported if a payoff holds a symbol.

    >>> print(dumps(StrategicGame.from_arrays([[1, "1/3"]], [[0, 2]], name="Small")), end="")
    NFG 1 R "Small" { "1" "2" } { 1 2 }
    ""
    <BLANKLINE>
    1 0 1/3 2
    """
    rows = [first_fastest(row, game.shape) for row in finite_numbers(game, "nfg")]
    columns = list(zip(*rows, strict=True))
    if outcomes is None:
        outcomes = any(own != tuple(map(str, range(1, len(own) + 1))) for own in game.actions)
    head = f"NFG 1 R {text_token(game.name)} {_list(map(text_token, game.players))}"
    body = _outcome_lines(game, columns) if outcomes else _payoff_lines(game, columns)
    return head + body


def _payoff_lines(game: StrategicGame, columns: list[tuple[Scalar, ...]]) -> str:
    width = game.shape[0]
    lines = [
        " ".join(str(own) for cell in columns[k : k + width] for own in cell) for k in range(0, len(columns), width)
    ]
    return f" {_list(map(str, game.shape))}\n{text_token(game.source)}\n\n" + "\n".join(lines) + "\n"


def _outcome_lines(game: StrategicGame, columns: list[tuple[Scalar, ...]]) -> str:
    kinds = {payoffs: number for number, payoffs in enumerate(dict.fromkeys(columns), start=1)}
    lines = ["", "", "{", *(_list(map(text_token, own)) for own in game.actions), "}", text_token(game.source), ""]
    lines += ["{", *(f'{{ "" {", ".join(map(str, payoffs))} }}' for payoffs in kinds), "}"]
    width = game.shape[0]
    numbers = [str(kinds[payoffs]) for payoffs in columns]
    lines += [" ".join(numbers[k : k + width]) for k in range(0, len(numbers), width)]
    return "\n".join(lines) + "\n"


def _list(entries: Iterable[str]) -> str:
    return f"{{ {' '.join(entries)} }}"
