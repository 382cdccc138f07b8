"""The names of a 2x2 game and its equilibria by cases, and equilibria with their conditions: sheets and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from games.core.classification import (
    Classification,
    Component,
    ConditionalEquilibria,
    ConditionalEquilibrium,
    GameCase,
    Order,
    SupportEquilibria,
    cell_name,
)
from games.core.nash import MixedProfile, deviations
from games.core.strategic import StrategicGame
from games.exact import Relation, Scalar, simplest, text
from games.show.labels import drawn_text
from games.show.sheets import Sheet, cells

MOST = 40
"""Most cases that are told; the rest are counted."""


def classification_sheet(answer: Classification, rows: int = MOST) -> Sheet:
    """A row for each component of equilibria, the conditions and the game's name before the first of a case.

    >>> from games.solvers.two_by_two import classify
    >>> from games.show.tables import as_text, sheet_table
    >>> payoffs = [["b", 0], [0, 1]], [["b", 0], [0, 1]]
    >>> game = StrategicGame.from_arrays(*payoffs, players=("A", "B"), actions=("xy", "xy"), assumptions=["-1 < b < 1"])
    >>> print(as_text(sheet_table(classification_sheet(classify(game)))))
     if      game           A                     B
    ──────────────────────────────────────────────────────────────────
     b > 0   coordination   x                     x
                            x 1/(b + 1), else y   x 1/(b + 1), else y
                            y                     y
     b < 0   harmony        y                     y
     b = 0   degenerate     x                     x
                            y                     y
    """
    shown = answer.cases[:rows]
    body = []
    for case in shown:
        lead = (conditions(case.assume) or "always", case.game)
        for component in case.components:
            body.append(cells(*lead, *(_strategies(own, answer.game, i) for i, own in enumerate(component.strategies))))
            lead = ("", "")
    more = f"{len(answer.cases) - rows} more cases." if len(answer.cases) > rows else ""
    note = (
        "x to y: every mixture of them." if any(_is_continuum(own) for case in shown for own in case.components) else ""
    )
    head = ("if", "game", *answer.game.players)
    return Sheet(answer.game.name, head, tuple(body), 2, notes=tuple(part for part in (note, more) if part))


def _strategies(strategies: Sequence[Sequence[Scalar]], game: StrategicGame, player: int) -> str:
    """One strategy, or what lies between two."""
    return " to ".join(strategy_text(game.actions[player], own) for own in strategies)


def _is_continuum(component: Component) -> bool:
    return any(len(own) > 1 for own in component.strategies)


def conditions(assume: Iterable[Relation]) -> str:
    """Conditions joined by commas, two bounds that fit made a chain.

    >>> from games.exact import parse_relations
    >>> conditions(parse_relations("P < S < R") + parse_relations("c > 0"))
    'P < S < R, c > 0'
    """
    return ", ".join(chains(assume))


_MIRRORED = {">": "<", ">=": "<="}


def chains(assume: Iterable[Relation]) -> list[str]:
    """The conditions as text; a < b and b <= c become a < b <= c, what joins no other stays as it is."""
    found: list[tuple[list[str], list[str]]] = []  # sides, signs
    for own in assume:
        sides, sign = [text(own.left), text(own.right)], own.op
        low, high = reversed(sides) if sign in _MIRRORED else sides
        step = _MIRRORED.get(sign, sign)
        for chain, signs in found:
            if {*map(_rising, signs), _rising(step)} != {True}:
                continue
            upward, steps = _ascending(chain, signs)
            if upward[-1] == low:
                chain[:], signs[:] = [*upward, high], [*steps, step]
                break
            if upward[0] == high:
                chain[:], signs[:] = [low, *upward], [step, *steps]
                break
        else:
            found.append((sides, [sign]))
    return [_told(sides, signs) for sides, signs in found]


def _rising(sign: str) -> bool:
    return _MIRRORED.get(sign, sign) in ("<", "<=")


def _ascending(sides: list[str], signs: list[str]) -> tuple[list[str], list[str]]:
    """A lone a > b as b < a."""
    return (sides[::-1], [_MIRRORED[signs[0]]]) if signs[0] in _MIRRORED else (sides, signs)


def _told(sides: Sequence[str], signs: Sequence[str]) -> str:
    """A lone comparison begins with a symbol: 0 < c is told as c > 0."""
    if len(signs) == 1 and _rising(signs[0]) and not any(letter.isalpha() for letter in sides[0]):
        mirrored = {**_MIRRORED, "<": ">", "<=": ">="}
        return f"{sides[1]} {mirrored[signs[0]]} {sides[0]}"
    return sides[0] + "".join(f" {sign} {side}" for sign, side in zip(signs, sides[1:], strict=True))


def strategy_text(labels: Sequence[str], weights: Sequence[Scalar]) -> str:
    """A mixed action by its labels; of two, the second gets the rest.

    >>> from games.exact import exact
    >>> strategy_text(("share", "hide"), (exact("V/C"), exact("(C - V)/C")))
    'share V/C, else hide'
    """
    played = tuple((label, own) for label, own in zip(labels, weights, strict=True) if own != 0)
    if len(played) == 2:
        return f"{played[0][0]} {text(played[0][1])}, else {played[1][0]}"
    return drawn_text(played)


def profile_text(game: StrategicGame, profile: MixedProfile) -> str:
    """A profile by its labels."""
    return "; ".join(
        f"{player}: {strategy_text(labels, own)}"
        for player, labels, own in zip(game.players, game.actions, profile, strict=True)
    )


def explain_classification(answer: Classification) -> list[str]:
    """Case by case: the name, why, and all equilibria with their payoffs."""
    shown = answer.cases[:MOST]
    lines = []
    for case in shown:
        name = (
            f"If {conditions(case.assume)}, {case.game}" if case.assume else f"{case.game[:1].upper()}{case.game[1:]}"
        )
        lines.append(f"{name}: {case.why}.")
        payoffs = dict(zip(case.profiles, case.payoffs, strict=True))
        lines += [f"  {_component_line(answer.game, own, payoffs)}" for own in case.components]
    if len(answer.cases) > MOST:
        lines.append(f"And {len(answer.cases) - MOST} more cases.")
    if not answer.complete:
        lines.append("There are more cases; in each of these, these are all equilibria.")
    elif len(answer.cases) > 1:
        lines.append("These are all cases, and in each all equilibria.")
    return lines


def _component_line(game: StrategicGame, component: Component, payoffs: dict[MixedProfile, tuple[Scalar, ...]]) -> str:
    if not _is_continuum(component):
        (profile,) = component.profiles
        worth = ", ".join(f"{player} {text(own)}" for player, own in zip(game.players, payoffs[profile], strict=True))
        return f"{profile_text(game, profile)}. Payoffs: {worth}."
    parts = []
    for player, labels, strategies in zip(game.players, game.actions, component.strategies, strict=True):
        named = [strategy_text(labels, own) for own in strategies]
        parts.append(f"{player}: {named[0]}" if len(named) == 1 else f"{player}: anything from {' to '.join(named)}")
    return f"{'; '.join(parts)}."


def explain_conditional(answer: ConditionalEquilibria) -> list[str]:
    """Each equilibrium with its condition and payoffs."""
    game = answer.game
    if answer.kind == "support":
        played = "; ".join(
            f"{player} {', '.join(own)}" for player, own in zip(game.players, answer.support, strict=True)
        )
        what = f"equilibrium in which exactly these actions are played: {played}"
    else:
        what = "pure equilibrium"
    if not answer.equilibria:
        lines = [f"There is no {what}{', whatever the symbols are' if game.symbols else ''}."]
    else:
        lines = [
            f"The {what}:"
            if answer.kind == "support"
            else "The pure equilibria, each exactly where its condition holds:"
        ]
        lines += [f"  {_conditional_line(game, own)}" for own in answer.equilibria[:MOST]]
        if len(answer.equilibria) > MOST:
            lines.append(f"And {len(answer.equilibria) - MOST} more.")
    if answer.kind == "pure" and len(game.players) == 2:
        lines.append("Mixed equilibria are found for a named support, or for all.")
    return lines


def explain_supports(answer: SupportEquilibria) -> list[str]:
    """All equilibria with their conditions, and what stays open."""
    extent = "all there are" if answer.complete else "there may be more"
    found = answer.equilibria
    lines = [f"{'Equilibria' if found else 'No equilibrium was found'}, support by support ({extent}):"]
    lines += [f"  {_conditional_line(answer.game, own)}" for own in found[:MOST]]
    if len(found) > MOST:
        lines.append(f"And {len(found) - MOST} more.")
    never = sum(not part.equilibria for part in answer.parts)
    lines.append(f"{never} of {len(answer.parts) + len(answer.left_open)} supports are never played.")
    for part in [own for own in answer.parts if own.apart][:MOST]:
        lines.append(f"Of {_support_text(part.support)} {part.reason}.")
    if answer.left_open:
        listed = ", ".join(_support_text(own) for own in answer.left_open[:MOST])
        more = f" and {len(answer.left_open) - MOST} more" if len(answer.left_open) > MOST else ""
        lines.append(f"Not decided, for their indifferences do not determine the probabilities: {listed}{more}.")
    return lines


def _support_text(support: Sequence[Sequence[str]]) -> str:
    return f"({'; '.join(', '.join(own) for own in support)})"


def _conditional_line(game: StrategicGame, own: ConditionalEquilibrium) -> str:
    worth = ", ".join(f"{player} {text(value)}" for player, value in zip(game.players, own.payoffs, strict=True))
    when = f"if {conditions(own.assume)}" if own.assume else "always"
    return f"{profile_text(game, own.profile)}; {when}. Payoffs: {worth}."


def support_refusals(answer: SupportEquilibria) -> list[str]:
    """The supports that nobody ever plays."""
    never = [_support_text(part.support) for part in answer.parts if not part.equilibria]
    shown = f"{', '.join(never[:MOST])}{f' and {len(never) - MOST} more' if len(never) > MOST else ''}"
    return [f"Never played: {shown}."] if never else ["Every support that is decided is played somewhere."]


def classification_refusals(answer: Classification) -> list[str]:
    """Case by case, for each pure profile that is no equilibrium, who would rather do what.

    >>> from games.solvers.two_by_two import classify
    >>> payoffs = [["b - c", "-c"], ["b", 0]], [["b - c", "b"], ["-c", 0]]
    >>> game = StrategicGame.from_arrays(*payoffs, actions=("ab", "xy"), players=("A", "B"), assumptions=["b > c > 0"])
    >>> print(*classification_refusals(classify(game)), sep="\\n")
    Prisoner's dilemma:
      (a, x): A would gain c by b, B would gain c by y.
      (a, y): A would gain c by b.
      (b, x): B would gain c by y.
    """
    lines = []
    for case in answer.cases[:MOST]:
        name = f"{case.game[:1].upper()}{case.game[1:]}"
        refused = [line for cell in range(4) if (line := _refusal(answer.game, case, cell))]
        lines.append(f"{name}{f', if {conditions(case.assume)}' if case.assume else ''}:")
        lines += [f"  {line}" for line in refused] or ["  every pure profile is an equilibrium."]
    return lines


def _refusal(game: StrategicGame, case: GameCase, cell: int) -> str:
    """Who gains by leaving the cell; empty if nobody does."""
    reasons = []
    for player, bit in ((0, 2), (1, 1)):
        other = cell ^ bit
        if Order(player, other, ">", cell) in case.orders:
            gain = simplest(game.payoffs[player][other] - game.payoffs[player][cell])
            label = game.actions[player][int(bool(other & bit))]
            reasons.append(f"{game.players[player]} would gain {text(gain)} by {label}")
    return f"{cell_name(game, cell)}: {', '.join(reasons)}." if reasons else ""


def conditional_refusals(answer: ConditionalEquilibria) -> list[str]:
    """What each action that is not played would gain, which must not be positive."""
    lines = []
    for own in answer.equilibria[:MOST] or ([answer.candidate] if answer.candidate else []):
        gains = [
            f"{gain.player} {text(gain.gain)} by {gain.action}"
            for gain in deviations(answer.game, own.profile)
            if gain.gain != 0
        ]
        lines.append(f"{profile_text(answer.game, own.profile)}. Gains: {', '.join(gains) or 'none'}.")
    return lines or ["No pure profile is ever an equilibrium."]


def classification_latex(answer: Classification) -> str:
    """The table of names and equilibria for a paper, formulas in mathematics.

    >>> from games.solvers.two_by_two import classify
    >>> game = StrategicGame.from_arrays([[1, 0], [0, "b"]], [[1, 0], [0, "b"]], assumptions=["b < 0"])
    >>> print(classification_latex(classify(game)))
    \\begin{tabular}{llll}
    if & game & 1 & 2 \\\\ \\hline
    always & harmony & 1 & 1 \\\\
    \\end{tabular}
    """
    from games.show.latex import escape, relation_latex, scalar_latex

    def strategy(player: int, weights: Sequence[Scalar]) -> str:
        played = [(label, own) for label, own in zip(answer.game.actions[player], weights, strict=True) if own != 0]
        if len(played) == 1:
            return escape(played[0][0])
        return f"{escape(played[0][0])} ${scalar_latex(played[0][1])}$, else {escape(played[1][0])}"

    rows = []
    for case in answer.cases:
        lead = [", ".join(f"${relation_latex(own)}$" for own in case.assume) or "always", escape(case.game)]
        for component in case.components:
            mixed = [" to ".join(strategy(i, own) for own in listed) for i, listed in enumerate(component.strategies)]
            rows.append(f"{' & '.join([*lead, *mixed])} \\\\")
            lead = ["", ""]
    head = " & ".join(["if", "game", *map(escape, answer.game.players)])
    return "\n".join([r"\begin{tabular}{llll}", rf"{head} \\ \hline", *rows, r"\end{tabular}"])
