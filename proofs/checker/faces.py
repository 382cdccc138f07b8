"""All symmetric equilibria of an anonymous game, by the actions that are played; numbers only.

Definition   Everyone playing action i with probability p_i is an equilibrium iff the actions with p_i > 0 pay the same on average, and
             no other pays more. With u_j the forms of expected payoffs on the simplex of a support (`forms`): u_0 - u_j = 0 for its
             other actions j, and u_0 - u_l >= 0 for every action l outside.
Evidence     One action: the payoffs themselves. More: the simplex is cut into parts, each settled by signs of Bernstein coefficients or
             by the equilibria of this support, one by one: `box` holds exactly one common root of the differences (`newton`), and the point
             itself, given exactly or within narrower bounds that hold exactly one too, is shown to be an equilibrium.
Parts        cut i j: halved amid the edge of corners i and j, first the part that keeps i.
             worse l: action l outside the support pays more throughout.  apart j: u_0 - u_j has one sign throughout.
             combined c: so has the sum of c_j (u_0 - u_j).  inside s: all corners lie in the box of equilibrium s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from proofs.checker.counts import has_symbols
from proofs.checker.forms import Form, Payoffs, coprime, forms_on, halves, in_proportion, less, sign_inside, whole
from proofs.checker.kernel import refuse
from proofs.checker.newton import Box, closed, one_root, value_at, value_on
from proofs.checker.obligations import Finding
from proofs.checker.replicator import check_stability
from proofs.checker.roots import common_divisor, count_roots
from proofs.checker.symmetric import power_basis
from proofs.checker.work import MAX_ACTIONS, spend, within
from proofs.claims import ProfilePoint, SymmetricProfilesAre
from proofs.witness import Face, FacesWitness

ZERO, ONE = Fraction(0), Fraction(1)


def check_faces(claim: SymmetricProfilesAre, witness: FacesWitness) -> Finding:
    """The list holds exactly the equilibria, support by support."""
    game = claim.game
    if has_symbols(game):
        refuse("payoffs", "symbols", "numbers")
    within(len(game.actions), MAX_ACTIONS, "actions")
    payoffs, rest, faces = Payoffs(game), list(claim.equilibria), list(witness.faces)
    steps = 0
    for size in range(1, len(game.actions) + 1):
        for support in combinations(range(len(game.actions)), size):
            points = [own for own in rest if _support(own) == support]
            if rest[: len(points)] != points:
                refuse("equilibria", "another order", "by support: fewer actions first, then in action order")
            rest = rest[len(points) :]
            if size == 1:
                _pure(payoffs, support[0], points)
            else:
                if not faces or faces[0].support != support:
                    refuse("faces", f"none for {[game.actions[own] for own in support]}", "one a support, in order")
                steps += _face(payoffs, faces.pop(0), points)
    if rest or faces:
        refuse("equilibria", rest[0].text if rest else "a face too many", "nothing beyond all supports")
    return steps + len(claim.equilibria), {}


def _support(point: ProfilePoint) -> tuple[int, ...]:
    return tuple(place for place, own in enumerate(point.probs) if own != ZERO)


def _pure(payoffs: Payoffs, action: int, points: Sequence[ProfilePoint]) -> None:
    """Whether everyone on one action is an equilibrium, and is listed then and only then."""
    others = tuple(payoffs.others * (place == action) for place in range(payoffs.actions))
    here = payoffs(action, others)
    holds = all(payoffs(other, others) <= here for other in range(payoffs.actions))
    expected = tuple(Fraction(int(place == action)) for place in range(payoffs.actions))
    if [own.probs for own in points] != [expected] * holds:
        refuse(f"action {action}", f"{len(points)} equilibria", f"{int(holds)}, with probability 1")
    strict = sum(payoffs(other, others) < here for other in range(payoffs.actions)) == payoffs.actions - 1
    if holds and points[0].stable not in (None, *[True] * strict):
        refuse("stable", points[0].text, "stable only if every deviation loses; otherwise left open")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the simplex: its corners, and the forms on it (differences within the support, then those outside by action)."""

    corners: tuple[tuple[Fraction, ...], ...]
    inner: tuple[Form, ...]
    outer: dict[int, Form]


def _face(payoffs: Payoffs, face: Face, points: Sequence[ProfilePoint]) -> int:
    support, forms = face.support, forms_on(payoffs, face.support)
    gaps = [less(forms[support[0]], forms[own]) for own in support[1:]]
    differences = [whole(own) for own in gaps]
    outside = {own: whole(less(forms[support[0]], forms[own])) for own in range(payoffs.actions) if own not in support}
    if len(face.boxes) != len(points):
        refuse("boxes", f"{len(face.boxes)}", f"{len(points)}, one an equilibrium")
    boxes = [
        closed(own) if len(own) == len(support) else refuse("box", f"{len(own)} bounds", "all") for own in face.boxes
    ]
    found = [_equilibrium(differences, outside, *own, support) for own in zip(boxes, points, strict=True)]
    for one, other in combinations(found, 2):
        if not any(a[1] < b[0] or b[1] < a[0] for a, b in zip(one, other, strict=True)):
            refuse("equilibria", f"{one}, {other}", "points that are told apart")
    corners = tuple(tuple(Fraction(int(a == b)) for a in range(len(support))) for b in range(len(support)))
    entries = iter(face.tree)
    together = in_proportion(gaps)
    for bounds, point in zip(found, points, strict=True):
        check_stability(point.stable, together, outside, bounds)
    steps = _settled(Part(corners, tuple(differences), outside), entries, boxes)
    if next(entries, None) is not None:
        refuse("tree", "entries beyond all parts", "one a part")
    return steps


