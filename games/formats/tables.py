"""TOML tables that know their place: strict keys, checked types, messages that name file, table and entry."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from games.errors import ComarcaError, InvalidFile, did_you_mean, shorten

LONGEST_LABEL = 200
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")


@dataclass(frozen=True, slots=True)
class DecimalText:
    """A decimal as it stands in the file, so that no binary float comes between."""

    text: str


def key_text(key: str) -> str:
    """A key as it is written in a file: bare where that is legal, else in quotes; unprintable characters escaped.

    >>> key_text("payoffs"), key_text("share, hid")
    ('payoffs', '"share, hid"')
    """
    if _BARE.match(key):
        return shorten(key)
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in key)
    return f'"{shorten(safe)}"'


def described(value: object) -> str:
    """A value in TOML's words, for messages.

    >>> described(True), described([1, 2]), described("work")
    ('true', 'a list of 2', 'the text "work"')
    """
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f"the text {quoted(value)}"
        case int() if abs(value) < 10**30:
            return f"the number {value}"
        case int():
            return "a long number"
        case DecimalText(text):
            return f"the number {shorten(text)}"
        case list():
            return f"a list of {len(value)}"
        case dict():
            return "a table"
        case datetime.date() | datetime.time():
            return f"the date or time {value}"
    return f"a {type(value).__name__}"


def quoted(text: str) -> str:
    """Text in quotes, short and printable."""
    return f'"{key_text(text).strip(chr(34))}"'


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file, with the file's name and the path of keys that leads to it."""

    file: str
    path: tuple[str, ...]
    entries: Mapping[str, Any]

    @property
    def where(self) -> str:
        """The place of the table: `tomato.toml, [payoffs]`."""
        return f"{self.file}, [{'.'.join(map(key_text, self.path))}]" if self.path else self.file

    def place(self, key: str) -> str:
        """The place of one entry: `tomato.toml, [payoffs], "share, hide"`."""
        return f"{self.where}, {key_text(key)}"

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def only(self, allowed: Collection[str]) -> None:
        """Refuse keys that are not among `allowed`."""
        for key in self.entries:
            if key not in allowed:
                found, expected = f"the unknown key {key_text(key)}", f"keys among {', '.join(allowed)}"
                raise InvalidFile(self.where, found, expected, did_you_mean(key, allowed))

    def table(self, key: str) -> Table:
        """The table under `key`; it must be there."""
        if key not in self.entries:
            raise InvalidFile(self.where, f"no {key_text(key)}", f"a table [{'.'.join((*self.path, key_text(key)))}]")
        return self.inner(key, self.entries[key])

    def inner(self, key: str, value: object) -> Table:
        """`value`, which stands under `key`, as a table."""
        if not isinstance(value, dict):
            raise InvalidFile(self.place(key), described(value), "a table")
        return Table(self.file, (*self.path, key), value)

    def text(self, key: str, default: str = "") -> str:
        """The text under `key`, or the default."""
        value = self.entries.get(key, default)
        if not isinstance(value, str):
            raise InvalidFile(self.place(key), described(value), "a text in quotes")
        if any(not c.isprintable() and c not in "\n\t" for c in value):
            raise InvalidFile(self.place(key), "a control character in the text", "printable text")
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """The truth value under `key`, or the default."""
        value = self.entries.get(key, default)
        if not isinstance(value, bool):
            raise InvalidFile(self.place(key), described(value), "true or false")
        return value

    def labels(self, key: str, what: str, reserved: Collection[str] = ()) -> tuple[str, ...]:
        """The list of distinct labels under `key`; it must be there and hold at least one."""
        if key not in self.entries:
            raise InvalidFile(
                self.where, f"no {key_text(key)}", f'a list of {what} names: {key_text(key)} = ["...", ...]'
            )
        value = self.entries[key]
        if not isinstance(value, list) or not value:
            raise InvalidFile(self.place(key), described(value), f'a list of {what} names: ["...", ...]')
        seen: set[str] = set()
        for label in value:
            name = check_label(label, self.place(key), what, reserved)
            if name in seen:
                raise InvalidFile(
                    self.place(key), f"the {what} {quoted(name)} twice", f"distinct {what} names", "Rename one."
                )
            seen.add(name)
        return tuple(value)


def check_label(label: object, where: str, what: str, reserved: Collection[str] = ()) -> str:
    """A name of a player, action, state or signal: printable, no comma, no arrow, no blank at its ends."""
    expected = f"a {what} name in quotes"
    if not isinstance(label, str):
        raise InvalidFile(where, described(label), expected)
    if not label or label != label.strip() or not label.isprintable() or len(label) > LONGEST_LABEL:
        found = "an empty name" if not label.strip() else f"the {what} name {quoted(label)}"
        rule = f"printable, without blanks at its ends, at most {LONGEST_LABEL} characters"
        raise InvalidFile(where, found, f"{expected}: {rule}")
    for sign in (",", "->"):
        if sign in label:
            remedy = f'Rename it: profiles are written "a, b" and "a, b -> state", so names hold no "{sign}".'
            raise InvalidFile(where, f"the {what} name {quoted(label)}", f'a name without "{sign}"', remedy)
    if label in reserved:
        raise InvalidFile(
            where, f"the {what} name {quoted(label)}", "another name", f'"{label}" has a meaning of its own here.'
        )
    return label


def known(label: str, options: Collection[str], where: str, what: str, owner: str = "") -> str:
    """`label`, if it is one of `options`; otherwise an error that names them and the nearest."""
    if label in options:
        return label
    of = f" for {owner}" if owner else ""
    listed = shorten(", ".join(options), 200)
    raise InvalidFile(
        where, f"the {what} {quoted(label)}{of}", listed and f"one of {listed}", did_you_mean(label, options)
    )


def split_profile(text: str) -> tuple[str, ...]:
    """The labels of a profile key.

    >>> split_profile("share,  hide")
    ('share', 'hide')
    """
    return tuple(part.strip() for part in text.split(","))


def profile_of(key: str, where: str, players: tuple[str, ...], actions: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """The profile that a key names; its labels are checked player by player."""
    labels = split_profile(key)
    if len(labels) != len(players):
        found = f"{len(labels)} action{'s' if len(labels) > 1 else ''}"
        raise InvalidFile(where, found, f"{len(players)}, one for each of {shorten(', '.join(players), 200)}")
    for player, own, label in zip(players, actions, labels, strict=True):
        known(label, own, where, "action", player)
    return labels


@contextmanager
def told_in_file(where: str) -> Iterator[None]:
    """Errors of the core about what stands at `where`, told as errors of the file."""
    try:
        yield
    except InvalidFile:
        raise
    except ComarcaError as error:
        if not isinstance(error, ValueError):
            raise
        place = error.where if error.where.startswith(where) else f"{where}: {error.where}"
        raise InvalidFile(place, error.found, error.expected, error.remedy) from error
