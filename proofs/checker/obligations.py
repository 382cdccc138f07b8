"""What must be shown for a claim: named conjunctions of hypotheses, each of which a certificate must refute.

A claim with symbols is a finite list of statements "under these hypotheses, p >= 0" (or p > 0, or p is not zero); each becomes the
obligation to refute the hypotheses together with its negation. What is decided at once leaves no obligation: constants, and
what stands among the hypotheses word for word. Names say what is shown and are the same for the same claim.

`equilibrium_iff` is the whole of a profile over time: its domain, that it is an equilibrium on a region, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from math import prod

from games.core.automaton import Automaton, Machines
from games.core.dynamic import DynamicGame
from games.exact import Relation
from proofs.checker.kernel import Hypothesis, Polynomial, Refutation, refuse, refutes
from proofs.checker.reading import Lemma, show
from proofs.checker.setting import Given, Region, Setting, setting
from proofs.checker.work import MAX_CHOICES, within
from proofs.checker.worth import Deviation
from proofs.witness import Evidence

Obligations = dict[str, Given]
Finding = tuple[int, Obligations]
"""What a verifier returns: how many steps it verified itself, and what is left to be refuted."""


def positive(p: Polynomial, given: Given, where: str, *, strict: bool = False) -> Obligations:
    """That p >= 0, or p > 0 if `strict`, wherever the hypotheses hold."""
    value = p.value
    if value is not None:
        if value < 0 or (strict and value == 0):
            refuse(where, str(value), "more than 0" if strict else "at least 0")
        return {}
    known = {Hypothesis(p, ">0")} if strict else {Hypothesis(p, ">0"), Hypothesis(p, ">=0"), Hypothesis(p, "=0")}
    if known & set(given):
        return {}
    name = f"{show(p)} {'>' if strict else '>='} 0"
    return {name: (*given, Hypothesis(-p, ">=0" if strict else ">0"))}


def nonzero(p: Polynomial, given: Given, where: str) -> Obligations:
    """That p is nowhere zero where the hypotheses hold."""
    if p.value is not None:
        return {} if p.value else refuse(where, "0", "a number other than 0")
    if {Hypothesis(p, ">0"), Hypothesis(-p, ">0")} & set(given):
        return {}
    return {f"{show(p)} != 0": (*given, Hypothesis(p, "=0"))}


def join(*parts: Obligations) -> Obligations:
    """All obligations; of two with one name the first stands, which must be the one with fewer hypotheses."""
    found: Obligations = {}
    for part in parts:
        for name, given in part.items():
            if not set(found.setdefault(name, given)) <= set(given):
                refuse(f'obligation "{name}"', "two versions", "one that implies the other")
    return found


def named(prefix: str, obligations: Obligations) -> Obligations:
    """The obligations with a prefix to their names."""
    return {f"{prefix}: {name}": given for name, given in obligations.items()}


def discharge(obligations: Mapping[str, Given], refutations: Mapping[str, Refutation]) -> int:
    """Refuse unless the refutations refute the obligations, name by name; returns how many."""
    for name in refutations:
        if name not in obligations:
            refuse(f'refutation "{name}"', "no such obligation", f"one of {len(obligations)}")
    for name, given in obligations.items():
        if name not in refutations:
            refuse(f'obligation "{name}"', "no refutation", "one")
        refutes(given, refutations[name])
    return len(obligations)


def lemmas(lemmas: Iterable[Lemma], assumed: Given) -> Obligations:
    """That roots and extremes are what they were read as."""
    parts = []
    for lemma in lemmas:
        known = (*assumed, *lemma.known)
        shown = nonzero if lemma.kind == "!=0" else positive
        parts.append(named("lemma", shown(lemma.polynomial, known, lemma.where)))
    return join(*parts)


def domain(here: Setting) -> Obligations:
    """That all numbers are defined, probabilities and discount factors are such, and values are what they should be."""
    return join(
        lemmas(here.lemmas, here.assumed),
        *(nonzero(p, here.given, "denominator") for p in here.nonzero),
        *(positive(p, here.given, name) for name, p in here.nonnegative),
        *(positive(p, here.given, name, strict=True) for name, p in here.below_one),
        *(nonzero(p, here.finite, "denominator of the values") for p in here.denominators),
        *(positive(p, here.finite, "factor of a slack", strict=True) for p in here.factors),
    )


def sufficient(here: Setting) -> Obligations:
    """That the profile is an equilibrium on each part of the region."""
    found: Obligations = {}
    for number, conjunction in enumerate(here.region, 1):
        inside = (*here.given, *(own for holds, _ in conjunction for own in holds))
        finite = (*inside, *(Hypothesis(p, ">0") for p in here.convergent))
        part = join(
            *(positive(p, inside, "convergence", strict=True) for p in here.convergent),
            *(positive(core, finite, f"slack of {', '.join(who)}") for who, core in here.cores.items()),
        )
        found |= named(f"on part {number}", part)
    return found


def necessary(here: Setting) -> Obligations:
    """That the profile is no equilibrium anywhere else; what is then lost by a deviation must be lost where it can be made."""
    used = {deviation: core for deviation, core in here.cores.items() if core.value is None or core.value < 0}
    cores = dict.fromkeys(used.values())
    equilibrium = (*here.finite, *(Hypothesis(core, ">=0") for core in cores))
    choices = [
        [
            (f"{part}.{number}", fails)
            for number, (holds, fails) in enumerate(conjunction, 1)
            if not set(holds) <= set(here.given)
        ]
        for part, conjunction in enumerate(here.region, 1)
    ]
    within(prod(map(len, choices)), MAX_CHOICES, "ways to lie outside the region")
    outside = {
        f"outside {' and '.join(name for name, _ in choice) or 'everything'}": (
            *equilibrium,
            *(own for _, fails in choice for own in fails),
        )
        for choice in product(*choices)
    }
    return join(outside, reached(here, used)) if outside else {}


def reached(here: Setting, deviations: Iterable[Deviation]) -> Obligations:
    """That some history leads to where each of the deviations can be made."""
    chances = dict.fromkeys(chance for own in deviations for chance in here.chances[own])
    return join(*(positive(chance, here.given, "chance", strict=True) for chance in chances))


def equilibrium_iff(
    game: DynamicGame,
    profile: Automaton | Machines,
    hypotheses: Iterable[Relation],
    region: Region,
    evidence: Evidence,
) -> Obligations:
    """All that must be refuted for: under the hypotheses, the profile is an equilibrium exactly on the region.

    The hypotheses must include what bounds a symbolic discount factor. Raises InvalidCertificate if the evidence is wrong.
    """
    here = setting(game, profile, hypotheses, evidence, region)
    return join(domain(here), sufficient(here), necessary(here))
