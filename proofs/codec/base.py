"""The parts that codecs are put together from: texts, numbers, lists, tables, records, unions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from games.errors import ComarcaError, InvalidCertificate
from games.exact import Formula, Limits, parse_formula, parse_scalar, text
from proofs.checker.kernel import Polynomial, read
from proofs.checker.reading import show

LIMITS = Limits(length=1_000_000, digits=100_000, bits=1_000_000)
"""What one number or expression of a certificate may ask for."""


@dataclass(frozen=True, slots=True)
class Codec:
    """To JSON data, and back; `decode` is given the place for its message."""

    encode: Callable[[Any], Any]
    decode: Callable[[Any, str], Any]


def refuse(where: str, found: Any, expected: str) -> InvalidCertificate:
    """The error for something unexpected."""
    shown = repr(found)
    return InvalidCertificate(where, shown if len(shown) < 80 else f"{shown[:77]}...", expected)


def of_type(kind: type, expected: str) -> Codec:
    """JSON's own texts, whole numbers and truth values."""

    def decode(data: Any, where: str) -> Any:
        if type(data) is not kind:
            raise refuse(where, data, expected)
        return data

    return Codec(lambda value: value, decode)


_PLAIN = re.compile(r"-?(0|[1-9][0-9]{0,2000})(/[1-9][0-9]{0,2000})?\Z")
"""Whole numbers and fractions, which need no parser."""


def _scalar(data: Any, where: str) -> Any:
    if type(data) is str and _PLAIN.match(data):
        return Fraction(data)
    try:
        return parse_scalar(TEXT.decode(data, where), where=where, allow_sqrt=True, limits=LIMITS)
    except ComarcaError as error:
        raise InvalidCertificate(where, error.found, error.expected, error.remedy) from error


def _number(data: Any, where: str) -> Fraction:
    value = _scalar(data, where)
    if not isinstance(value, Fraction):
        raise refuse(where, data, "a rational number")
    return value


def _formula(data: Any, where: str) -> Formula:
    try:
        return parse_formula(TEXT.decode(data, where), where=where, allow_sqrt=True, limits=LIMITS)
    except ComarcaError as error:
        raise InvalidCertificate(where, error.found, error.expected, error.remedy) from error


def _polynomial(data: Any, where: str) -> Polynomial:
    ratio = read(_scalar(data, where))
    if ratio.denominator.value is None:
        raise refuse(where, data, "a polynomial")
    return ratio.numerator


TEXT, WHOLE, TRUTH = of_type(str, "a text"), of_type(int, "a whole number"), of_type(bool, "true or false")


def _written(value: Any) -> str:
    """A scalar as text; short fractions, of which there may be millions, without detour."""
    short = type(value) is Fraction and value.numerator.bit_length() + value.denominator.bit_length() < 4_000
    return str(value) if short else text(value)


SCALAR, NUMBER = Codec(_written, _scalar), Codec(_written, _number)


FORMULA, POLYNOMIAL = Codec(lambda value: value.text, _formula), Codec(show, _polynomial)


def optional(codec: Codec) -> Codec:
    """null, or what the codec says."""
    return Codec(
        lambda value: None if value is None else codec.encode(value),
        lambda data, where: None if data is None else codec.decode(data, where),
    )


def many(codec: Codec) -> Codec:
    """A list, as a tuple."""

    def decode(data: Any, where: str) -> Any:
        if type(data) is not list:
            raise refuse(where, data, "a list")
        return tuple(codec.decode(own, f"{where}[{k}]") for k, own in enumerate(data))

    return Codec(lambda value: [codec.encode(own) for own in value], decode)


def row(*codecs: Codec) -> Codec:
    """A list of fixed length, as a tuple."""

    def decode(data: Any, where: str) -> Any:
        if type(data) is not list or len(data) != len(codecs):
            raise refuse(where, data, f"a list of {len(codecs)}")
        return tuple(own.decode(part, f"{where}[{k}]") for k, (own, part) in enumerate(zip(codecs, data, strict=True)))

    return Codec(lambda value: [own.encode(part) for own, part in zip(codecs, value, strict=True)], decode)


def table(codec: Codec) -> Codec:
    """An object from texts to what the codec says."""

    def decode(data: Any, where: str) -> Any:
        if type(data) is not dict:
            raise refuse(where, data, "an object")
        return {name: codec.decode(own, f"{where}.{name}") for name, own in data.items()}

    return Codec(lambda value: {name: codec.encode(own) for name, own in value.items()}, decode)


def record(cls: type, /, **fields: Codec) -> Codec:
    """A dataclass as an object with exactly these fields."""

    def decode(data: Any, where: str) -> Any:
        if type(data) is not dict or set(data) != set(fields):
            raise refuse(where, sorted(data) if type(data) is dict else data, f"the fields {', '.join(fields)}")
        values = {name: own.decode(data[name], f"{where}.{name}") for name, own in fields.items()}
        try:
            return cls(**values)
        except ComarcaError as error:
            raise InvalidCertificate(f"{where}, {error.where}", error.found, error.expected, error.remedy) from error

    return Codec(lambda value: {name: own.encode(getattr(value, name)) for name, own in fields.items()}, decode)


def union(alternatives: Mapping[type, tuple[str, Codec]]) -> Codec:
    """One of several classes: the object of its codec with a "kind", or {"kind", "value"} where that is no object."""
    by_name = dict(alternatives.values())

    def encode(value: Any) -> Any:
        name, codec = next(entry for cls, entry in alternatives.items() if isinstance(value, cls))
        data = codec.encode(value)
        return {"kind": name, **data} if isinstance(data, dict) else {"kind": name, "value": data}

    def decode(data: Any, where: str) -> Any:
        if type(data) is not dict or type(data.get("kind")) is not str or data["kind"] not in by_name:
            raise refuse(where, data, f'an object whose "kind" is one of {", ".join(by_name)}')
        rest = {name: own for name, own in data.items() if name != "kind"}
        codec = by_name[data["kind"]]
        return codec.decode(rest["value"] if set(rest) == {"value"} else rest, where)

    return Codec(encode, decode)
