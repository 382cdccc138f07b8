"""Payoff tables, thresholds and other sheets as plain LaTeX: `tabular` and mathematics, no package needed.

A best reply is underlined, a pure equilibrium framed.
"""

from __future__ import annotations

import re
from typing import Any

from games.core.anonymous import AnonymousGame
from games.core.classification import Classification
from games.core.correlated import CorrelatedEquilibrium
from games.core.dominance import Dominance
from games.core.dynamic import DynamicGame
from games.core.mixed import MixedEquilibria
from games.core.potential import Potential
from games.core.solution import NashEquilibria, ProfileCheck, Threshold
from games.core.strategic import StrategicGame
from games.exact import AlgebraicNumber, Interval, Relation, Scalar, exact, to_sympy
from games.show.correlated import correlated_sheet
from games.show.dominance import elimination_sheet, reduced_sheet
from games.show.mixed import mixed_sheet
from games.show.potential import explain_potential, potential_sheet
from games.show.sets import real_text
from games.show.sheets import Cell, Page, Piece, Sheet, equilibria_sheet, game_page, slack_sheet

LEGEND = {
    "best": "Underlined: best reply",
    "better": "Underlined: better",
    "equilibrium": "framed: pure equilibrium",
    "open": "no mark where symbols leave it open",
    "rounded": "~: rounded",
}
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"$<$",
    ">": r"$>$",
    "|": r"$|$",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}
