"""Game files of kind `strategic`: a strategic form, once or repeated, under perfect or public monitoring.

[players]      player = ["action", ...]; the order of players and actions is the file's
[payoffs]      "profile" = [payoff, ...], every profile once
[repeated]     discount (a number, a symbol, or a list with one a player; absent: the symbol d), transfers
[monitoring]   signals, and under [monitoring.probability] "profile" = [probability of each signal, ...]
[profile]      a strategy profile (see `games.formats.profile`)
"""

from __future__ import annotations

import itertools
import math

from games.core.automaton import Automaton, Machines
from games.core.distribution import distribution
from games.core.dynamic import DISCOUNT, DynamicGame
from games.core.strategic import Profile, StrategicGame
from games.errors import InvalidFile
from games.exact import Scalar
from games.formats.common import HEADER, Header, LoadedGame, Symbols, read_discount, read_header
from games.formats.profile import Arena, read_profile
from games.formats.tables import Table, check_label, described, key_text, known, profile_of, told_in_file

KEYS = (*HEADER, "players", "payoffs", "repeated", "monitoring", "profile")
Actions = tuple[tuple[str, ...], ...]


def read(top: Table) -> LoadedGame:
    """The game of a `strategic` file."""
    top.only(KEYS)
    repeated = _repeated(top)
    discount = repeated.entries.get("discount", DISCOUNT) if repeated else None
    header = read_header(top, discount)
    transfers = repeated.flag("transfers") if repeated else False
    game, profile = _build(top, repeated, header, header.symbols)
    fixed = [name for name in header.discount if name in header.symbols.values]
    free = _build(top, repeated, header, header.symbols.without(fixed)) if fixed else None
    return LoadedGame.of(header, game, profile, transfers, top.file, free)


def _repeated(top: Table) -> Table | None:
    if "repeated" in top:
        table = top.table("repeated")
        table.only(("discount", "transfers"))
        return table
    if "monitoring" in top:
        remedy = 'Add [repeated] with discount = "d".'
        raise InvalidFile(top.where, "[monitoring] without [repeated]", "monitoring of a repeated game", remedy)
    return None


def _build(
    top: Table, repeated: Table | None, header: Header, symbols: Symbols
) -> tuple[StrategicGame | DynamicGame, Automaton | Machines | None]:
    players, actions = read_actions(top.table("players"))
    payoffs = read_payoffs(top.table("payoffs"), players, actions, symbols)
    assumptions = header.assumptions(symbols)
    with told_in_file(top.file):
        stage = StrategicGame(players, actions, payoffs, assumptions, **header.about)
    game: StrategicGame | DynamicGame = stage
    signals: tuple[str, ...] = ()
    if repeated is not None:
        factors = read_discount(
            repeated.entries.get("discount", DISCOUNT), repeated.place("discount"), players, symbols
        )
        game = DynamicGame.repeated(stage, factors)
        if "monitoring" in top:
            signals, rows = _monitoring(top.table("monitoring"), stage, symbols)
            with told_in_file(top.place("monitoring")):
                game = DynamicGame.monitored(stage, signals, rows, factors)
    if "profile" not in top:
        return game, None
    arena = Arena(players, {"stage": actions}, signals, stochastic=False)
    return game, read_profile(top.table("profile"), arena, symbols)


def read_actions(table: Table) -> tuple[tuple[str, ...], Actions]:
    """Players and their actions from a table `player = ["action", ...]`."""
    if not table.entries:
        raise InvalidFile(table.where, "no players", 'a list of actions for each player: buyer = ["share", "hide"]')
    for player in table.entries:
        check_label(player, table.where, "player")
    players = tuple(table.entries)
    reserved = ("otherwise", "kept") if len(players) == 1 else ()
    return players, tuple(table.labels(player, "action", reserved) for player in players)


def read_payoffs(
    table: Table, players: tuple[str, ...], actions: Actions, symbols: Symbols
) -> tuple[tuple[Scalar, ...], ...]:
    """Payoffs by player and cell from a table in which every profile stands once."""
    rows = by_profile(table, players, actions)
    cells = []
    for key, value in rows.values():
        where = table.place(key)
        if not isinstance(value, list) or len(value) != len(players):
            expected = f"a list of {len(players)} payoffs, one for each of {', '.join(players)}"
            raise InvalidFile(where, described(value), expected)
        cells.append([symbols.scalar(own, f"{where}, {player}") for player, own in zip(players, value, strict=True)])
    return tuple(zip(*cells, strict=True))


def by_profile(table: Table, players: tuple[str, ...], actions: Actions) -> dict[Profile, tuple[str, object]]:
    """The entries of a table by profile, in cell order, with their keys; every profile must stand there once."""
    found: dict[Profile, tuple[str, object]] = {}
    for key, value in table.entries.items():
        profile = profile_of(key, table.place(key), players, actions)
        if profile in found:
            raise InvalidFile(
                table.place(key),
                "the same profile twice",
                "each profile once",
                f'It stands there as "{found[profile][0]}" too.',
            )
        found[profile] = (key, value)
    if len(found) < math.prod(len(own) for own in actions):
        missing = next(profile for profile in itertools.product(*actions) if profile not in found)
        remedy = "Add the missing profile."
        raise InvalidFile(table.where, f"no entry for {key_text(', '.join(missing))}", "every profile once", remedy)
    return {profile: found[profile] for profile in itertools.product(*actions)}


def _monitoring(
    table: Table, stage: StrategicGame, symbols: Symbols
) -> tuple[tuple[str, ...], dict[Profile, tuple[Scalar, ...]]]:
    table.only(("signals", "probability"))
    signals = table.labels("signals", "signal", ("otherwise", "kept"))
    inner = table.table("probability")
    rows = {}
    for profile, (key, value) in by_profile(inner, stage.players, stage.actions).items():
        where = inner.place(key)
        if isinstance(value, dict):
            value = [value.get(signal, 0) for signal in _all_known(value, signals, where)]
        if not isinstance(value, list) or len(value) != len(signals):
            expected = f"a list of {len(signals)} probabilities, one for each of {', '.join(signals)}"
            raise InvalidFile(where, described(value), expected)
        row = tuple(symbols.scalar(own, f"{where}, {signal}") for signal, own in zip(signals, value, strict=True))
        with told_in_file(where):
            distribution(list(zip(signals, row, strict=True)), where)
        rows[profile] = row
    return signals, rows


def _all_known(row: dict[str, object], signals: tuple[str, ...], where: str) -> tuple[str, ...]:
    for label in row:
        known(label, signals, where, "signal")
    return signals
