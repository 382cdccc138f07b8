"""Games and answers as self-contained HTML, as a notebook shows them; readable on light and on dark ground, and without the style.

Labels are escaped: what a stranger's file says is shown, never run.
"""

from __future__ import annotations

import re
from html import escape
from itertools import groupby

from games.core.anonymous import AnonymousGame
from games.core.automaton import Automaton, Machines
from games.core.classification import Classification, ConditionalEquilibria, SupportEquilibria
from games.core.correlated import CorrelatedEquilibrium, CorrelatedPayoffs
from games.core.count_profiles import CountProfiles, SymmetricProfiles
from games.core.dominance import Dominance
from games.core.dynamic import DynamicGame
from games.core.extensive import ExtensiveGame
from games.core.extensive_solution import BehaviourCheck, SubgamePerfectEquilibria, TreeCases
from games.core.minmax import MinmaxPayoffs
from games.core.mixed import MixedEquilibria
from games.core.potential import CountPotential, Potential
from games.core.rationalizability import Rationalizable
from games.core.solution import CountEquilibria, NashEquilibria, ProfileCheck, SymmetricEquilibria, Threshold
from games.core.strategic import StrategicGame
from games.core.zero_sum import ZeroSumSolution
from games.show.classification import classification_sheet
from games.show.correlated import correlated_sheet
from games.show.dominance import elimination_sheet, reduced_sheet
from games.show.extensive_words import marks_of
from games.show.minmax import minmax_sheet
from games.show.potential import potential_sheet
from games.show.sheets import Cell, Page, Sheet, automaton_page, game_page, payoff_sheet, slack_sheet
from games.show.tree_svg import tree_html
from games.show.words import explain

Shown = (
    StrategicGame
    | DynamicGame
    | AnonymousGame
    | Automaton
    | Machines
    | NashEquilibria
    | MixedEquilibria
    | Classification
    | ConditionalEquilibria
    | SupportEquilibria
    | ProfileCheck
    | Threshold
    | CountEquilibria
    | SymmetricEquilibria
    | CountProfiles
    | SymmetricProfiles
    | Dominance
    | Rationalizable
    | CorrelatedEquilibrium
    | CorrelatedPayoffs
    | Potential
    | CountPotential
    | MinmaxPayoffs
    | ZeroSumSolution
    | ExtensiveGame
    | SubgamePerfectEquilibria
    | BehaviourCheck
    | TreeCases
)

LEGEND = {
    "best": "* best reply",
    "better": "* better",
    "equilibrium": "framed, all starred: pure equilibrium",
    "open": "no mark where symbols leave it open",
    "rounded": "~ rounded",
}
STYLE = """
.comarca{color:inherit;font-family:inherit;line-height:1.45;margin:.4em 0}
.comarca p{margin:.35em 0;max-width:50em}
.comarca ul{margin:.2em 0 .4em;padding-left:1.4em}
.comarca .wide{overflow-x:auto}
.comarca table{border-collapse:collapse;margin:.5em 0;background:transparent;color:inherit;border:0}
.comarca caption{caption-side:top;text-align:left;font-weight:600;padding:0 0 .3em;color:inherit}
.comarca th,.comarca td{padding:.3em .9em;text-align:left;background:transparent;color:inherit;border:0;vertical-align:top}
.comarca thead th{border-bottom:1px solid rgba(128,128,128,.75);font-weight:600;white-space:pre-line}
.comarca thead th.over{border-bottom:0;text-align:center;font-weight:400;font-style:italic}
.comarca thead th.who{font-weight:400;font-style:italic;vertical-align:bottom}
.comarca tbody th{font-weight:600}
.comarca tbody tr+tr>*{border-top:1px solid rgba(128,128,128,.25)}
.comarca .mid{text-align:center}
.comarca u{text-decoration-thickness:.1em;text-underline-offset:.18em}
.comarca td.eq>span{font-weight:700;outline:2px solid rgba(86,150,220,.95);outline-offset:.22em;border-radius:2px}
.comarca .note{font-size:.88em;opacity:.82}
""".strip()


def to_html(shown: Shown) -> str:
    """A game, strategy or answer as one HTML fragment with its style; best replies are starred and underlined.

    >>> pd = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]], players=("A", "B"), actions=("cn", "cn"))
    >>> '<td class="mid eq"><span><u>1</u>*, <u>1</u>*</span></td>' in to_html(pd)
    True
    >>> "<b>" in to_html(StrategicGame.from_arrays([[1]], [[1]], players=("<b>A", "B")))
    False
    """
    body = "\n".join(_body(shown))
    return f'<div class="comarca">\n<style>\n{STYLE}\n</style>\n{body}\n</div>'