_SIGNS = {"<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "=": "=", "!=": r"\ne"}

Shown = (
    StrategicGame
    | DynamicGame
    | AnonymousGame
    | NashEquilibria
    | MixedEquilibria
    | Classification
    | ProfileCheck
    | Threshold
    | CorrelatedEquilibrium
    | Dominance
    | Potential
)


def to_latex(
    shown: Shown,
) -> str:
    """A game's tables, or an answer's, for a paper.

    >>> print(to_latex(StrategicGame.from_arrays([["R", 0]], [[1, "R/2"]], players=("A", "B"), actions=(["a"], ["c", "d"]))))
    {\\renewcommand{\\arraystretch}{1.4}\\noindent
    \\begin{tabular}{l|cc}
    A \\textbackslash{} B & c & d \\\\ \\hline
    a & $\\underline{R},\\, 1$ & $\\underline{0},\\, \\frac{R}{2}$ \\\\
    \\end{tabular}
    }
    \\par\\smallskip\\noindent Payoffs to A, B. Underlined: best reply; no mark where symbols leave it open.
    """
    if isinstance(shown, Threshold):
        return _threshold(shown)
    if isinstance(shown, Classification):
        from games.show.classification import classification_latex

        return classification_latex(shown)
    page: Page
    if isinstance(shown, NashEquilibria):
        page = (equilibria_sheet(shown),)
    elif isinstance(shown, MixedEquilibria):
        page = (mixed_sheet(shown),)
    elif isinstance(shown, ProfileCheck):
        page = (slack_sheet(shown),)
    elif isinstance(shown, Dominance):
        page = (*((elimination_sheet(shown),) if shown.rounds else ()), reduced_sheet(shown))
    elif isinstance(shown, CorrelatedEquilibrium):
        page = (correlated_sheet(shown),)
    elif isinstance(shown, Potential):
        page = (potential_sheet(shown),) if shown.exists else tuple(explain_potential(shown))
    else:
        page = game_page(shown)
    return "\n\n".join(_tabular(part) if isinstance(part, Sheet) else escape(part) for part in page)


def scalar_latex(value: Scalar | AlgebraicNumber) -> str:
    """A number or formula in mathematics, terms with a plus sign first.

    >>> from games.exact import exact
    >>> print(scalar_latex(exact("(T - R)/(T - P)")))
    \\frac{T - R}{T - P}
    """
    if isinstance(value, AlgebraicNumber):
        from sympy import together

        return _printed(together(value.sympy())) if value.text else rf"\mbox{{{escape(real_text(value))}}}"
    return _printed(to_sympy(value))


def _printed(expression: Any) -> str:
    from sympy.printing.latex import LatexPrinter

    class PlusFirst(LatexPrinter):  # type: ignore[misc]
        def _as_ordered_terms(self, expr: Any, order: Any = None) -> list[Any]:
            terms = super()._as_ordered_terms(expr, order)
            return sorted(terms, key=lambda term: bool(term.could_extract_minus_sign()))

    return str(PlusFirst().doprint(expression))


def escape(words: str) -> str:
    """Text in which no character is a LaTeX command; "<=" and its like become signs.

    >>> print(escape("hide & seek_1 <= 50%"))
    hide \\& seek\\_1 $\\le$ 50\\%
    """
    escaped = re.sub(r"<=|>=|!=|.", lambda found: _escaped(found.group()), words, flags=re.DOTALL)
    return re.sub(r'"([^"]*)"', r"``\1''", escaped)


def _escaped(sign: str) -> str:
    return f"${_SIGNS[sign]}$" if len(sign) == 2 else _ESCAPES.get(sign, sign)


def interval_latex(interval: Interval, symbol: str = "d") -> str:
    """An interval as a chain of inequalities, a point as an equation.

    >>> from fractions import Fraction
    >>> print(interval_latex(Interval(Fraction(1, 2), True, Fraction(1), False)))
    \\frac{1}{2} \\le d < 1
    """
    name = scalar_latex(exact(symbol))
    if interval.lo == interval.hi:
        return f"{name} = {scalar_latex(interval.lo)}"
    below, above = (r"\le" if closed else "<" for closed in (interval.lo_closed, interval.hi_closed))
    return f"{scalar_latex(interval.lo)} {below} {name} {above} {scalar_latex(interval.hi)}"


def relation_latex(relation: Relation) -> str:
    """A relation in mathematics."""
    return f"{scalar_latex(relation.left)} {_SIGNS[relation.op]} {scalar_latex(relation.right)}"


def _threshold(answer: Threshold) -> str:
    """The set itself, or a table of cases; one that is unknown says why."""
    if not answer.cases:
        return escape(answer.reason)
    sets = [
        r" \;\mbox{ or }\; ".join(interval_latex(own, answer.discount) for own in case.intervals) or r"\mbox{never}"
        for case in answer.cases
    ]
    if len(sets) == 1 and not answer.cases[0].assume:
        return f"${sets[0]}$"
    lines = [
        f"${', '.join(relation_latex(own) for own in case.assume)}$ & ${held}$ \\\\"
        for case, held in zip(answer.cases, sets, strict=True)
    ]
    return "\n".join(
        [r"\begin{tabular}{ll}", r"if & the profile is an equilibrium for \\ \hline", *lines, r"\end{tabular}"]
    )


def _tabular(sheet: Sheet) -> str:
    align = "c" if sheet.centred else "l"
    body = len(sheet.head) - sheet.labels
    columns = "l" * sheet.labels + ("|" if sheet.labels else "") + align * body
    corner = f" \\ {sheet.over}" if sheet.over else ""
    names = [
        f"{name}{corner}".removeprefix(" \\ ") if number == sheet.labels - 1 else name
        for number, name in enumerate(sheet.head)
    ]
    head = " & ".join(escape(name.replace("\n", ": ")) for name in names)
    lines = [f"{' & '.join(_cell(cell) for cell in row)} \\\\" for row in sheet.rows]
    table = [rf"\begin{{tabular}}{{{columns}}}", rf"{head} \\ \hline", *lines, r"\end{tabular}"]
    stretched = [r"{\renewcommand{\arraystretch}{1.4}\noindent", *table, "}"]
    notes = escape(sheet.note(LEGEND))
    title = [rf"\noindent\textbf{{{escape(sheet.title)}}}\par"] if sheet.title else []
    return "\n".join([*title, *stretched, *([rf"\par\smallskip\noindent {notes}"] if notes else [])])


def _cell(cell: Cell) -> str:
    inside = r",\, ".join(_piece(piece) for piece in cell.pieces)
    if all(isinstance(piece.value, str) for piece in cell.pieces):
        return inside
    return rf"\fbox{{${inside}$}}" if cell.equilibrium else f"${inside}$"


def _piece(piece: Piece) -> str:
    if isinstance(piece.value, str):
        return escape(piece.value)
    shown = scalar_latex(piece.value)
    return rf"\underline{{{shown}}}" if piece.best else shown
