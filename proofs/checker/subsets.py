"""All maximal Nash subsets of a complete list of extreme equilibria.

A maximal Nash subset is a set Y of partners common to some x, with all x that have them. Each N(x), the partners of one x, must be
listed, and each intersection of a listed Y with an N(x): then, one x at a time, every intersection is.
"""

from __future__ import annotations

from proofs.checker.kernel import refuse
from proofs.checker.work import spend
from proofs.claims import ExtremeEquilibriaAre


def check_subsets(claim: ExtremeEquilibriaAre) -> None:
    """The subsets are those with a set of common partners: each N(x), and closed under intersection with each N(x)."""
    partners: dict[int, frozenset[int]] = {}
    for x, y in claim.pairs:
        partners[x] = partners.get(x, frozenset()) | {y}
    listed = {}
    for place, (xs, ys) in enumerate(claim.subsets):
        common = frozenset(ys)
        spend(1 + len(partners))
        if (
            not ys
            or list(ys) != sorted(common)
            or list(xs) != sorted(x for x, own in partners.items() if common <= own)
        ):
            refuse(f"subsets, {place + 1}", f"{(xs, ys)}", "all who have these partners in common")
        if not xs or common != frozenset.intersection(*(partners[x] for x in xs)):
            refuse(f"subsets, {place + 1}", f"the partners {ys}", "all that these have in common")
        listed[common] = place
    if len(listed) != len(claim.subsets):
        refuse("subsets", "one that stands twice", "each once")
    for own in set(partners.values()):
        for common in (own, *(own & other for other in listed)):
            spend(1)
            if common and common not in listed:
                refuse(
                    "subsets",
                    f"a maximal Nash subset that is not listed, with the partners {sorted(common)}",
                    "all of them",
                )