def _equilibrium(
    differences: Sequence[Form], outside: dict[int, Form], box: Box, point: ProfilePoint, support: Sequence[int]
) -> Box:
    """The bounds of a listed point, once it is shown to be an equilibrium, and the only root in the box."""
    one_root(differences, box)
    probs = [point.probs[place] for place in support]
    exact = [own for own in probs if isinstance(own, Fraction)]
    bounds = tuple((own, own) if isinstance(own, Fraction) else own for own in probs)
    if len(exact) == len(probs):
        if sum(exact) != 1 or any(own <= 0 for own in exact) or any(value_at(form, exact) for form in differences):
            refuse("equilibria", point.text, "probabilities at which all played actions pay the same")
        worst = min((value_at(form, exact) for form in outside.values()), default=ZERO)
    elif exact:
        refuse("equilibria", point.text, "all numbers or all bounds")
    else:
        bounds = (_overlap(bounds[0], closed(bounds)[0]), *bounds[1:])
        one_root(differences, bounds)
        open_ones = [form for form in outside.values() if value_on(form, closed(bounds))[0] < 0]
        worst = ZERO if all(_tied(differences, form, bounds) for form in open_ones) else -ONE
    if worst < 0:
        refuse("equilibria", point.text, "no action that pays more")
    if any(not lo <= a <= b <= hi for (lo, hi), (a, b) in zip(box[1:], bounds[1:], strict=True)):
        refuse("equilibria", point.text, f"a point in the box {[f'{lo} to {hi}' for lo, hi in box]}")
    return bounds


def _tied(differences: Sequence[Form], form: Form, bounds: Box) -> bool:
    """Whether the form, too, vanishes at the one root between the bounds: on an edge, by a common divisor with that root."""
    if len(differences) > 1:
        return False
    rows = [power_basis([Fraction(own[k]) for k in sorted(own, key=lambda k: k[1])]) for own in (differences[0], form)]
    return count_roots(common_divisor(*rows), *bounds[1]) == 1


def _overlap(stated: tuple[Fraction, Fraction], implied: tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction]:
    """The bounds stated of the first probability, which must follow from those of the others."""
    if not stated[0] <= implied[0] or not implied[1] <= stated[1]:
        refuse("equilibria", f"bounds {stated[0]} to {stated[1]}", f"bounds around {implied[0]} to {implied[1]}")
    return stated


def _settled(part: Part, entries: Iterator[tuple[str, tuple[int, ...]]], boxes: Sequence[Box]) -> int:
    """Settle a part and all that it is cut into; returns how many entries that took."""
    todo, steps = [part], 0
    while todo:
        own, (kind, given) = todo.pop(), next(entries, ("", ()))
        steps += 1
        spend(10)
        if kind == "cut" and len(given) == 2 and 0 <= min(given) < max(given) < len(own.corners):
            todo += reversed(_cut(own, *given))
        elif not _holds(own, kind, given, boxes):
            refuse(f"part {steps}", f"{kind} {', '.join(map(str, given))}", "what settles it")
    return steps


def _holds(part: Part, kind: str, given: Sequence[int], boxes: Sequence[Box]) -> bool:
    reach = [tuple(int(own > 0) for own in corner) for corner in part.corners]
    if kind == "worse" and len(given) == 1 and given[0] in part.outer:
        return sign_inside(part.outer[given[0]], reach) < 0
    if kind == "apart" and len(given) == 1 and 0 <= given[0] < len(part.inner):
        return sign_inside(part.inner[given[0]], reach) != 0
    if kind == "combined" and len(given) == len(part.inner):
        keys = part.inner[0]
        total = {k: sum(c * form[k] for c, form in zip(given, part.inner, strict=True)) for k in keys}
        return sign_inside(coprime(total), reach) != 0
    if kind == "inside" and len(given) == 1 and 0 <= given[0] < len(boxes):
        box = boxes[given[0]]
        return all(
            lo <= own <= hi for corner in part.corners for (lo, hi), own in zip(box[1:], corner[1:], strict=True)
        )
    return False


def _cut(part: Part, i: int, j: int) -> tuple[Part, Part]:
    middle = tuple((a + b) / 2 for a, b in zip(part.corners[i], part.corners[j], strict=True))
    inner = [halves(form, i, j) for form in part.inner]
    outer = {own: halves(form, i, j) for own, form in part.outer.items()}
    sides = []
    for side, moved in ((0, j), (1, i)):
        corners = tuple(middle if place == moved else own for place, own in enumerate(part.corners))
        sides.append(Part(corners, tuple(own[side] for own in inner), {a: own[side] for a, own in outer.items()}))
    return sides[0], sides[1]
