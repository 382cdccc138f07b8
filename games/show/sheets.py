"""What is shown of a game or an answer, before any medium: sheets of cells with marks, and lines of text between them.

`games.show.tables` renders sheets for a terminal, `games.show.html` for a notebook, `games.show.latex` for a paper; all show the same
cells and the same marks. A payoff is marked best where `games.show.marks` decides it; a cell in which all are best is an equilibrium.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from games.core.anonymous import AnonymousGame, count_names
from games.core.automaton import Automaton, AutomatonState, Machines, MachineState
from games.core.dynamic import DynamicGame, GameState
from games.core.solution import NashEquilibria, ProfileCheck, Threshold
from games.core.strategic import StrategicGame
from games.errors import ScalarTooLarge
from games.exact import Formula, Scalar, exact, simplest, text
from games.show.counts import counts_text, gaps, shown_counts
from games.show.crowds import formula_notes, rows_of, shown_vectors, symbolic_payoffs
from games.show.labels import brief, drawn_text, following_text, play_text, rule_text, setting_text
from games.show.marks import at_least, is_best_reply
from games.show.sets import relations_text, set_text

ROWS = 64
"""Most rows of a sheet before it is cut, which its notes then say."""
MARKS = ("best", "better", "equilibrium", "open", "rounded")
"""What a cell can be marked as; "open": no mark, because the comparison depends on symbols."""
HEADING = 20
"""Longest formula that stands in a heading; a longer one goes into the notes."""
STATES = 12
"""Most game states of a dynamic game that are shown."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A label or a number, and whether it is marked as a best reply."""

    value: Scalar | str
    best: bool = False

    @property
    def text(self) -> str:
        """The text without its mark."""
        return self.value if isinstance(self.value, str) else brief(self.value)


@dataclass(frozen=True, slots=True)
class Cell:
    """Pieces side by side; `equilibrium` if every player replies best here."""

    pieces: tuple[Piece, ...]
    equilibrium: bool = False

    @property
    def text(self) -> str:
        """The cell as plain text with its marks."""
        inside = ", ".join(f"{piece.text}*" if piece.best else piece.text for piece in self.pieces)
        return f"[{inside}]" if self.equilibrium else inside


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: `head` names the columns, the first `labels` of which name the row; `over` stands above the others."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    labels: int = 1
    over: str = ""
    centred: bool = False
    notes: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()

    def note(self, words: Mapping[str, str]) -> str:
        """What stands below: the notes, and what each mark used means, in the medium's `words` for `MARKS`."""
        meanings = "; ".join(words[mark] for mark in MARKS if mark in self.marks)
        first, *others = self.notes or ("",)
        return " ".join(part for part in (first, f"{meanings}." if meanings else "", *others) if part)


Page = tuple[Sheet | str, ...]


def cells(*values: Scalar | str) -> tuple[Cell, ...]:
    """A row of unmarked cells."""
    return tuple(Cell((Piece(value),)) for value in values)


def payoff_sheet(game: StrategicGame, rows: int = ROWS) -> Sheet:
    """A row for each profile of all players but the last, a column for each of the last player's actions."""
    *others, last = game.players
    width = game.shape[-1]
    shown: list[tuple[Cell, ...]] = []
    seen: set[str] = set()
    for number, profile in enumerate(itertools.islice(itertools.product(*game.actions[:-1]), rows)):
        body = []
        for cell in range(number * width, (number + 1) * width):
            replies = [is_best_reply(game, player, cell) for player in range(len(game.players))]
            seen |= {{True: "best", None: "open", False: ""}[best] for best in replies}
            seen |= {"equilibrium"} if all(replies) else set()
            pieces = (Piece(own[cell], best is True) for own, best in zip(game.payoffs, replies, strict=True))
            body.append(Cell(tuple(pieces), all(replies)))
        shown.append((*cells(*(profile or ("",))), *body))
    height = math.prod(game.shape[:-1])
    notes = (f"Payoffs to {', '.join(game.players)}.", _cut(rows, height, "rows"))
    labels = tuple(others) or ("",)
    head = (*labels, *game.actions[-1])
    return Sheet(game.name, head, tuple(shown), len(labels), last, True, notes, frozenset(seen))


