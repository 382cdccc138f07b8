"""Games, strategies and answers as tables for a terminal.

A best reply carries a star (and is underlined where the terminal can), a cell that is a pure equilibrium stands in square brackets.
Marks are exact; where symbols leave a comparison open there is none, and the note says so. Labels are text, never markup.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from games.core.anonymous import AnonymousGame
from games.core.automaton import Automaton, Machines
from games.core.dynamic import DynamicGame
from games.core.extensive import ExtensiveGame
from games.core.solution import ProfileCheck
from games.core.strategic import StrategicGame
from games.show.sheets import (
    ROWS,
    Cell,
    Page,
    Sheet,
    automaton_page,
    count_sheet,
    game_page,
    payoff_sheet,
    slack_sheet,
)
from games.show.trees import tree_text

LEGEND = {
    "best": "* best reply",
    "better": "* better",
    "equilibrium": "[ ] pure equilibrium",
    "open": "no mark where symbols leave it open",
    "rounded": "~ rounded",
}


def payoff_table(game: StrategicGame, *, rows: int = ROWS) -> Table:
    """The strategic form: a row for each profile of all players but the last, a column for each of the last player's actions.

    A cell lists payoffs in player order; `*` marks a best reply, square brackets a pure equilibrium. At most `rows` rows.

    >>> pd = StrategicGame.from_table(("buyer", "supplier"), {
    ...     ("share", "share"): (3, 3), ("share", "hide"): (0, 5), ("hide", "share"): (5, 0), ("hide", "hide"): (1, 1)})
    >>> print(as_text(payoff_table(pd)))
     buyer \\ supplier   share     hide
    ─────────────────────────────────────
     share              3, 3     0, 5*
     hide               5*, 0   [1*, 1*]
     Payoffs to buyer, supplier. * best reply; [ ] pure equilibrium.
    """
    return sheet_table(payoff_sheet(game, rows))


def count_table(game: AnonymousGame) -> Table:
    """Payoffs of the two actions by the number k of *other* players on the second; the better one is starred.

    A long table shows both ends and where the gain changes sign, and says what is left out; with a symbolic number of players it
    shows the formulas.

    >>> print(as_text(count_table(AnonymousGame.from_functions(3, ("out", "in"), (lambda k: 0, lambda k: k - 1)))))
     k   out   in   gain
    ─────────────────────
     0   0*    -1    -1
     1   0*    0*    0
     2    0    1*    1
     3 players; k others play "in"; gain: "in" minus "out". * better.
    """
    return sheet_table(count_sheet(game))


def game_table(game: StrategicGame | DynamicGame | AnonymousGame | ExtensiveGame) -> Group:
    """A game of any kind: strategic as `payoff_table`; dynamic state by state; anonymous by count of the others; a tree as such.

    >>> pd = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]], players=("A", "B"), actions=("cn", "cn"))
    >>> print(as_text(game_table(DynamicGame.monitored(pd, ("good", "bad"), {
    ...     profile: ("9/10", "1/10") if profile == ("c", "c") else ("1/2", "1/2") for profile in pd.profiles()}))))
     A \\ B     c        n
    ──────────────────────────
     c       3, 3     0, 5*
     n       5*, 0   [1*, 1*]
     Payoffs to A, B. * best reply; [ ] pure equilibrium.
    <BLANKLINE>
     played   then all see
    ──────────────────────────────
     c, c     good 9/10, bad 1/10
     c, n     good 1/2, bad 1/2
     n, c     good 1/2, bad 1/2
     n, n     good 1/2, bad 1/2
    <BLANKLINE>
     Played for ever; all see only the public signal; discount factor d.
    """
    return tree_text(game) if isinstance(game, ExtensiveGame) else page_table(game_page(game))


def automaton_table(profile: Automaton | Machines, players: Sequence[str] = ()) -> Group:
    """A strategy over time: its states, the play in each, and the rules that lead on, in the order in which they are tried.

    >>> print(as_text(automaton_table(Automaton.grim("share", "hide"))))
     state           play             next
    ───────────────────────────────────────────────────────────────
     share (start)   everyone share   kept: share; otherwise: hide
     hide            everyone hide    otherwise: hide
    """
    return page_table(automaton_page(profile, players))


def slack_table(answer: ProfileCheck, *, rows: int = ROWS) -> Table:
    """Every one-shot deviation of a checked profile with its slack.

    >>> from games.solvers.subgame_perfection import check
    >>> pd = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]], players=("A", "B"), actions=("cn", "cn"))
    >>> print(as_text(slack_table(check(DynamicGame.repeated(pd, "2/5"), Automaton.grim("c", "n")))))
     state   player   plays once   slack
    ─────────────────────────────────────
     c       A        n            -2/5
     c       B        n            -2/5
     n       A        c            3/5
     n       B        c            3/5
     Slack: what conforming is worth more on average.
    """
    return sheet_table(slack_sheet(answer, rows))


def as_text(shown: RenderableType, width: int = 80) -> str:
    """What a terminal of `width` columns shows, as plain text without colour.

    >>> as_text("plain")
    'plain'
    """
    console = Console(file=io.StringIO(), width=width, color_system=None, highlight=False, markup=False, emoji=False)
    with console.capture() as capture:
        console.print(shown)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()).strip("\n")


def sheet_table(sheet: Sheet) -> Table:
    """A sheet below its title and above its notes, which may be wider than it is."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    corner = f" \\ {sheet.over}" if sheet.over else ""
    for number, name in enumerate(sheet.head):
        if number < sheet.labels:
            last = number == sheet.labels - 1
            heading = f"{name}{corner}".removeprefix(" \\ ") if last else name
            table.add_column(Text(heading), style="bold")
        else:
            table.add_column(Text(name), justify="center" if sheet.centred else "left")
    for row in sheet.rows:
        table.add_row(*(_cell_text(cell) for cell in row))
    frame = Table.grid()
    if sheet.title:
        frame.add_row(Text(sheet.title, style="bold"))
    frame.add_row(table)
    notes = sheet.note(LEGEND)
    if notes:
        frame.add_row(Text(f" {notes}"))
    return frame


def page_table(page: Page) -> Group:
    """Sheets and lines one below the other, an empty line after each sheet."""
    spaced: list[RenderableType] = []
    for part in page:
        if spaced and isinstance(spaced[-1], Table):
            spaced.append(Text(""))
        spaced.append(sheet_table(part) if isinstance(part, Sheet) else Text(f" {part}"))
    return Group(*spaced)


def _cell_text(cell: Cell) -> Text:
    parts = [Text.assemble((piece.text, "underline"), "*") if piece.best else Text(piece.text) for piece in cell.pieces]
    content = Text(", ").join(parts)
    return Text.assemble("[", content, "]", style="bold") if cell.equilibrium else content