def _body(shown: Shown) -> list[str]:
    match shown:
        case Automaton() | Machines():
            return _parts(automaton_page(shown))
        case NashEquilibria() | MixedEquilibria():
            return [_sheet(payoff_sheet(shown.game)), *_words(explain(shown))]
        case Classification():
            return [*_parts(game_page(shown.game)), _sheet(classification_sheet(shown)), *_words(explain(shown))]
        case ConditionalEquilibria() | SupportEquilibria():
            return [*_parts(game_page(shown.game)), *_words(explain(shown))]
        case ProfileCheck():
            return [*_words(explain(shown)), _sheet(slack_sheet(shown))]
        case Rationalizable():
            return [*_words(explain(shown)), _sheet(payoff_sheet(shown.reduced))]
        case Dominance():
            trace = [_sheet(elimination_sheet(shown))] if shown.rounds else []
            return [*trace, *_words(explain(shown)), _sheet(reduced_sheet(shown))]
        case CorrelatedEquilibrium():
            return [_sheet(correlated_sheet(shown)), *_words(explain(shown))]
        case Potential():
            return [*([_sheet(potential_sheet(shown))] if shown.exists else []), *_words(explain(shown))]
        case MinmaxPayoffs():
            return [_sheet(minmax_sheet(shown)), *_words(explain(shown))]
        case ZeroSumSolution():
            return [_sheet(payoff_sheet(shown.game)), *_words(explain(shown))]
        case CorrelatedPayoffs() | CountPotential():
            return _words(explain(shown))
        case ExtensiveGame():
            return tree_html(shown)
        case SubgamePerfectEquilibria():
            return [*tree_html(shown.game, *marks_of(shown)), *_words(explain(shown))]
        case TreeCases():
            return [*tree_html(shown.game), *_words(explain(shown))]
        case BehaviourCheck():
            return _words(explain(shown))
        case Threshold() | CountEquilibria() | SymmetricEquilibria() | CountProfiles() | SymmetricProfiles():
            return _words(explain(shown))
        case _:
            return _parts(game_page(shown))


def _parts(page: Page) -> list[str]:
    return [_sheet(part) if isinstance(part, Sheet) else f"<p>{escape(part)}</p>" for part in page]


def _words(told: str) -> list[str]:
    """Lines as paragraphs, runs of indented lines as lists, the last line (the status) small."""
    found = []
    *lines, status = told.splitlines()
    for indented, run in groupby(lines, key=lambda line: line.startswith("  ")):
        if indented:
            items = "".join(f"<li>{escape(_unnumbered(line))}</li>" for line in run)
            found.append(f"<ul>{items}</ul>")
        else:
            found += [f"<p>{escape(line)}</p>" for line in run]
    return [*found, f'<p class="note">{escape(status)}</p>']


def _unnumbered(line: str) -> str:
    return re.sub(r"^ +(\d+\. )?", "", line)


def _sheet(sheet: Sheet) -> str:
    caption = f"<caption>{escape(sheet.title)}</caption>" if sheet.title else ""
    rows = "\n".join(f"<tr>{''.join(_cell(sheet, *own) for own in enumerate(row))}</tr>" for row in sheet.rows)
    notes = sheet.note(LEGEND)
    note = f'\n<p class="note">{escape(notes)}</p>' if notes else ""
    head = f"<thead>{_head(sheet)}</thead>"
    return f'<div class="wide"><table>{caption}{head}\n<tbody>\n{rows}\n</tbody></table></div>{note}'


def _head(sheet: Sheet) -> str:
    """The names of the columns; for a strategic form the last player stands above his actions."""
    middle = ' class="mid"' if sheet.centred else ""
    names = [f"<th{middle}>{escape(name)}</th>" for name in sheet.head[sheet.labels :]]
    if not sheet.over:
        return f"<tr>{''.join(f'<th>{escape(name)}</th>' for name in sheet.head[: sheet.labels])}{''.join(names)}</tr>"
    rows = "".join(f'<th class="who" rowspan="2">{escape(name)}</th>' for name in sheet.head[: sheet.labels])
    over = f'<th class="over" colspan="{len(names)}">{escape(sheet.over)}</th>'
    return f"<tr>{rows}{over}</tr><tr>{''.join(names)}</tr>"


def _cell(sheet: Sheet, column: int, cell: Cell) -> str:
    shown = ", ".join(f"<u>{escape(piece.text)}</u>*" if piece.best else escape(piece.text) for piece in cell.pieces)
    if column < sheet.labels:
        return f'<th scope="row">{shown}</th>'
    names = [name for name, wanted in (("mid", sheet.centred), ("eq", cell.equilibrium)) if wanted]
    marked = f' class="{" ".join(names)}"' if names else ""
    return f"<td{marked}><span>{shown}</span></td>" if cell.equilibrium else f"<td{marked}>{shown}</td>"
