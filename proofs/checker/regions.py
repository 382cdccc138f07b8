"""Cases that cover what a game assumes and do not overlap.

Each condition of a case says which signs a polynomial may have. The checker walks all ways to choose signs that satisfy no case, one
polynomial after another; what the assumptions do not exclude word for word must be refuted. Two cases are disjoint where they leave
one polynomial no common sign; otherwise that they hold together must be refuted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from games.core.strategic import StrategicGame
from games.exact import Relation
from proofs.checker.kernel import Hypothesis, Polynomial
from proofs.checker.nash import assumptions
from proofs.checker.obligations import Obligations, join, lemmas, nonzero
from proofs.checker.reading import Reader, show
from proofs.checker.setting import Given
from proofs.checker.work import MAX_CHOICES, within
from proofs.checker.worth import sign_of

Allowed = frozenset[int]
Known = Mapping[Polynomial, Allowed]
ANY: Allowed = frozenset({-1, 0, 1})
SIGNS = {
    "<": frozenset({-1}),
    "<=": frozenset({-1, 0}),
    "=": frozenset({0}),
    ">=": frozenset({0, 1}),
    ">": frozenset({1}),
    "!=": frozenset({-1, 1}),
}


def partition(game: StrategicGame, cases: Sequence[tuple[Relation, ...]]) -> Obligations:
    """That the cases cover what the game assumes and that no two of them overlap."""
    read = Reader()
    assumed = assumptions(game, read)
    told = [_conditions(case, read) for case in cases]
    given = (*assumed, *read.definitions)
    known = _known(given)
    parts: list[Obligations] = [lemmas(read.lemmas, assumed)]
    parts += [nonzero(p, given, "denominator") for p in read.denominators]
    for number, outside in enumerate(_outside(told, known, {}), 1):
        within(number, MAX_CHOICES, "ways to lie outside all cases")
        parts.append({f"cases cover, outside {_text(outside)}": (*given, *_hypotheses(outside))})
    for (first, one), (second, other) in combinations(enumerate(told, 1), 2):
        both = _joint(one, other)
        if all(both.values()) and not any(not (both[p] & known.get(p, ANY)) for p in both):
            parts.append({f"cases {first} and {second} are disjoint": (*given, *_hypotheses(both))})
    return join(*parts)


def _conditions(case: Sequence[Relation], read: Reader) -> Known:
    """The signs that each polynomial may have in the case."""
    found: dict[Polynomial, Allowed] = {}
    for relation in case:
        p, turned = normal(sign_of(read(relation.left) - read(relation.right)))
        signs = SIGNS[relation.op]
        allowed = frozenset(-own for own in signs) if turned else signs
        found[p] = found.get(p, ANY) & allowed
    return found


def normal(p: Polynomial) -> tuple[Polynomial, bool]:
    """The polynomial over a number that makes its first coefficient 1, and whether that turned its sign."""
    if p.is_zero:
        return p, False
    first = p.terms[min(p.terms)]
    return p * (1 / first), first < 0


def _known(given: Given) -> Known:
    """What the hypotheses say word for word; of a number, its sign."""
    found: dict[Polynomial, Allowed] = {}
    for hypothesis in given:
        p, turned = normal(hypothesis.polynomial)
        signs = SIGNS[hypothesis.kind.replace("=0", "=").replace(">0", ">")]
        found[p] = found.get(p, ANY) & (frozenset(-own for own in signs) if turned else signs)
    return found


def _possible(p: Polynomial, known: Known, chosen: Known) -> Allowed:
    if p.value is not None:
        return frozenset({(p.value > 0) - (p.value < 0)})
    return known.get(p, ANY) & chosen.get(p, ANY)


def _outside(cases: Sequence[Known], known: Known, chosen: Known) -> Iterator[Known]:
    """Signs that leave no case possible, as far as they had to be chosen."""
    live = [case for case in cases if all(_possible(p, known, chosen) & signs for p, signs in case.items())]
    open_ones = [[p for p, signs in case.items() if not _possible(p, known, chosen) <= signs] for case in live]
    if not all(open_ones):
        return
    if not live:
        yield chosen
        return
    p, case = open_ones[0][0], live[0]
    possible = _possible(p, known, chosen)
    for part in (possible & case[p], possible - case[p]):
        yield from _outside(live, known, {**chosen, p: part})


def _joint(one: Known, other: Known) -> dict[Polynomial, Allowed]:
    return {p: _possible(p, one, other) for p in (*one, *other)}


def _hypotheses(signs: Known) -> Given:
    found = []
    for p, allowed in signs.items():
        match sorted(allowed):
            case [1]:
                found.append(Hypothesis(p, ">0"))
            case [-1]:
                found.append(Hypothesis(-p, ">0"))
            case [0]:
                found.append(Hypothesis(p, "=0"))
            case [0, 1]:
                found.append(Hypothesis(p, ">=0"))
            case [-1, 0]:
                found.append(Hypothesis(-p, ">=0"))
            case [-1, 1]:
                found.append(Hypothesis(p * p, ">0"))
    return tuple(found)


_WORDS = {(1,): "> 0", (-1,): "< 0", (0,): "= 0", (0, 1): ">= 0", (-1, 0): "<= 0", (-1, 1): "!= 0"}


def _text(signs: Known) -> str:
    return " and ".join(f"{show(p)} {_WORDS[tuple(sorted(own))]}" for p, own in signs.items()) or "everything"
