"""Backward induction with symbols: all pure subgame-perfect equilibria, by cases of the symbols.

Definition   As `games.solvers.backward_induction`, at each admissible value of the symbols.
Algorithm    1. Walk the tree as with numbers. Where the order of two payoffs is not the same for all admissible values, split on the
                sign of their difference (or its first factor of unknown sign), and begin anew in each case not proved empty.
             2. In a case every comparison is decided, so the walk gives all equilibria there, payoffs as formulas.
             3. Cases that differ in one sign and have the same equilibria become one, conditions that others imply go
                (`games.solvers.joining`).
Evidence     The parts before they are joined, with the sign of each comparison made in them; `proofs.certify` needs no z3.
Not here     Information sets of several nodes: put numbers in.
"""

from __future__ import annotations

import time
from fractions import Fraction

from games.core.extensive import ExtensiveGame
from games.core.extensive_solution import TreeCase, TreeCases, TreeLeaf
from games.core.solution import Status
from games.errors import LimitReached, Unsupported
from games.exact import Relation, Scalar, fraction_parts, is_number, text
from games.solvers.backward_induction import MOST, Found, induced
from games.solvers.clock import Clock
from games.solvers.joining import joined_alike, readable
from games.solvers.payoff_signs import Split, branches_of, without_extremes
from games.solvers.signs import Ambiguous, Signs, require_consistent

MOST_CASES = 300
ZERO = Fraction(0)


def tree_cases(game: ExtensiveGame, *, limit: int = MOST, time_limit: float | None = None) -> TreeCases:
    """All pure subgame-perfect equilibria of a game with perfect information, by cases of its symbols.

    `limit` bounds the equilibria of one case. Raises Unsupported without perfect information and where a payoff may be
    undefined, InvalidGame if the assumptions contradict one another, LimitReached for too many cases or too little time.

    >>> from games.core.extensive import Decision, Terminal
    >>> entry = ExtensiveGame.build(("entrant", "incumbent"), Decision("entrant", {
    ...     "out": Terminal(0, 2),
    ...     "in": Decision("incumbent", {"fight": Terminal(-1, "f"), "yield": Terminal(1, 1)})}))
    >>> for case in tree_cases(entry).cases:
    ...     print([own.text for own in case.assume], [[str(x) for x in own.payoffs] for own in case.equilibria])
    ['f > 1'] [['0', '2']]
    ['f = 1'] [['0', '2'], ['1', '1']]
    ['f < 1'] [['1', '1']]
    """
    if not game.perfect_information:
        own = next(own for own in game.information_sets if len(own.nodes) > 1)
        found = f'the information set "{own.label}" of {own.player} with {len(own.nodes)} nodes'
        raise Unsupported("tree_cases", found, "perfect information", "Put values in for the symbols.")
    deadline = None if time_limit is None else time.monotonic() + time_limit
    chances = {p for node in game.nodes for p in node.probabilities if not is_number(p)}
    signs = Signs((*game.assumptions, *(Relation(p, ">=", ZERO) for p in sorted(chances, key=text))), deadline)
    require_consistent(signs)
    _require_defined(game, signs)
    cases: list[TreeCase] = []
    leaves: list[TreeLeaf] = []
    left: list[tuple[Relation, ...]] = [()]
    while left:
        if len(cases) + len(left) > MOST_CASES:
            raise LimitReached("tree_cases", f"more than {MOST_CASES} cases", "fewer", "Assume more, or put values in.")
        assume = left.pop()
        here = signs.given(assume)
        try:
            case, leaf = _case(game, assume, here, limit)
            cases.append(case)
            leaves.append(leaf)
        except (Ambiguous, Split) as split:
            left += [(*assume, own) for own in reversed(branches_of(split)) if not here.excludes(own)]
    fewer = tuple(readable(case) for case in joined_alike(cases, _together, signs))
    engines = ("z3",) if game.symbols else ("exact arithmetic",)
    return TreeCases(game, fewer, Status.DECIDED, engines, leaves=tuple(leaves))


def _case(game: ExtensiveGame, assume: tuple[Relation, ...], signs: Signs, limit: int) -> tuple[TreeCase, TreeLeaf]:
    """The equilibria where all comparisons are decided; raises Ambiguous where one is not."""

    asked: dict[tuple[Scalar, Scalar], int] = {}

    def at_most(left: Scalar, right: Scalar) -> bool:
        if is_number(left) and is_number(right):
            return bool(left <= right)
        if (left, right) not in asked:
            ((one, other),) = without_extremes(((left, right),), signs)
            asked[left, right] = signs.compare(one, other)
        return asked[left, right] <= 0

    found = induced(game, Found(at_most=at_most), limit, Clock()).equilibria
    return TreeCase(assume, found), TreeLeaf(assume, tuple((*pair, sign) for pair, sign in asked.items()))


def _together(one: TreeCase, other: TreeCase, assume: tuple[Relation, ...]) -> TreeCase | None:
    return TreeCase(assume, one.equilibria) if set(one.equilibria) == set(other.equilibria) else None


def _require_defined(game: ExtensiveGame, signs: Signs) -> None:
    for value in (value for node in game.nodes for value in (*node.payoffs, *node.probabilities)):
        if is_number(value):
            continue
        denominator = fraction_parts(value)[1]
        if not is_number(denominator) and not signs.excludes(Relation(denominator, "=", ZERO)):
            where = f"{text(value)}"
            remedy = f'Assume the sign of {text(denominator)}, for instance assume "{text(denominator)} > 0".'
            raise Unsupported(where, "a denominator that may be zero", "one of known sign", remedy)
