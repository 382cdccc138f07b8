"""Games and strategies as tables for a terminal: payoffs with best replies marked, what follows each profile, automata.

A best reply carries a star (and is underlined where the terminal can), a cell that is a pure equilibrium stands in square brackets.
Marks are exact; where symbols leave a comparison open there is none, and the caption says so. Labels are text, never markup.
"""

from __future__ import annotations

import io
import itertools
import math
from collections.abc import Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from games.core.anonymous import AnonymousGame
from games.core.automaton import Automaton, AutomatonState, Machines, MachineState
from games.core.dynamic import DynamicGame, GameState
from games.core.strategic import StrategicGame
from games.exact import Formula, exact, simplest, text
from games.show.counts import counts_text, gaps, shown_counts
from games.show.labels import brief, drawn_text, following_text, play_text, rule_text, setting_text
from games.show.marks import at_least, is_best_reply

ROWS = 64
"""Most rows of a table before it is cut, which its caption then says."""
STATES = 12
"""Most game states of a dynamic game that are shown."""


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
    return _payoff_table(game, game.name, rows)


def _payoff_table(game: StrategicGame, title: str, rows: int) -> Table:
    *others, last = game.players
    table = _table()
    for player in others[:-1]:
        table.add_column(Text(player), style="bold")
    table.add_column(Text(f"{others[-1]} \\ {last}" if others else ""), style="bold")
    for action in game.actions[-1]:
        table.add_column(Text(action), justify="center")
    marks: set[str] = set()
    for number, profile in enumerate(itertools.islice(itertools.product(*game.actions[:-1]), rows)):
        names = [Text(action) for action in profile] or [Text(last)]
        first = number * game.shape[-1]
        table.add_row(*names, *(_payoff_cell(game, first + column, marks) for column in range(game.shape[-1])))
    height = math.prod(game.shape[:-1])
    cut = f"The first {rows} of {height} rows." if height > rows else ""
    return _framed(table, title, f"Payoffs to {', '.join(game.players)}.", _legend(marks), cut)


def _payoff_cell(game: StrategicGame, cell: int, marks: set[str]) -> Text:
    replies = [is_best_reply(game, player, cell) for player in range(len(game.players))]
    parts = []
    for payoffs, best in zip(game.payoffs, replies, strict=True):
        shown = text(payoffs[cell])
        parts.append(Text.assemble((shown, "underline"), "*") if best else Text(shown))
    if True in replies:
        marks.add("best")
    if None in replies:
        marks.add("open")
    content = Text(", ").join(parts)
    if all(replies):
        marks.add("equilibrium")
        return Text.assemble("[", content, "]", style="bold")
    return content


def _legend(marks: set[str]) -> str:
    words = {
        "best": "* best reply",
        "equilibrium": "[ ] pure equilibrium",
        "open": "no mark where symbols leave it open",
    }
    shown = [meaning for mark, meaning in words.items() if mark in marks]
    return f"{'; '.join(shown)}." if shown else ""


