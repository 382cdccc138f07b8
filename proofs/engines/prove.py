"""From a theorem to its proof: a counterexample, or a certificate that the checker accepts, and a judgement on each assumption.

Steps  1. Look for a point where the theorem is false (`proofs.engines.truth`, z3). A point found is evaluated exactly by the
          definitions; if the theorem is false there it is refuted, and the point is the counterexample.
       2. Otherwise write down what has to be refuted, find a combination for each obligation (`proofs.engines.krivine`) and
          let the checker decide. Accepted: proved. No combination found: decided by z3, or unknown if z3 gave up.
       3. Leave out each assumption in turn and look again: needed, with the counterexample; redundant; or undecided.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from games.core.solution import Status
from games.errors import ComarcaError
from games.exact import Relation, Scalar, exact, is_number, text, to_sympy
from proofs.certificate import Certificate
from proofs.checker import Verdict, check, left_to_refute
from proofs.checker.kernel import Refutation
from proofs.statements import (
    CountEquilibriumIff,
    DominantIff,
    EquilibriumIff,
    InductiveEquilibriumIff,
    Part,
    SomeEquilibriumIff,
    Theorem,
    relations_of,
)
from proofs.witness import Branch, Evidence, TheoremWitness

if TYPE_CHECKING:
    from games.solvers.reals import Statement

TIMEOUT_MS = 4_000
SECONDS = 10.0
"""Longest search for one refutation."""

Point = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What leaving out an assumption does: `verdict` is "needed" (then `counterexample` shows it), "redundant" or "undecided".

    At the counterexample the theorem is false or, if `meaningless`, one of its expressions is not defined.
    """

    assumption: Relation
    verdict: str
    counterexample: Point | None = None
    meaningless: bool = False

    def __str__(self) -> str:
        if self.counterexample is None:
            return f"{self.assumption.text}: {self.verdict}"
        how = "undefined" if self.meaningless else "false"
        return f"{self.assumption.text}: {self.verdict}, else {how} at {point_text(self.counterexample)}"


@dataclass(frozen=True, slots=True)
class Proof:
    """How far a theorem is shown: PROVED with its certificate, DECIDED by the engines, REFUTED with a counterexample, UNKNOWN."""

    theorem: Theorem
    status: Status
    engines: tuple[str, ...]
    seconds: float
    certificate: Certificate | None = None
    verdict: Verdict | None = None
    counterexample: Point | None = None
    assumptions: tuple[Judgement, ...] = ()
    reason: str = ""

    def __str__(self) -> str:
        at = f" at {point_text(self.counterexample)}" if self.counterexample is not None else ""
        because = f" ({self.reason})" if self.reason else ""
        return "\n  ".join([f"{self.theorem.id}: {self.status}{at}{because}", *map(str, self.assumptions)])


def prove(*theorems: Theorem, judge: bool = True) -> tuple[Proof, ...]:
    """Prove or refute theorems for all values of their variables; with `judge`, also judge each assumption.

    >>> from proofs.theorems import theorem
    >>> print(*prove(theorem("co-financing/dominant")))
    co-financing/dominant: proved
    """
    return tuple(prove_theorem(own, judge=judge) for own in theorems)


def prove_theorem(theorem: Theorem, *, judge: bool = True) -> Proof:
    """Prove or refute one theorem."""
    begun = time.monotonic()
    if is_vacuous(theorem):
        reason = "the assumptions contradict one another: the theorem speaks of nothing"
        return Proof(theorem, Status.UNKNOWN, ("z3",), time.monotonic() - begun, reason=reason)
    decided, point = find_counterexample(theorem, theorem.hypotheses)
    if point is not None:
        return Proof(theorem, Status.REFUTED, ("z3",), time.monotonic() - begun, counterexample=point)
    certificate, verdict, reason = certificate_of(theorem)
    proved = verdict is not None and verdict.accepted
    status = Status.PROVED if proved else Status.DECIDED if decided else Status.UNKNOWN
    engines = ("krivine", "z3") if decided else ("krivine",) if proved else ()
    judged = tuple(_judge(theorem, number) for number in range(len(theorem.assumptions))) if judge else ()
    seconds = time.monotonic() - begun
    return Proof(theorem, status, engines, seconds, certificate, verdict, None, judged, "" if proved else reason)


def is_vacuous(theorem: Theorem) -> bool:
    """Whether nothing satisfies the theorem's assumptions, so that it would be true for no good reason."""
    from games.solvers.reals import Unsatisfiable, decide

    return isinstance(decide(theorem.hypotheses, theorem.whole, TIMEOUT_MS), Unsatisfiable)


def find_counterexample(theorem: Theorem, hypotheses: Sequence[Relation]) -> tuple[bool, Point | None]:
    """Whether the engine excludes that a part fails under the hypotheses, and a point where one is seen to fail.

    (True, None): none is false anywhere. (False, point): false there, by exact evaluation. (False, None): not decided.
    """
    from games.solvers.reals import Satisfiable, Unsatisfiable, decide
    from proofs.engines.truth import falsity, is_false_at, step_fails

    excluded = True
    for part in theorem.parts:
        answer = decide([*hypotheses, falsity(part)], theorem.whole, TIMEOUT_MS)
        if isinstance(answer, Satisfiable):
            point = {name: own for name, own in answer.values.items() if isinstance(own, Fraction) and name != "k"}
            if answer.is_rational and is_false_at(part, point):
                return False, point
        excluded = excluded and isinstance(answer, Unsatisfiable)
        if isinstance(part, InductiveEquilibriumIff):
            step: Statement = step_fails(part)
            excluded = excluded and isinstance(decide([*hypotheses, step], theorem.whole, TIMEOUT_MS), Unsatisfiable)
    return excluded, None


