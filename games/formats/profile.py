"""The [profile] of a game file: a strategy profile over time, or one play.

    start, [profile.states.S]              one joint automaton; each state has `play` and `next`
    [profile.players.P] start, states      one automaton a player
    [profile.markov] X = [action, ...]     play by game state alone
    play = [action, ...]                   the same play always: one state

Play    One entry a player: an action or a distribution `{ share = "1/2", hide = "1/2" }`; in a stochastic game also a table by
        game state.
Next    Keys are profiles (under public monitoring: signals), in a stochastic game also "PROFILE -> STATE"; `otherwise`, and
        as an extension `kept`: the pure play that this state prescribes was played. "PROFILE -> STATE" goes before PROFILE
        before `kept` before `otherwise`. Values are states or distributions over states. A state alone in its profile may
        leave `next` out: it stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from games.core.automaton import Automaton, AutomatonState, Machine, Machines, MachineState, Play, Rule, Seen
from games.core.distribution import Distribution
from games.errors import InvalidFile, Unsupported, did_you_mean
from games.formats.common import Symbols
from games.formats.tables import Table, check_label, described, key_text, known, quoted, split_profile, told_in_file

ARROW = "->"
WORDS = {"kept": Seen.KEPT, "otherwise": Seen.ANYTHING}


@dataclass(frozen=True, slots=True)
class Arena:
    """What a profile must fit: players, their actions in each game state, the signals (none: actions are seen)."""

    players: tuple[str, ...]
    actions: Mapping[str, tuple[tuple[str, ...], ...]]
    signals: tuple[str, ...]
    stochastic: bool

    def labels(self, player: int, game_state: str | None = None) -> tuple[str, ...]:
        """The actions of a player in a game state, or in any."""
        if game_state is not None:
            return self.actions[game_state][player]
        return tuple(dict.fromkeys(label for own in self.actions.values() for label in own[player]))


def read_profile(table: Table, arena: Arena, symbols: Symbols) -> Automaton | Machines:
    """The strategy profile that a [profile] table describes."""
    forms = [form for form in ("play", "states", "players", "markov") if form in table]
    if len(forms) != 1:
        found = " and ".join(forms) if forms else "none of them"
        expected = "one of play, states, players" + (", markov" if arena.stochastic else "")
        table.only(("start", "play", "states", "players", "markov", "next", "pay", "unpaid"))
        raise InvalidFile(table.where, found, expected)
    refuse_payments(table)
    reader = _Reader(arena, symbols)
    with told_in_file(table.where):
        match forms[0]:
            case "players":
                table.only(("players",))
                return reader.machines(table.table("players"))
            case "markov":
                table.only(("markov",))
                return reader.markov(table.table("markov"))
        return reader.automaton(table)


def refuse_payments(table: Table) -> None:
    """Refuse what speaks of payments: this version does not judge them."""
    for key in ("pay", "unpaid"):
        if key in table:
            remedy = "Leave the payments out: this version does not judge profiles with payments yet."
            raise Unsupported(table.place(key), "payments between players", "a profile without payments", remedy)


@dataclass(frozen=True, slots=True)
class _Reader:
    arena: Arena
    symbols: Symbols

    # the four forms

    def automaton(self, table: Table) -> Automaton:
        states = []
        for name, state in states_of(table).items():
            play = self.joint_play(state.entries["play"], state.place("play"))
            prescribed = any(own is not None for own in play)
            states.append(
                AutomatonState(name, play, self.rules(state, name, names_of(table), _pure(play) and prescribed))
            )
        return Automaton(tuple(states), start_of(table, names_of(table)))

    def machines(self, table: Table) -> Machines:
        players = self.arena.players
        for name in table.entries:
            known(name, players, table.where, "player")
        return Machines(tuple(self.machine(table.table(player), number) for number, player in enumerate(players)))

    def machine(self, table: Table, player: int) -> Machine:
        refuse_payments(table)
        states = tuple(
            MachineState(
                name,
                self.own_play(state.entries["play"], state.place("play"), player),
                self.rules(state, name, names_of(table), kept=False),
            )
            for name, state in states_of(table).items()
        )
        return Machine(states, start_of(table, names_of(table)))

    def markov(self, table: Table) -> Automaton:
        if not self.arena.stochastic:
            remedy = "Write [profile.states.NAME] with play and next, or play = [...] alone."
            raise InvalidFile(table.where, "a Markov profile", "a game of kind stochastic", remedy)
        self.complete(table)
        plays = tuple(
            (name, self.actions_of(table.entries[name], table.place(name), name)) for name in self.arena.actions
        )
        stay = (Rule((("always", Fraction(1)),)),)
        return Automaton((AutomatonState("always", plays, stay),), "always")

    def complete(self, table: Table) -> None:
        """Every game state once, and nothing else."""
        for name in table.entries:
            known(name, tuple(self.arena.actions), table.where, "game state")
        for name in self.arena.actions:
            if name not in table:
                raise InvalidFile(table.where, f'no entry for "{name}"', "an entry for each game state")

    # play

    def joint_play(self, value: Any, where: str) -> tuple[tuple[str | None, Play], ...]:
        if not isinstance(value, dict):
            return ((None, self.actions_of(value, where, None)),)
        if not self.arena.stochastic:
            remedy = "A table by game state is for games of kind stochastic."
            raise InvalidFile(where, "a table", self._expected(), remedy)
        return tuple(
            (
                known(name, tuple(self.arena.actions), where, "game state"),
                self.actions_of(own, f"{where}, {key_text(name)}", name),
            )
            for name, own in value.items()
        )

    def _expected(self) -> str:
        return f"a list with one action for each of {', '.join(self.arena.players)}"

    def actions_of(self, value: Any, where: str, game_state: str | None) -> tuple[Distribution, ...]:
        if not isinstance(value, list) or len(value) != len(self.arena.players):
            raise InvalidFile(where, described(value), self._expected())
        return tuple(
            self.action(own, f"{where}, {player}", i, game_state)
            for i, (player, own) in enumerate(zip(self.arena.players, value, strict=True))
        )

    def action(self, value: Any, where: str, player: int, game_state: str | None) -> Distribution:
        return self.symbols.distribution(value, where, self.arena.labels(player, game_state), "action")

    def own_play(self, value: Any, where: str, player: int) -> tuple[tuple[str | None, Distribution], ...]:
        if isinstance(value, dict) and self._by_game_state(value, player):
            return tuple(
                (
                    known(name, tuple(self.arena.actions), where, "game state"),
                    self.action(own, f"{where}, {key_text(name)}", player, name),
                )
                for name, own in value.items()
            )
        return ((None, self.action(value, where, player, None)),)

    def _by_game_state(self, value: dict[str, Any], player: int) -> bool:
        """Whether a table is play by game state, and not a distribution over actions."""
        if not self.arena.stochastic:
            return False
        labels = self.arena.labels(player)
        if all(name in labels for name in value) and not all(name in self.arena.actions for name in value):
            return False
        if any(name in labels for name in value):
            return all(isinstance(own, dict) or own in labels for own in value.values())
        return True

    # what follows

    def rules(self, state: Table, name: str, names: tuple[str, ...], kept: bool) -> tuple[Rule, ...]:
        if "next" not in state:
            if len(names) > 1:
                raise InvalidFile(state.where, "no next", 'the states that follow: next = { otherwise = "..." }')
            return (Rule(((name, Fraction(1)),)),)
        value = state.entries["next"]
        if isinstance(value, str):
            value = {"otherwise": value}
        table = state.inner("next", value)
        rules: dict[tuple[object, str | None], tuple[str, Rule]] = {}
        for key, then in table.entries.items():
            seen, game_state = self.condition(key, table.place(key), kept)
            if (seen, game_state) in rules:
                raise InvalidFile(
                    table.place(key),
                    "the same condition twice",
                    "each once",
                    f'It stands there as "{rules[seen, game_state][0]}" too.',
                )
            drawn = self.symbols.distribution(then, table.place(key), names, "state")
            rules[seen, game_state] = (key, Rule(drawn, seen, game_state))
        self.check_covered(table, [rule for _, rule in rules.values()])
        return tuple(sorted((rule for _, rule in rules.values()), key=_rank))

    def condition(self, key: str, where: str, kept: bool) -> tuple[tuple[str | None, ...] | str | Seen, str | None]:
        """What a key of `next` answers to, and the new game state that it names."""
        left, arrow, right = (part.strip() for part in key.partition(ARROW))
        game_state = None
        if arrow:
            if not self.arena.stochastic:
                raise InvalidFile(
                    where,
                    f'"{ARROW}"',
                    "a profile, a signal or otherwise",
                    "New game states are for games of kind stochastic.",
                )
            game_state = known(right, tuple(self.arena.actions), where, "game state")
        if left in WORDS:
            if left == "kept" and (self.arena.signals or not kept):
                expected = "profiles, signals or otherwise"
                remedy = '"kept" speaks of a pure joint play that all see.'
                raise InvalidFile(where, '"kept"', expected, remedy)
            return WORDS[left], game_state
        if self.arena.signals:
            return known(left, (*self.arena.signals, "otherwise"), where, "signal"), game_state
        return self.profile(left, where), game_state

    def profile(self, text: str, where: str) -> tuple[str | None, ...]:
        """A profile that can be played in some game state."""
        labels, players = split_profile(text), self.arena.players
        if len(labels) != len(players):
            found = f"{len(labels)} action{'s' if len(labels) > 1 else ''}" if text not in ("", "*") else quoted(text)
            remedy = did_you_mean(text, WORDS) or 'Write "otherwise" for everything else.'
            raise InvalidFile(where, found, f"one action for each of {', '.join(players)}, or otherwise", remedy)
        for i, (player, label) in enumerate(zip(players, labels, strict=True)):
            known(label, self.arena.labels(i), where, "action", player)
        if not any(
            all(label in own for label, own in zip(labels, game, strict=True)) for game in self.arena.actions.values()
        ):
            raise InvalidFile(where, "actions of different game states", "a profile of one game state")
        return labels

    def check_covered(self, table: Table, rules: list[Rule]) -> None:
        """Refuse a one-state game's `next` that leaves something out."""
        if any(rule.seen is Seen.ANYTHING and rule.game_state is None for rule in rules) or self.arena.stochastic:
            return
        seen = {rule.seen for rule in rules}
        if self.arena.signals:
            missing = next((signal for signal in self.arena.signals if signal not in seen), None)
        else:
            import itertools

            (actions,) = self.arena.actions.values()
            missing = next((", ".join(p) for p in itertools.product(*actions) if p not in seen), None)
        if missing is not None:
            remedy = 'Add it, or otherwise = "...".'
            raise InvalidFile(
                table.where, f'nothing for "{missing}"', "a next state for everything that can happen", remedy
            )


