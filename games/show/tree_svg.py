"""A game tree as an SVG picture: self-contained, readable on light and on dark ground, words as words."""

from __future__ import annotations

from html import escape

from games.core.extensive import ExtensiveGame
from games.errors import Unsupported
from games.show.ink import INKS
from games.show.tree_layout import GAP, SIZE, Edge, Knot, Leaf, Marks, Picture, Tie, picture

_GREY = "#808080"


def tree_svg(game: ExtensiveGame, marks: Marks = frozenset(), meaning: str = "") -> str:
    """The tree as the text of an SVG picture; see `games.show.tree_layout.picture` for marks and limits.

    >>> from games.core.extensive import Decision, Terminal
    >>> shown = tree_svg(ExtensiveGame.build("A", Decision("A", {"<l>": Terminal(1), "r": Terminal(0)})))
    >>> shown.startswith("<svg"), "&lt;l&gt;" in shown, "<l>" in shown
    (True, True, False)
    """
    drawn = picture(game, marks, meaning)
    parts = [
        *map(_tie, drawn.ties),
        *map(_edge, sorted(drawn.edges, key=lambda edge: edge.marked)),
        *map(_words, drawn.edges),
        *map(_knot, drawn.knots),
        *map(_leaf, drawn.leaves),
    ]
    return "\n".join([_head(game, drawn), *parts, "</svg>"])


def tree_html(game: ExtensiveGame, marks: Marks = frozenset(), meaning: str = "") -> list[str]:
    """The picture with its title and note as pieces of a page; a tree too large to be drawn as text."""
    title = [f"<p><strong>{escape(game.name)}</strong></p>"] if game.name else []
    assumed = ", ".join(relation.text for relation in game.assumptions)
    more = [f"<p>Assumed: {escape(assumed)}.</p>"] if assumed else []
    try:
        drawn = picture(game, marks, meaning)
    except Unsupported:
        from games.show.tables import as_text
        from games.show.trees import tree_text

        return [f'<pre class="wide">{escape(as_text(tree_text(game, marks, meaning), 120))}</pre>']
    svg = f'<div class="wide">{tree_svg(game, marks, meaning)}</div>'
    return [*title, svg, f'<p class="note">{escape(drawn.note)}</p>', *more]


def _head(game: ExtensiveGame, drawn: Picture) -> str:
    box = f"0 0 {drawn.width:.0f} {drawn.height:.0f}"
    style = f'font-family="sans-serif" font-size="{SIZE:g}" fill="currentColor" style="max-width:100%;height:auto"'
    size = f'width="{drawn.width * 1.25:.0f}" height="{drawn.height * 1.25:.0f}"'
    title = escape(game.name or "game tree")
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {size} {style} role="img"><title>{title}</title>'


def _colour(mover: int | None) -> str:
    return _GREY if mover is None else INKS[mover % len(INKS)]


def _edge(edge: Edge) -> str:
    (a, b), (c, d), (e, f) = edge.start, edge.bend, edge.end
    look = f'stroke="{_colour(edge.mover)}" stroke-width="3.2"' if edge.marked else f'stroke="{_GREY}" stroke-width="1"'
    joined = 'fill="none" stroke-linejoin="round"'
    return f'<path d="M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}L{e:.1f} {f:.1f}" {look} {joined}/>'


def _words(edge: Edge) -> str:
    x, y = edge.bend[0] + 2, edge.bend[1] - 4
    return f'<text x="{x:.1f}" y="{y:.1f}">{escape(edge.words)}</text>'


def _knot(knot: Knot) -> str:
    x, y = knot.at
    colour = _colour(knot.mover)
    inside = f'fill="{colour}"' if knot.mover is not None else f'fill="white" stroke="{_GREY}" stroke-width="1.2"'
    left = x - GAP / 2
    name = f'<text x="{left:.1f}" y="{y - 4:.1f}" text-anchor="end" fill="{colour}" font-weight="bold">'
    parts = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.6" {inside}/>{name}{escape(knot.name)}</text>']
    if knot.paid:
        small = f'text-anchor="end" font-size="{SIZE - 1.5:g}" font-style="italic"'
        parts.append(f'<text x="{left:.1f}" y="{y + 11:.1f}" {small}>{escape(knot.paid)}</text>')
    return "".join(parts)


def _leaf(leaf: Leaf) -> str:
    x, y = leaf.at[0] + GAP / 2, leaf.at[1] + SIZE / 3
    shown = ", ".join(
        f'<tspan fill="{_colour(player)}">{escape(own)}</tspan>' for player, own in enumerate(leaf.payoffs)
    )
    outcome = f' <tspan font-style="italic" opacity="0.75">{escape(leaf.outcome)}</tspan>' if leaf.outcome else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" xml:space="preserve">{shown}{outcome}</text>'


def _tie(tie: Tie) -> str:
    (a, b), (c, d) = tie.start, tie.end
    middle = (a + c) / 2 + 2 * tie.bulge
    look = f'stroke="{_colour(tie.mover)}" stroke-width="1.3" stroke-dasharray="4 3" fill="none"'
    return f'<path d="M{a:.1f} {b:.1f}Q{middle:.1f} {(b + d) / 2:.1f} {c:.1f} {d:.1f}" {look}/>'
