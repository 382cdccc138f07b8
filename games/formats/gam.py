"""GAMUT's games, `.gam`: GameTracer's list of numbers, or GAMUT's simple output with one line a profile.

    2                      how many players            # GAMUT's comments
    3 2                    how many actions each       [1 1] : [ 3.0 3.0 ]      [actions] : [ payoffs ]
    3 2 0 3 5 6            payoffs of player 1         [2 1] : [ 2.0 2.0 ]
    3 2 3 2 6 1            payoffs of player 2         ...

Convention   Each player's list goes through all profiles, the first player's action moving fastest. Players and actions have no
             names: they are numbered from 1. Decimals are read as those exact decimals. Lines that begin with # are comments.
             GAMUT: [NudelmanEtAl2004]_.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable
from fractions import Fraction
from functools import partial

from games.core.strategic import StrategicGame
from games.errors import InvalidFile, Unsupported, shorten
from games.formats.common import LoadedGame
from games.formats.gambit_text import LARGEST_FILE, MOST_PAYOFFS, MOST_PLAYERS, NUMBER, number
from games.formats.plain import finite_numbers, first_fastest, last_fastest, strategic
from games.formats.tables import quoted

_COMMENT = re.compile(r"^#.*$", re.MULTILINE)
_LINE = re.compile(r"\[([0-9\s]+)\]\s*:\s*\[([^\[\]]*)\]\s*")


def loads(text: str, where: str = "gam file") -> LoadedGame:
    """The game in the text of a `.gam` file; `where` names it in messages. Raises InvalidFile, naming the line.

    >>> loads("2  3 2   3 2 0 3 5 6   3 2 3 2 6 1").game.payoff(("2", "1"))
    (Fraction(2, 1), Fraction(2, 1))
    """
    if len(text) > LARGEST_FILE:
        raise InvalidFile(where, f"more than {LARGEST_FILE:,} bytes", f"a game file of at most {LARGEST_FILE:,} bytes")
    body = _COMMENT.sub(lambda comment: " " * len(comment[0]), text)
    if body.lstrip().startswith("["):
        return strategic(_by_profile(body, where), where)
    return strategic(_listed(body, where), where)


def _listed(body: str, where: str) -> StrategicGame:
    """GameTracer's list."""
    words = body.split()
    if not words:
        raise InvalidFile(where, "no numbers", "the number of players, the numbers of actions, and the payoffs")

    def place(number: int) -> str:
        found = next(itertools.islice(re.finditer(r"\S+", body), number, None))
        return f"{where}, line {body.count(chr(10), 0, found.start()) + 1}"

    players = _count(words[0], lambda: place(0), "the number of players", MOST_PLAYERS)
    counts = words[1 : players + 1]
    if len(counts) < players:
        raise InvalidFile(where, f"{len(counts)} numbers of actions", f"one for each of {players} players")
    shape = tuple(
        _count(word, partial(place, k), "a number of actions", MOST_PAYOFFS) for k, word in enumerate(counts, start=1)
    )
    _check_size(shape, place(1))
    needed, given = math.prod(shape) * players, words[players + 1 :]
    if len(given) != needed:
        last = place(min(players + needed + 1, len(words) - 1))
        remedy = "Each player has a payoff for every profile, one player after the other."
        raise InvalidFile(last, f"{len(given):,} payoffs", f"{needed:,} for actions {_shown(shape)}", remedy)
    known: dict[str, Fraction] = {}
    for k, word in enumerate(given, start=players + 1):
        if word not in known:
            known[word] = _value(word, partial(place, k))
    payoffs, cells = [known[word] for word in given], math.prod(shape)
    return _game([payoffs[k : k + cells] for k in range(0, needed, cells)], shape)