def game_table(game: StrategicGame | DynamicGame | AnonymousGame) -> RenderableType:
    """A game of any kind: strategic as `payoff_table`; dynamic state by state; anonymous by count of the others.

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
    if isinstance(game, StrategicGame):
        return _with_notes([payoff_table(game)], [_assumed(game)])
    if isinstance(game, AnonymousGame):
        return _with_notes([count_table(game)], [_assumed(game)])
    return _dynamic_table(game)


def _dynamic_table(game: DynamicGame) -> Group:
    parts: list[RenderableType] = [Text(game.name, style="bold")] if game.name else []
    for state in game.states[:STATES]:
        parts += _state_parts(game, state)
    cut = f"The first {STATES} of {len(game.states)} states." if len(game.states) > STATES else ""
    return _with_notes(parts, [cut, setting_text(game), _assumed(game)])


def _state_parts(game: DynamicGame, state: GameState) -> list[RenderableType]:
    parts: list[RenderableType] = []
    if len(game.states) > 1:
        parts.append(Text(f'State "{state.name}"', style="bold"))
    parts.append(_payoff_table(state.stage, "", ROWS))
    if len(set(state.moves)) == 1:
        if len(game.states) > 1 or game.outcomes or game.grows:
            parts.append(Text(f" Next, whatever is played: {following_text(game, state, 0)}."))
        return parts
    following = _table()
    following.add_column("played")
    following.add_column("then" if not game.outcomes or len(game.states) > 1 else "then all see")
    for cell, profile in enumerate(itertools.islice(state.stage.profiles(), ROWS)):
        following.add_row(Text(", ".join(profile)), Text(following_text(game, state, cell)))
    cut = f"The first {ROWS} of {len(state.moves)} profiles." if len(state.moves) > ROWS else ""
    return [*parts, _framed(following, "", cut)]


def count_table(game: AnonymousGame) -> Table:
    """Payoffs of the two actions by the number k of *other* players on the second; the better one is starred.

    A long table shows its two ends and says what is left out; with a symbolic number of players it shows the formulas.

    >>> print(as_text(count_table(AnonymousGame.from_functions(3, ("out", "in"), (lambda k: 0, lambda k: k - 1)))))
     k   out   in   gain
    ─────────────────────
     0   0*    -1    -1
     1   0*    0*    0
     2    0    1*    1
     3 players; k others play "in"; gain: "in" minus "out". * better.
    """
    first, second = game.actions
    table = _table()
    who = f'{text(game.players)} players; k others play "{second}"; gain: "{second}" minus "{first}".'
    counts = shown_counts(game)
    if not counts:
        table.add_column("")
        table.add_column("payoff")
        for number in (0, 1):
            table.add_row(Text(game.actions[number]), Text(text(game.payoff_at(number, exact("k")))))
        table.add_row("gain", Text(text(simplest(game.gain(exact("k"))))))
        return _framed(table, game.name, who)
    table.add_column("k", justify="right")
    for action, payoff in zip(game.actions, game.payoff, strict=True):
        formula = f"\n{payoff.text}" if isinstance(payoff, Formula) else ""
        table.add_column(Text(f"{action}{formula}"), justify="center")
    table.add_column("gain", justify="center")
    rows = [_count_cells(game, k) for k in counts]
    for before, k, cells in zip((0, *counts), counts, rows, strict=False):
        if k > before + 1:
            table.add_row("...", "...", "...", "...")
        table.add_row(str(k), *cells)
    rounded = "~ rounded." if any(cell.plain.startswith("~") for cells in rows for cell in cells) else ""
    missing = counts_text(gaps(counts))
    return _framed(table, game.name, who, "* better.", rounded, f"Left out: k = {missing}." if missing else "")


def _count_cells(game: AnonymousGame, k: int) -> tuple[Text, Text, Text]:
    low, high = game.payoff_at(0, k), game.payoff_at(1, k)
    cells = []
    for own, other in ((low, high), (high, low)):
        best = at_least(own, other, game.assumptions)
        cells.append(Text.assemble((brief(own), "underline"), "*") if best else Text(brief(own)))
    return cells[0], cells[1], Text(brief(simplest(game.gain(k))))


def automaton_table(profile: Automaton | Machines, players: Sequence[str] = ()) -> RenderableType:
    """A strategy over time: its states, the play in each, and the rules that lead on, in the order in which they are tried.

    >>> print(as_text(automaton_table(Automaton.grim("share", "hide"))))
     state           play             next
    ───────────────────────────────────────────────────────────────
     share (start)   everyone share   kept: share; otherwise: hide
     hide            everyone hide    otherwise: hide
    """
    if isinstance(profile, Automaton):
        return _states_table("", profile.start, profile.states)
    names = players or [f"player {number + 1}" for number in range(len(profile.machines))]
    return Group(
        *(_states_table(name, own.start, own.states) for name, own in zip(names, profile.machines, strict=True))
    )


def _states_table(title: str, start: str, states: Sequence[AutomatonState] | Sequence[MachineState]) -> Table:
    table = _table()
    by_game_state = any(where is not None for state in states for where, _ in state.plays)
    table.add_column("state", style="bold")
    if by_game_state:
        table.add_column("in game state")
    table.add_column("play")
    table.add_column("next")
    for state in states:
        name = f"{state.name} (start)" if state.name == start else state.name
        rules = "; ".join(rule_text(rule) for rule in sorted(state.rules, key=lambda rule: rule.rank))
        for number, (where, play) in enumerate(state.plays):
            shown = play_text(play) if isinstance(state, AutomatonState) else drawn_text(play)  # type: ignore[arg-type]
            place = [Text(where or "any")] if by_game_state else []
            table.add_row(Text(name if not number else ""), *place, Text(shown), Text(rules if not number else ""))
    return _framed(table, title)


def as_text(shown: RenderableType, width: int = 80) -> str:
    """What a terminal of `width` columns shows, as plain text without colour.

    >>> as_text("plain")
    'plain'
    """
    console = Console(file=io.StringIO(), width=width, color_system=None, highlight=False, markup=False, emoji=False)
    with console.capture() as capture:
        console.print(shown)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()).strip("\n")


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, show_edge=False)


def _framed(table: Table, title: str, *notes: str) -> Table:
    """The table below its title and above its notes, which may be wider than it is."""
    frame = Table.grid()
    if title:
        frame.add_row(Text(title, style="bold"))
    frame.add_row(table)
    caption = " ".join(note for note in notes if note)
    if caption:
        frame.add_row(Text(f" {caption}"))
    return frame


def _assumed(game: StrategicGame | DynamicGame | AnonymousGame) -> str:
    relations = ", ".join(relation.text for relation in game.assumptions if relation.symbols)
    return f"Assumed: {relations}." if relations else ""


def _with_notes(parts: Sequence[RenderableType], notes: Sequence[str]) -> Group:
    """Tables set apart by empty lines, then the notes."""
    spaced: list[RenderableType] = []
    for line in [*parts, *(Text(f" {note}") for note in notes if note)]:
        if spaced and isinstance(spaced[-1], Table):
            spaced.append(Text(""))
        spaced.append(line)
    return Group(*spaced)