def certificate_of(theorem: Theorem) -> tuple[Certificate | None, Verdict | None, str]:
    """The theorem's certificate with the checker's verdict; or None and the reason why none was found."""
    from proofs.engines.krivine import find_refutation

    try:
        written = Certificate.from_json(Certificate(theorem, witness_of(theorem)).to_json())
        found: dict[str, Refutation] = {}
        for name, hypotheses in left_to_refute(written.claim, written.witness).items():
            refutation = find_refutation(hypotheses, seconds=SECONDS)
            if refutation is None:
                return None, None, f'no certificate: no combination found for "{name}"'
            found[name] = refutation
        certificate = replace(written, witness=replace(cast(TheoremWitness, written.witness), refutations=found))
    except ComarcaError as error:
        return None, None, f"no certificate: {error}"
    verdict = check(certificate)
    return (certificate if verdict.accepted else None), verdict, verdict.reason


def witness_of(theorem: Theorem) -> TheoremWitness:
    """Evidence and branches for each part; the refutations are left to be found."""
    shown = [_evidence(part, theorem.hypotheses) for part in theorem.parts]
    branches = [_branches(part, theorem.hypotheses) for part in theorem.parts]
    return TheoremWitness(tuple(shown), tuple(branches))


def _evidence(part: Part, hypotheses: Sequence[Relation]) -> tuple[Evidence, ...]:
    from proofs.engines.evidence import evidence

    match part:
        case EquilibriumIff() | SomeEquilibriumIff():
            return (evidence(part.game, part.profile, hypotheses),)
        case InductiveEquilibriumIff():
            base = evidence(part.base, part.base_profile, hypotheses)
            return base, evidence(part.step, part.step_profile, (*hypotheses, part.invariant))
        case _:
            return ()


def _branches(part: Part, hypotheses: Sequence[Relation]) -> tuple[Branch, ...]:
    """Extremes in payoffs by count that always equal one of their arguments."""
    found: dict[Scalar, Branch] = {}
    for payoff, known in _payoffs_by_count(part, hypotheses):
        for extreme, branch in _certain_extremes(payoff, known):
            found.setdefault(extreme, branch)
    return tuple(found.values())


def _payoffs_by_count(part: Part, hypotheses: Sequence[Relation]) -> list[tuple[Scalar, tuple[Relation, ...]]]:
    given = tuple(hypotheses)
    places: list[tuple[Scalar, tuple[Relation, ...]]] = []
    match part:
        case CountEquilibriumIff():
            if part.count != 0:
                places.append((part.count - 1, given))
            if part.count != part.game.players:
                places.append((part.count, given))
        case DominantIff():
            symbol = exact("k", "count")
            for first, last in part.ranges:
                places += [(first, given), (last, given)]
                if first != last:
                    run = (Relation(symbol, ">=", first), Relation(symbol, "<=", last))
                    places.append((symbol, (*given, *run)))
        case _:
            return []
    return [(part.game.payoff_at(action, place), known) for place, known in places for action in (0, 1)]


def _certain_extremes(payoff: Scalar, known: Sequence[Relation]) -> list[tuple[Scalar, Branch]]:
    import sympy

    from games.solvers.signs import Signs

    if is_number(payoff):
        return []
    signs, found = Signs(known), []
    for extreme in sorted(to_sympy(payoff).atoms(sympy.Max, sympy.Min), key=sympy.default_sort_key):
        beats = ">=" if isinstance(extreme, sympy.Max) else "<="
        for chosen in extreme.args:
            rivals = [Relation(exact(chosen), beats, exact(own)) for own in extreme.args if own != chosen]
            if all(signs.excludes(rival.negated()) for rival in rivals):
                found.append((extreme, Branch(extreme, exact(chosen))))
                break
    return found


def _judge(theorem: Theorem, number: int) -> Judgement:
    """Leave out one assumption: is the theorem then false, or without meaning, somewhere?"""
    assumption = theorem.assumptions[number]
    rest = (*theorem.domain, *(own for j, own in enumerate(theorem.assumptions) if j != number))
    decided, point = find_counterexample(theorem, rest)
    if point is not None:
        return Judgement(assumption, "needed", point)
    defined, point = _undefined_point(theorem, rest)
    if point is not None:
        return Judgement(assumption, "needed", point, meaningless=True)
    return Judgement(assumption, "redundant" if decided and defined else "undecided")


def _undefined_point(theorem: Theorem, hypotheses: Sequence[Relation]) -> tuple[bool, Point | None]:
    """Whether it is excluded that a relation of the statement is undefined, and a point where one is."""
    from games.solvers.reals import Satisfiable, Unsatisfiable, any_of, decide, undefined

    places = any_of(undefined(relation) for part in theorem.parts for relation in relations_of(part))
    answer = decide([*hypotheses, places], theorem.whole, TIMEOUT_MS)
    if isinstance(answer, Satisfiable) and answer.is_rational:
        return False, {name: own for name, own in answer.values.items() if isinstance(own, Fraction)}
    return isinstance(answer, Unsatisfiable), None


def point_text(point: Point) -> str:
    """A point as text: "c = 1, n = 2".

    >>> point_text({"n": Fraction(2), "c": Fraction(1, 2)})
    'c = 1/2, n = 2'
    """
    return ", ".join(f"{name} = {text(value)}" for name, value in sorted(point.items()))