def count_sheet(game: AnonymousGame) -> Sheet:
    """Payoffs of both actions by the number k of *other* players on the second; formulas where n is a symbol.

    With more than two actions by the vector of the others' counts.
    """
    if len(game.actions) > 2:
        return _vector_sheet(game)
    first, second = game.actions
    who = f'{text(game.players)} players; k others play "{second}"; gain: "{second}" minus "{first}".'
    counts = shown_counts(game)
    if not counts:
        k = exact("k")
        payoffs = [cells(game.actions[number], game.payoff_at(number, k)) for number in (0, 1)]
        rows = (*payoffs, cells("gain", simplest(game.gain(k))))
        return Sheet(game.name, ("", "payoff"), rows, notes=(who,))
    body: list[tuple[Cell, ...]] = []
    for before, k in zip((0, *counts), counts, strict=False):
        if k > before + 1:
            body.append(cells("...", "...", "...", "..."))
        body.append(_count_row(game, k))
    marks = {"better", *("rounded" for row in body for cell in row if cell.text.startswith("~"))}
    missing = counts_text(gaps(counts))
    notes = [who, f"Left out: k = {missing}." if missing else ""]
    head = list(game.actions)
    for number, payoff in enumerate(game.payoff):
        if isinstance(payoff, Formula) and len(payoff.text) <= HEADING:
            head[number] += f"\n{payoff.text}"
        elif isinstance(payoff, Formula):
            notes.append(f"{game.actions[number]} pays {payoff.text}.")
    names = ("k", *head, "gain")
    return Sheet(game.name, names, tuple(body), 0, centred=True, notes=tuple(notes), marks=frozenset(marks))


def _vector_sheet(game: AnonymousGame) -> Sheet:
    """Payoffs of all actions by the others' counts in action order."""
    names, vectors = count_names(game.actions), shown_vectors(game)
    who = f"{text(game.players)} players; {', '.join(names)}: how many others choose what."
    if not vectors:
        formulas = zip(game.actions, symbolic_payoffs(game), strict=True)
        return Sheet(game.name, ("", "payoff"), tuple(cells(action, own) for action, own in formulas), notes=(who,))
    body: list[tuple[Cell, ...]] = []
    for vector, payoffs in rows_of(game, vectors):
        best = [all(at_least(own, other, game.assumptions) is True for other in payoffs) for own in payoffs]
        shown = (Cell((Piece(own, mark),)) for own, mark in zip(payoffs, best, strict=True))
        body.append((*cells(*map(str, vector)), *shown))
    marks = {"best", *("rounded" for row in body for cell in row if cell.text.startswith("~"))}
    left_out = "" if len(vectors) == game.vectors else "Shown: where all others do the same."
    return Sheet(
        game.name, (*names, *game.actions), tuple(body), 0, centred=True,
        notes=(who, *formula_notes(game), left_out), marks=frozenset(marks),
    )  # fmt: skip


def _count_row(game: AnonymousGame, k: int) -> tuple[Cell, ...]:
    try:
        low, high = game.payoff_at(0, k), game.payoff_at(1, k)
    except ScalarTooLarge:
        return cells(str(k), *["too long"] * 3)
    pairs = ((low, high), (high, low))
    payoffs = (Cell((Piece(own, at_least(own, other, game.assumptions) is True),)) for own, other in pairs)
    return (*cells(str(k)), *payoffs, *cells(simplest(high - low)))


def game_page(game: StrategicGame | DynamicGame | AnonymousGame) -> Page:
    """A game of any kind: its sheets, how it is played over time, and what it assumes."""
    assumed = ", ".join(relation.text for relation in game.assumptions if relation.symbols)
    lines = (f"Assumed: {assumed}.",) if assumed else ()
    if isinstance(game, StrategicGame):
        return (payoff_sheet(game), *lines)
    if isinstance(game, AnonymousGame):
        return (count_sheet(game), *lines)
    shown = [piece for state in game.states[:STATES] for piece in _state_page(game, state)]
    cut = _cut(STATES, len(game.states), "states")
    return tuple(line for line in (*shown, cut, setting_text(game), *lines) if line)


