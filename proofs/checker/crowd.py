"""All symmetric equilibria of an anonymous game with two actions and very many players, numbers only: from signs at a few points.

Definition   As in `symmetric`: G(p) = sum_k C(N, k) p^k (1-p)^(N-k) g_k with the gains g_0 ... g_N.
Evidence     G has at most as many roots in (0, 1), by multiplicity, as g changes sign (Descartes); next to 0 and 1 it has the signs of the
             first and the last g_k that is not 0. Without turns: G alternates at the points that often, so one simple root lies between
             neighbours. With turns: that is shown so for the last of G, G', G'' ... (their coefficients are, up to a positive factor,
             differences of g). Each of its roots lies in one of the turns, at whose ends its sign differs, and within which the function
             before it in this row keeps its sign: |value| > (degree) * (largest difference) * (width). That function is monotone
             between turns, so signs there tell all its roots. And so on, down to G.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from proofs.checker.binomial import least_mean, sign_of_mean
from proofs.checker.counts import number_of_players
from proofs.checker.estimates import Estimates
from proofs.checker.kernel import refuse
from proofs.checker.numbers import Numbers, gains_of
from proofs.checker.obligations import Finding
from proofs.checker.sturm import check_sturm
from proofs.checker.symmetric import check_symmetric, exactly, following, sign_at
from proofs.checker.work import within
from proofs.claims import SymmetricEquilibriaAre, SymmetricPoint
from proofs.witness import RootsWitness, SignsWitness, SturmWitness, SymmetricWitness

MAX_TURNS, MAX_EXACT = 5, 20_000
"""How often G may be differentiated; up to how many others a rational root is verified by writing G out."""
ZERO, ONE, HALF = Fraction(0), Fraction(1), Fraction(1, 2)

Between = tuple[Fraction, Fraction]


def check_all_symmetric(claim: SymmetricEquilibriaAre, witness: RootsWitness) -> Finding:
    """The list holds exactly the equilibria, by the way of counting that the witness is made for."""
    match witness:
        case SymmetricWitness():
            return check_symmetric(claim, witness)
        case SturmWitness():
            return check_sturm(claim, witness)
        case SignsWitness():
            return check_crowd(claim, witness)
    refuse("witness", type(witness).__name__, "splits, points with turns, or Sturm's theorem")


def check_crowd(claim: SymmetricEquilibriaAre, witness: SignsWitness) -> Finding:
    """The list holds exactly the equilibria, in increasing order, with their stability."""
    gains, rest = gains_of(claim.game, number_of_players(claim.game)), list(claim.equilibria)
    if claim.continuum is not None:
        refuse("continuum", f"from {claim.continuum[0]} to {claim.continuum[1]}", "none")
    if not any(own for _, _, own in gains.runs):
        refuse("equilibria", f"a list of {len(rest)}", "the continuum, shown by splits: the gain is 0 everywhere")
    first, last = gains.runs[0][2], gains.runs[-1][2]
    if first <= 0:
        exactly(rest, ZERO, first < 0)
    pieces = _pieces(gains, witness)
    for piece in pieces:
        _inside(rest, gains, piece)
    if last >= 0:
        exactly(rest, ONE, last > 0)
    if rest:
        refuse("equilibria", rest[0].text, "only equilibria, in increasing order")
    return len(gains.runs) + len(pieces) + len(claim.equilibria), {}


def _pieces(gains: Numbers | Estimates, witness: SignsWitness) -> list[Between]:
    """Intervals that hold one simple root of G each, and all of them."""
    within(len(witness.turns), MAX_TURNS, "derivatives")
    rows: list[Numbers | Estimates] = [gains]
    for _ in witness.turns:
        rows.append(rows[-1].steps())
    pieces = _alternating(rows[-1], witness.points)
    for (values, slopes), turns in zip(reversed(list(pairwise(rows))), witness.turns, strict=True):
        pieces = _between_turns(values, slopes, pieces, turns)
    return pieces


def _alternating(values: Numbers | Estimates, points: Sequence[Fraction]) -> list[Between]:
    signs = [own for _, _, own in values.runs if own]
    changes = sum(a != b for a, b in pairwise(signs))
    stops = [ZERO, *points, ONE]
    if any(a >= b for a, b in pairwise(stops)) or len(points) != max(changes - 1, 0):
        refuse("points", f"{len(points)} of them", f"{max(changes - 1, 0)} increasing points of (0, 1)")
    for number, point in enumerate(points):
        expected = signs[0] * (-1) ** (number + 1)
        if sign_of_mean(values, point) != expected:
            refuse("points", f"the point {point}", "signs that alternate")
    return list(pairwise(stops)) if changes else []


def _between_turns(
    values: Numbers | Estimates, slopes: Numbers | Estimates, pieces: Sequence[Between], turns: Sequence[Between]
) -> list[Between]:
    """Where the values have their roots, the turns being the roots of the slopes, one in each piece."""
    if len(turns) != len(pieces):
        refuse("turns", f"{len(turns)} of them", f"{len(pieces)}")
    signs = [_next_to_end(values, low=True)]
    for (lo, hi), (left, right) in zip(turns, pieces, strict=True):
        if not max(left, ZERO) <= lo < hi <= right or lo == 0 or hi == 1:
            refuse("turns", f"{lo} to {hi}", f"bounds between {left} and {right}")
        if sign_of_mean(slopes, lo) * sign_of_mean(slopes, hi) != -1:
            refuse("turns", f"{lo} to {hi}", "slopes of opposite signs at the two ends")
        if least_mean(values, lo) <= (values.size - 1) * slopes.bound * (hi - lo):
            refuse("turns", f"{lo} to {hi}", "bounds so narrow that the sign stays the same within")
        signs.append(sign_of_mean(values, lo))
    signs.append(_next_to_end(values, low=False))
    stops = [(ZERO, ZERO), *turns, (ONE, ONE)]
    crossings = zip(pairwise(stops), pairwise(signs), strict=True)
    return [(before[1], after[0]) for (before, after), (one, two) in crossings if one * two < 0]


def _next_to_end(values: Numbers | Estimates, *, low: bool) -> int:
    signs = [own for _, _, own in values.runs if own]
    return signs[0 if low else -1] if signs else 0


def _inside(rest: list[SymmetricPoint], gains: Numbers | Estimates, piece: Between) -> None:
    """Match the one root inside a piece."""
    where = f"between {piece[0]} and {piece[1]}"
    falls = (_next_to_end(gains, low=True) if piece[0] == 0 else sign_of_mean(gains, piece[0])) > 0
    point = following(rest, where, falls)
    if isinstance(point.at, Fraction):
        if not piece[0] < point.at < piece[1] or not _vanishes(gains, point.at):
            refuse("equilibria", point.text, f"the root {where}")
        return
    if not isinstance(point.at, tuple):
        refuse("equilibria", point.text, "rational bounds")
    lo, hi = point.at
    if not piece[0] <= lo < hi <= piece[1] or lo == 0 or hi == 1:
        refuse("equilibria", point.text, where)
    if sign_of_mean(gains, lo) * sign_of_mean(gains, hi) != -1:
        refuse("equilibria", point.text, "a gain of opposite signs at the two ends")


def _vanishes(gains: Numbers | Estimates, p: Fraction) -> bool:
    """Whether G(p) = 0: by symmetry, or written out."""
    if not isinstance(gains, Numbers):
        refuse("equilibria", str(p), "bounds: payoffs are too long to be written out")
    if p == HALF and gains.odd():
        return True
    within(gains.size, MAX_EXACT, "players for a rational root")
    return sign_at(tuple(gains.entries()), p) == 0
