"""A game tree for a terminal, and as a figure for print; `games.show.tree_svg` makes the one for a notebook.

    entrant
    ├── out: 0, 2
    └── in*: incumbent
        ├── fight: -1, 0
        └── yield*: 1, 1

A star marks the moves that are asked to be marked, those of subgame-perfect equilibria as a rule; a label in braces the information set
that a node shares with others. Labels are text, never markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text
from rich.tree import Tree as Branches

from games.core.extensive import ExtensiveGame
from games.show.ink import INKS, canvas, finish, plain
from games.show.labels import brief
from games.show.tree_layout import GAP, SIZE, Marks, Picture, branch_text, leaf_text, picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_LINES = 400
"""Nodes that a tree in text shows before it is cut, which it then says."""


def tree_text(game: ExtensiveGame, marks: Marks = frozenset(), meaning: str = "", *, lines: int = MOST_LINES) -> Group:
    """The tree as a terminal shows it, one node a line; `meaning` says what the marked moves are.

    >>> from games.core.extensive import Decision, Terminal
    >>> from games.show.tables import as_text
    >>> game = ExtensiveGame.build("AB", Decision("A", {"l": Terminal(1, 0), "r": Decision("B", {"c": Terminal(2, 2)})}))
    >>> print(as_text(tree_text(game, frozenset({(0, 1)}), "best")))
    A
    ├── l: 1, 0
    └── r*: B
        └── c: 2, 2
    Payoffs to A, B. * best.
    """
    branches = {0: Branches(_node_text(game, 0), guide_style="dim")}
    shown = min(len(game.nodes), lines)
    for number in range(1, shown):
        parent = game.parents[number]
        move = _move_text(game, parent, game.nodes[parent].children.index(number), marks)
        branches[number] = branches[parent].add(Text.assemble(move, ": ", _node_text(game, number)))
    notes = [f"Payoffs to {', '.join(game.players)}."]
    notes += [f"* {meaning}."] if marks and meaning else []
    notes += ["Braces: one information set."] if any(len(own.nodes) > 1 for own in game.information_sets) else []
    notes += [f"The first {shown:,} of {len(game.nodes):,} nodes."] if shown < len(game.nodes) else []
    notes += [f"Assumed: {', '.join(own.text for own in game.assumptions)}."] if game.assumptions else []
    title = [Text(game.name, style="bold")] if game.name else []
    return Group(*title, branches[0], Text(" ".join(notes)))


def _node_text(game: ExtensiveGame, number: int) -> Text:
    node, at = game.nodes[number], game.set_at[number]
    if node.is_end:
        paid = ", ".join(map(brief, node.payoffs)) or ", ".join("0" for _ in game.players)
        return Text.assemble(paid, (f"  {node.outcome}", "dim") if node.outcome else "")
    who = Text("chance", style="dim") if at is None else Text(node.player, style="bold")
    if at is not None and len(game.sets_by_player[at[0]][at[1]].nodes) > 1:
        who.append(f" {{{node.information}}}", style="not bold italic")
    if node.payoffs:
        who.append(f"  pays {', '.join(map(brief, node.payoffs))}", style="not bold")
    return who


def _move_text(game: ExtensiveGame, number: int, action: int, marks: Marks) -> Text:
    words = branch_text(game.nodes[number], action)
    return Text(f"{words}*", style="bold") if (number, action) in marks else Text(words)


# --- for print --------------------------------------------------------------------------------------------------------


def tree_figure(
    game: ExtensiveGame, marks: Marks = frozenset(), meaning: str = "", *, title: str = "", caption: str = ""
) -> Figure:
    """The tree as a matplotlib figure, from left to right: marked moves thick, nodes of one information set joined by dashes.

    Raises Unsupported for a tree with too many ends to be drawn.

    >>> from games.core.extensive import Decision, Terminal
    >>> figure = tree_figure(ExtensiveGame.build("AB", Decision("A", {"l": Terminal(1, 0), "r": Terminal(0, 1)})))
    >>> sorted(words.get_text() for words in figure.axes[0].texts)
    ['0, 1', '1, 0', 'A', 'l', 'r']
    """
    drawn = picture(game, marks, meaning)
    figure, axes = canvas(title)
    axes.set_axis_off()
    axes.set_aspect("equal")
    axes.set_xlim(0, drawn.width)
    axes.set_ylim(drawn.height, 0)
    _draw_lines(axes, drawn)
    _draw_words(axes, drawn)
    note = f"{caption} {drawn.note}".strip()
    figure.set_size_inches(max(drawn.width / 72, NARROWEST), drawn.height / 72 + 0.3 * (1 + bool(title)))
    finish(figure, axes, plain(note))
    return figure


NARROWEST = 5.0
"""Inches of a figure, for its caption."""


def _draw_lines(axes: Axes, drawn: Picture) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    for tie in drawn.ties:
        middle = ((tie.start[0] + tie.end[0]) / 2 + 2 * tie.bulge, (tie.start[1] + tie.end[1]) / 2)
        path = Path([tie.start, middle, tie.end], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
        look: dict[str, Any] = {
            "edgecolor": _colour(tie.mover),
            "linewidth": 1.3,
            "linestyle": (0, (4, 3)),
            "zorder": 1,
        }
        axes.add_patch(PathPatch(path, fill=False, **look))
    for edge in drawn.edges:
        xs, ys = zip(edge.start, edge.bend, edge.end, strict=True)
        colour, thick = (_colour(edge.mover), 3.2) if edge.marked else ("#808080", 1.0)
        axes.plot(xs, ys, color=colour, linewidth=thick, solid_joinstyle="round", zorder=3 if edge.marked else 2)
    for knot in drawn.knots:
        inside = "white" if knot.mover is None else _colour(knot.mover)
        axes.plot(*knot.at, "o", markersize=7, markerfacecolor=inside, markeredgecolor=_colour(knot.mover), zorder=4)


def _draw_words(axes: Axes, drawn: Picture) -> None:
    for edge in drawn.edges:
        axes.text(edge.bend[0] + 2, edge.bend[1] - 4, plain(edge.words), fontsize=SIZE - 1, zorder=5)
    for knot in drawn.knots:
        left, y = knot.at[0] - GAP / 2, knot.at[1]
        if knot.name:
            look: dict[str, Any] = {"color": _colour(knot.mover), "fontweight": "bold", "fontsize": SIZE - 1}
            axes.text(left, y - 4, plain(knot.name), ha="right", zorder=5, **look)
        if knot.paid:
            axes.text(left, y + 11, plain(knot.paid), ha="right", fontsize=SIZE - 2.5, fontstyle="italic", zorder=5)
    for leaf in drawn.leaves:
        axes.text(leaf.at[0] + GAP / 2, leaf.at[1], plain(leaf_text(leaf)), va="center_baseline", fontsize=SIZE - 1)


def _colour(mover: int | None) -> str:
    return "#808080" if mover is None else INKS[mover % len(INKS)]