def _rank(rule: Rule) -> int:
    return 2 * rule.rank + (rule.seen is Seen.KEPT)


def _pure(plays: tuple[tuple[str | None, Play], ...]) -> bool:
    return all(
        isinstance(own, str) or len(own) == 1
        for _, play in plays
        for own in (play if isinstance(play, tuple) else (play,))
    )


def names_of(table: Table) -> tuple[str, ...]:
    """The names of the profile's states."""
    return ("play",) if "play" in table else tuple(table.table("states").entries)


def states_of(table: Table) -> dict[str, Table]:
    """The states of a joint automaton or of one player's; `play` alone is one state of that name."""
    if "play" in table:
        table.only(("play",))
        return {"play": table}
    table.only(("start", "states"))
    states = table.table("states")
    if not states.entries:
        raise InvalidFile(states.where, "no states", "at least one state with play and next")
    found = {}
    for name in states.entries:
        check_label(name, states.where, "state")
        state = states.table(name)
        refuse_payments(state)
        state.only(("play", "next"))
        if "play" not in state:
            raise InvalidFile(state.where, "no play", "what is played in this state: play = ...")
        found[name] = state
    return found


def start_of(table: Table, names: tuple[str, ...]) -> str:
    """The state in which play begins: the first unless `start` names one."""
    start = table.entries.get("start", names[0])
    if not isinstance(start, str):
        raise InvalidFile(table.place("start"), described(start), "the name of a state")
    return known(start, names, table.place("start"), "state")
