"""Every certificate that is altered is refused: each field changed in turn, each entry of each list deleted.

Two tests a certificate. Altered text as it stands never gets past the digest. Then the forger recomputes the digest: an altered
witness must be refused, unless it still says the same (a narrower isolation of the same root); an altered claim may be accepted only
if what it now says is true by the definitions of `games.core`, which the checker does not use.
"""

from __future__ import annotations

import copy
import itertools
import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from games.errors import ComarcaError, InvalidCertificate
from games.exact import AlgebraicNumber, parse_scalar, text
from proofs import check
from proofs.certificate import Certificate, digest
from tests.certificate_examples import THEOREMS, numeric_examples, symbolic_examples, theorem_examples
from tests.truth_of_claims import is_true

EXAMPLES = {**numeric_examples(), **symbolic_examples(), **theorem_examples()}
Path = tuple[str | int, ...]

SAYS_THE_SAME = {"name", "source", "id", "claim", "meaning", "note"}
"""Fields of a game and of a theorem that are for people alone."""
COMMUTES = {
    "bases",
    "denominators",
    "down",
    "equations",
    "faces",
    "four_cycles",
    "multiples",
    "powers",
    "products",
    "squares",
    "stages",
    "unknowns",
    "up",
}
"""Lists that stand for a sum, a product or a set: their order says nothing, so no exchange of entries is tried."""


EVERY = {
    "ClassificationIs, symbols": 7,
    "PureEquilibriaIff": 5,
    "EquilibriaBySupportAre": 5,
    "IsThreshold, roots": 3,
    "IsThreshold, symbols and growth": 3,
    **dict.fromkeys(THEOREMS[3:], 7),
}
"""The largest certificates: every third or seventh alteration is tried."""


def other_values(value: object) -> Iterator[object]:
    """What a field might be changed to."""
    match value:
        case bool():
            yield not value
        case int():
            yield from (value + 1, -value - 1)
        case None:
            yield "x"
        case str():
            try:
                number = parse_scalar(value, allow_sqrt=True)
            except ComarcaError:
                yield from (value + "x", "")
            else:
                yield from (text(number + 1), text(-2 * number - 1), text(number * Fraction(1, 2) + Fraction(1, 3)))


def places(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value in the data with the way to it."""
    yield path, data
    if isinstance(data, dict):
        for name, own in data.items():
            yield from places(own, (*path, name))
    if isinstance(data, list):
        for k, own in enumerate(data):
            yield from places(own, (*path, k))


def altered(data: dict[str, Any], most: int = 3) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """All alterations, with at most so many other values a field: (where, what, the altered data)."""
    for path, value in places({name: own for name, own in data.items() if name != "digest"}):
        if isinstance(value, dict):
            for name in value:
                yield (*path, name), "field deleted", _with(data, path, {k: v for k, v in value.items() if k != name})
            yield path, "field added", _with(data, path, {**value, "more": "1"})
        elif isinstance(value, list):
            for k in range(len(value)):
                yield (*path, k), "entry deleted", _with(data, path, value[:k] + value[k + 1 :])
                if k and value[k] != value[k - 1] and not COMMUTES & set(path[-2:]):
                    swapped = [*value[: k - 1], value[k], value[k - 1], *value[k + 1 :]]
                    yield (*path, k), "entries exchanged", _with(data, path, swapped)
            if value:
                yield path, "entry repeated", _with(data, path, [*value, value[-1]])
        else:
            for other in [own for own in other_values(value) if own != value][:most]:
                yield path, f"{value!r} became {other!r}", _with(data, path, other)


def forgeries(name: str, of_claim: bool) -> Iterator[tuple[Path, str, Certificate]]:
    """Alterations of a certificate's claim, or of all the rest, that are accepted once the digest is recomputed."""
    data = json.loads(EXAMPLES[name].to_json())
    most = 3 if name in numeric_examples() else 1
    relevant = (own for own in altered(data, most) if (own[0][:1] == ("claim",)) == of_claim)
    for path, what, changed in itertools.islice(relevant, 0, None, EVERY.get(name, 1)):
        certificate = accepted(sealed(changed))
        if certificate not in (None, EXAMPLES[name]):
            yield path, what, certificate


def _with(data: dict[str, Any], path: Path, value: object) -> dict[str, Any]:
    changed = copy.deepcopy(data)
    if not path:
        return {**value, "digest": changed["digest"]} if isinstance(value, dict) else changed
    here: Any = changed
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return changed


def sealed(data: dict[str, Any]) -> str:
    """The data as text with the digest that belongs to it."""
    whole = {"version": 1, "claim": None, "witness": None, **data}
    return json.dumps({**data, "digest": digest(whole)})


def accepted(written: str) -> Certificate | None:
    """The certificate, if it can be read and the checker accepts it."""
    try:
        certificate = Certificate.from_json(written)
    except InvalidCertificate:
        return None
    return certificate if check(certificate).accepted else None


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_certificate_itself_is_accepted(name: str) -> None:
    assert accepted(EXAMPLES[name].to_json()) == EXAMPLES[name]


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_altered_text_passes(name: str) -> None:
    tried = itertools.islice(altered(json.loads(EXAMPLES[name].to_json())), 0, None, EVERY.get(name, 1))
    passed = [(path, what) for path, what, changed in tried if accepted(json.dumps(changed)) is not None]
    assert not passed


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_altered_witness_shows_the_claim(name: str) -> None:
    assert not list(forgeries(name, of_claim=False))


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_altered_claim_passes_only_if_it_is_true(name: str) -> None:
    for path, what, certificate in forgeries(name, of_claim=True):
        assert path[-1] in SAYS_THE_SAME or is_true(certificate.claim), (path, what)


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_witness_of_another_claim_passes(name: str) -> None:
    for other, certificate in EXAMPLES.items():
        if other != name and certificate.witness != EXAMPLES[name].witness:
            mixed = Certificate(EXAMPLES[name].claim, certificate.witness)
            assert not check(mixed).accepted, other


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_oracle_finds_the_claim_true(name: str) -> None:
    assert is_true(EXAMPLES[name].claim)


def test_an_algebraic_end_is_no_other_root_of_its_polynomial() -> None:
    data = json.loads(EXAMPLES["IsThreshold, algebraic"].to_json())
    for path, value in places(data):
        if isinstance(value, dict) and "polynomial" in value:
            roots = AlgebraicNumber(tuple(value["polynomial"]), Fraction(-2), Fraction(0))
            forged = {**value, "lo": str(roots.lo), "hi": str(roots.hi)}
            assert accepted(sealed(_with(data, path, forged))) is None