def _state_page(game: DynamicGame, state: GameState) -> Page:
    title = f'{game.name}{": " if game.name else ""}state "{state.name}"' if len(game.states) > 1 else game.name
    stage = replace(payoff_sheet(state.stage), title=title)
    several = len(game.states) > 1
    if len(set(state.moves)) == 1:
        nothing = not (several or game.outcomes or game.grows)
        return (stage,) if nothing else (stage, f"Next, whatever is played: {following_text(game, state, 0)}.")
    profiles = itertools.islice(state.stage.profiles(), ROWS)
    rows = (cells(", ".join(profile), following_text(game, state, cell)) for cell, profile in enumerate(profiles))
    head = ("played", "then all see" if game.outcomes and not several else "then")
    return stage, Sheet("", head, tuple(rows), notes=(_cut(ROWS, len(state.moves), "profiles"),))


def automaton_page(profile: Automaton | Machines, players: Sequence[str] = ()) -> Page:
    """States, play and rules of a joint automaton, or of one machine a player."""
    if isinstance(profile, Automaton):
        return (_states_sheet("", profile.start, profile.states),)
    names = players or [f"player {number + 1}" for number in range(len(profile.machines))]
    return tuple(_states_sheet(name, own.start, own.states) for name, own in zip(names, profile.machines, strict=True))


def _states_sheet(title: str, start: str, states: Sequence[AutomatonState] | Sequence[MachineState]) -> Sheet:
    by_game_state = any(where is not None for state in states for where, _ in state.plays)
    rows = []
    for state in states:
        name = f"{state.name} (start)" if state.name == start else state.name
        rules = "; ".join(rule_text(rule) for rule in sorted(state.rules, key=lambda rule: rule.rank))
        for number, (where, play) in enumerate(_plays(state)):
            place = (where or "any",) if by_game_state else ()
            rows.append(cells("" if number else name, *place, play, "" if number else rules))
    head = ("state", "in game state", "play", "next") if by_game_state else ("state", "play", "next")
    return Sheet(title, head, tuple(rows))


def _plays(state: AutomatonState | MachineState) -> Iterable[tuple[str | None, str]]:
    if isinstance(state, AutomatonState):
        return [(where, play_text(play)) for where, play in state.plays]
    return [(where, drawn_text(play)) for where, play in state.plays]


def slack_sheet(answer: ProfileCheck, rows: int = ROWS) -> Sheet:
    """Every one-shot deviation with its slack, what conforming is worth more than it on average: negative where it gains."""
    several = len(answer.game.states) > 1
    found = answer.deviations[:rows]
    body = [
        cells(own.state, *([own.game_state] if several else []), own.player, own.action, own.slack) for own in found
    ]
    head = ("state", *(("game state",) if several else ()), "player", "plays once", "slack")
    note = "Slack: what conforming is worth more on average."
    return Sheet("", head, tuple(body), notes=(note, _cut(rows, len(answer.deviations), "deviations")))


def case_sheet(answer: Threshold) -> Sheet:
    """The cases of a threshold: what is assumed, and the discount factors at which the profile is then an equilibrium."""
    rows = [
        cells(relations_text(case.assume) or "always", set_text(case.intervals, answer.discount))
        for case in answer.cases
    ]
    return Sheet("", ("if", f"equilibrium for {answer.discount} in"), tuple(rows))


def equilibria_sheet(answer: NashEquilibria) -> Sheet:
    """One equilibrium a row: every player's strategy and payoff."""
    game = answer.game
    rows = []
    for own in answer.equilibria:
        strategies = (
            drawn_text(tuple((label, weight) for label, weight in zip(labels, weights, strict=True) if weight != 0))
            for labels, weights in zip(game.actions, own.profile, strict=True)
        )
        rows.append((*cells(*strategies), Cell(tuple(Piece(payoff) for payoff in own.payoffs))))
    return Sheet("", (*game.players, "payoffs"), tuple(rows), labels=0)


def _cut(shown: int, total: int, what: str) -> str:
    return f"The first {shown} of {total} {what}." if total > shown else ""