def _by_profile(body: str, where: str) -> StrategicGame:
    """GAMUT's simple output."""
    found: dict[tuple[int, ...], tuple[list[Fraction], int]] = {}
    for line, content in enumerate(body.split("\n"), start=1):
        if not content.strip():
            continue
        profile, payoffs = _read_line(content.strip(), f"{where}, line {line}")
        players = len(next(iter(found), profile))
        if not (players == len(profile) == len(payoffs)):
            shown = f"{len(profile)} actions and {len(payoffs)} payoffs"
            raise InvalidFile(f"{where}, line {line}", shown, f"{players} of each, one a player")
        if profile in found:
            remedy = f"It stands in line {found[profile][1]} too."
            raise InvalidFile(f"{where}, line {line}", "the same profile twice", "each profile once", remedy)
        found[profile] = (payoffs, line)
    shape = tuple(map(max, zip(*found, strict=True)))
    _check_size(shape, where)
    cells = [tuple(reversed(own)) for own in itertools.product(*(range(1, size + 1) for size in reversed(shape)))]
    if len(found) < len(cells):
        missing = next(profile for profile in cells if profile not in found)
        raise InvalidFile(where, f"no line for profile {_shown(missing)}", f"all {len(cells):,} profiles")
    return _game([[found[cell][0][i] for cell in cells] for i in range(len(shape))], shape)


def _read_line(content: str, place: str) -> tuple[tuple[int, ...], list[Fraction]]:
    """The profile and the payoffs of one line of GAMUT's simple output."""
    read = _LINE.fullmatch(content)
    if read is None or not read[1].strip():
        raise InvalidFile(place, quoted(shorten(content)), "a line [actions] : [ payoffs ]")
    profile = tuple(_count(word, lambda: place, "an action", MOST_PAYOFFS) for word in read[1].split())
    return profile, [_value(word, lambda: place) for word in read[2].split()]


def _game(rows: list[list[Fraction]], shape: tuple[int, ...]) -> StrategicGame:
    players = tuple(str(i + 1) for i in range(len(shape)))
    actions = tuple(tuple(map(str, range(1, size + 1))) for size in shape)
    return StrategicGame(players, actions, tuple(tuple(last_fastest(row, shape)) for row in rows))


def _check_size(shape: tuple[int, ...], place: str) -> None:
    if math.prod(shape) * len(shape) > MOST_PAYOFFS:
        raise InvalidFile(place, f"actions {shorten(_shown(shape))}", f"at most {MOST_PAYOFFS:,} payoffs")


def _shown(numbers: tuple[int, ...]) -> str:
    return " ".join(map(str, numbers))


def _count(word: str, place: Callable[[], str], what: str, most: int) -> int:
    if not word.isascii() or not word.isdigit() or len(word) > 9 or not 1 <= int(word) <= most:
        raise InvalidFile(place(), quoted(shorten(word)), f"{what}, a whole number from 1 to {most:,}")
    return int(word)


def _value(word: str, place: Callable[[], str]) -> Fraction:
    try:
        if not NUMBER.fullmatch(word):
            raise ValueError("which is no number")
        return number(word)
    except ValueError as error:
        expected = "a payoff such as 3, -0.5 or 1e-3"
        raise InvalidFile(place(), f"{quoted(shorten(word, 40))}, {error}", expected) from None


def dumps(game: StrategicGame) -> str:
    """The game as the text of a `.gam` file; names are lost. Raises Unsupported for symbols and for numbers that have no finite decimal.

    >>> print(dumps(StrategicGame.from_arrays([[1, "1/8"]], [[0, 2]])), end="")
    2
    1 2
    <BLANKLINE>
    1 0.125
    0 2
    """
    rows = [
        " ".join(_decimal(value, player) for value in first_fastest(row, game.shape))
        for player, row in zip(game.players, finite_numbers(game, "gam"), strict=True)
    ]
    return "\n".join([str(len(rows)), _shown(game.shape), "", *rows]) + "\n"


def _decimal(value: Fraction, player: str) -> str:
    """The finite decimal of a number, without an exponent."""
    below, places = value.denominator, 0
    while below % 10 == 0:
        below, places = below // 10, places + 1
    while below % 2 == 0 or below % 5 == 0:
        below, places = below // (2 if below % 2 == 0 else 5), places + 1
    if below != 1:
        remedy = f"Multiply the payoffs of {player} by {below}, which changes no equilibrium, or write an .nfg file."
        raise Unsupported("gam", f"{value}, a payoff of {player}", "finite decimals", remedy)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :].rstrip("0")
    return f"{'-' if value < 0 else ''}{whole}{'.' + decimals if decimals else ''}"
