"""Commands about games: show, equilibria, check, threshold; with them those of `games.lessons`.

Each reads a file, asks a solver, has the answer certified where a certifier is installed, and tells it as text or as JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from games import lessons
from games.console import (
    ANSWERED,
    CERTIFYING,
    FALSE,
    PLAIN,
    STOPPED,
    AnswerOptions,
    Judged,
    Left,
    Options,
    Outcome,
    judge,
    print_json,
    report,
    respond,
    time_limit,
)
from games.errors import InvalidFile, InvalidGame, LimitReached, Unsupported
from games.formats.tables import told_in_file

if TYPE_CHECKING:
    from rich.console import Console

    from games.core.automaton import Automaton, Machines
    from games.core.dynamic import DynamicGame
    from games.core.solution import ProfileCheck
    from games.core.strategic import StrategicGame
    from games.exact import Scalar
    from games.formats.common import Game, LoadedGame, Profile

Json = dict[str, Any]
GameFile = Annotated[Path, Parameter(help="A game file (TOML).")]


def register(app: App) -> None:
    """Add this module's commands to the application."""
    app.command(show)
    app.command(equilibria)
    app.command(check)
    app.command(threshold)
    lessons.register(app)


def show(file: GameFile, /, *, options: Options = PLAIN) -> int:
    """Show a game as a table, best replies marked, and its profile."""
    loaded = _load(file, options)

    def work(left: Left) -> Outcome:
        from games.formats import answers

        return Outcome(answers.description(loaded), lambda console: _print_game(console, loaded))

    return respond(options, work)


def _print_game(console: Console, loaded: LoadedGame) -> None:
    from games.show.tables import automaton_table, game_table

    console.print(game_table(loaded.game))
    if loaded.profile is not None:
        players = () if loaded.kind == "anonymous" else getattr(loaded.game, "players", ())
        console.print()
        console.print("Profile:")
        console.print(automaton_table(loaded.profile, players))


# --- equilibria -----------------------------------------------------------------------------------------------------


def equilibria(
    file: GameFile,
    /,
    *,
    symmetric: Annotated[bool, Parameter(negative="", help="Anonymous games: all symmetric equilibria.")] = False,
    correlated: Annotated[bool, Parameter(negative="", help="Correlated equilibria.")] = False,
    options: AnswerOptions = CERTIFYING,
) -> int:
    """Find Nash equilibria: 2 players, extreme ones; more players, all pure ones; anonymous games, all counts.

    A repeated game's stage game is solved.
    """
    loaded = _load(file, options)
    if correlated:
        raise Unsupported("--correlated", remedy="Correlated equilibria are not computed by this version.")
    if loaded.kind == "stochastic":
        remedy = "For a Markov profile ask `comarca check`; Markov perfect equilibria are not computed by this version."
        raise Unsupported(loaded.file, "a stochastic game", "a strategic or anonymous game", remedy)
    if loaded.kind == "anonymous":
        return respond(options, lambda left: _anonymous_equilibria(loaded, symmetric, options, left), _told_anonymous)
    if symmetric:
        raise Unsupported("--symmetric", "a game with named players", "a game of kind anonymous")
    stage = _stage(loaded)

    def told(answer: Any) -> Outcome:
        return _nash_outcome(answer, answer.status)

    def work(left: Left) -> Outcome:
        from games.solvers.nash import nash_equilibria

        _require_numbers(stage.symbols, loaded)
        answer = nash_equilibria(stage, time_limit=left())
        judged = _judged(answer, options, left)
        return _with_verdict(_nash_outcome(answer, judged.status), judged)

    return respond(options, work, told)


def _require_numbers(symbols: tuple[str, ...], loaded: LoadedGame) -> None:
    if symbols:
        found = f"the symbol{'s' if len(symbols) > 1 else ''} {', '.join(symbols)} in the game"
        remedy = f"Add values = {{ {', '.join(f'{name} = ...' for name in symbols)} }} to the file."
        raise Unsupported(f"{loaded.file}, equilibria", found, "numbers", remedy)


def _stage(loaded: LoadedGame) -> StrategicGame:
    if loaded.stage is None:
        raise InvalidGame(loaded.file, "no stage game", "a strategic game")
    return loaded.stage


def _nash_outcome(answer: Any, status: Any) -> Outcome:
    from games.formats import answers

    return Outcome(answers.nash(answer, status), _explained(answer, status))


def _anonymous_equilibria(loaded: LoadedGame, symmetric: bool, options: AnswerOptions, left: Left) -> Outcome:
    from games.solvers.counts import count_equilibria
    from games.solvers.symmetric import symmetric_equilibria

    game = loaded.counted
    _require_numbers(game.symbols, loaded)
    if game.size > MOST_PLAYERS:
        raise LimitReached(loaded.file, f"{game.size:,} players", f"at most {MOST_PLAYERS:,}")
    with told_in_file(f"{loaded.file}, [payoff]"):
        answer = symmetric_equilibria(game) if symmetric else count_equilibria(game)
    judged = _judged(answer, options, left)
    return _with_verdict(_told_anonymous(replace(answer, status=judged.status)), judged)


MOST_PLAYERS = 10_000_000
"""Players of an anonymous game whose counts are gone through."""


def _told_anonymous(answer: Any) -> Outcome:
    from games.core.solution import CountEquilibria, Status
    from games.formats import answers

    data = answers.counts(answer) if isinstance(answer, CountEquilibria) else answers.symmetric(answer)
    exit_status = STOPPED if answer.status is Status.UNKNOWN else ANSWERED
    return Outcome(data, _explained(answer, answer.status), exit_status)


# --- check and threshold --------------------------------------------------------------------------------------------


def check(file: GameFile, /, *, options: AnswerOptions = CERTIFYING) -> int:
    """Is the file's [profile] subgame perfect (under public monitoring: a perfect public equilibrium)?

    Without [repeated], and where the kind is not stochastic: is the one state's play a Nash equilibrium?
    """
    loaded = _load(file, options)
    profile = _profile(loaded)
    if loaded.discount is None:
        _one_state(profile, loaded)

    def work(left: Left) -> Outcome:
        from games.solvers.subgame_perfection import check as solve

        _require_some_values(loaded)
        with told_in_file(loaded.file):
            answer = solve(*arena(loaded.game, profile, _common(loaded.discount)), time_limit=left())
        judged = _judged(answer, options, left)
        return _with_verdict(_check_outcome(answer, loaded, judged.status), judged)

    return respond(options, work)


def threshold(file: GameFile, /, *, options: AnswerOptions = CERTIFYING) -> int:
    """Find all discount factors in [0, 1) at which the file's [profile] is an equilibrium.

    One common factor varies, a number under `discount` is ignored; of a list, the entries that are one and the same symbol vary.
    """
    loaded = _load(file, options)
    _profile(loaded)

    def told(answer: Any) -> Outcome:
        return _threshold_outcome(answer, loaded, answer.status)

    def work(left: Left) -> Outcome:
        from games.solvers.thresholds import threshold as solve

        _require_some_values(loaded)
        answer = solve(game, profile, time_limit=left())
        judged = _judged(answer, options, left)
        return _with_verdict(_threshold_outcome(answer, loaded, judged.status), judged)

    free = loaded.varied
    with told_in_file(loaded.file):
        game, profile = arena(free.game, free.profile, free.discount)
        _require_one_varied(game, loaded)
    return respond(options, work, told)


def _load(file: Path, options: Options) -> LoadedGame:
    """The game of a file; what this version does not read is bad input to a command."""
    from games.formats.game_file import load

    try:
        with time_limit(options.time_limit):
            return load(file)
    except LimitReached as error:
        if options.json:
            print_json({"status": "unknown", "reason": str(error)})
        raise
    except Unsupported as error:
        raise InvalidFile(error.where, error.found, error.expected, error.remedy) from None


def _profile(loaded: LoadedGame) -> Profile:
    if loaded.profile is None:
        remedy = "Add [profile], for instance with play = [...] or with states."
        raise InvalidFile(loaded.file, "no [profile]", "the strategy profile that is asked about", remedy)
    return loaded.profile


def _one_state(profile: Profile, loaded: LoadedGame) -> None:
    machines = profile.machines if hasattr(profile, "machines") else (profile,)
    if any(len(machine.state_names) > 1 for machine in machines):
        remedy = 'Add [repeated] with discount = "d", or keep one state.'
        raise InvalidFile(loaded.file, "a [profile] of several states without [repeated]", "one state's play", remedy)


def _common(discount: tuple[Scalar, ...] | None) -> Scalar | None:
    return discount[0] if discount else None


def arena(game: Game, profile: Profile | None, discount: Scalar | None) -> tuple[DynamicGame, Automaton | Machines]:
    """The game over time in which the profile is judged; one-shot play is play with a discount factor of 0."""
    from games.core.anonymous import AnonymousGame, representative_play
    from games.core.automaton import Automaton
    from games.core.dynamic import DynamicGame
    from games.core.strategic import StrategicGame

    if profile is None:
        raise InvalidGame("profile", "none", "a strategy profile")
    if isinstance(game, StrategicGame):
        return DynamicGame.repeated(game, 0), profile
    if isinstance(game, AnonymousGame):
        if not isinstance(profile, Automaton):
            raise InvalidGame("profile", "one automaton a player", "a symmetric profile")
        return representative_play(game, profile, 0 if discount is None else discount)
    return game, profile


def _require_one_varied(game: DynamicGame, loaded: LoadedGame) -> None:
    """Meet a list of discount factors of which none, or more than one, is a symbol."""
    from games.solvers.thresholds import vary

    try:
        vary(game)
    except Unsupported as error:
        raise InvalidFile(f"{loaded.file}, discount", error.found, error.expected, error.remedy) from None


def _require_some_values(loaded: LoadedGame) -> None:
    """Meet assumptions that contradict one another: of nothing, everything is true."""
    if not loaded.assumptions:
        return
    from games.exact import symbols_of
    from games.solvers.conditions import unit_interval
    from games.solvers.reals import consistent

    factors = {name for own in loaded.varied.discount_factors for name in symbols_of(own)}
    known = [*loaded.varied.game.assumptions, *(own for name in sorted(factors) for own in unit_interval(name))]
    try:
        possible = consistent(known)
    except Unsupported:  # then the solver says what it does not read
        return
    if possible is False:
        found, remedy = "assumptions that no values meet together", "Drop or mend one of them."
        raise InvalidFile(f"{loaded.file}, assume", found, "assumptions that some values meet", remedy)


def _kind(loaded: LoadedGame) -> str:
    from games.formats import answers

    return {"stochastic": answers.STOCHASTIC, "anonymous": answers.ANONYMOUS}.get(loaded.kind, answers.STAGE)


def _check_outcome(answer: ProfileCheck, loaded: LoadedGame, status: Any) -> Outcome:
    from games.formats import answers

    data = answers.check(answer, _kind(loaded), status)
    if answer.holds is False and answer.deviation is None:
        sure = _sure_deviation(answer)
        if sure is not None:
            data["deviation"] = {**answers.place(sure, _kind(loaded)), "gain": answers.number(-sure.slack)}
    shown = _explained(answer, status) if loaded.discount is not None else _one_shot_words(answer, data)
    return Outcome(data, shown, {True: ANSWERED, False: FALSE, None: STOPPED}[answer.holds])


def _sure_deviation(answer: ProfileCheck) -> Any:
    """With symbols: a deviation that gains at all admissible values, if there is one."""
    from games.exact import Relation
    from games.solvers.conditions import admissible, unit_interval
    from games.solvers.signs import Signs

    factors = [name for name in answer.game.symbols if any(str(own) == name for own in answer.game.discount)]
    signs = Signs((*admissible(answer.game, ""), *(own for name in factors for own in unit_interval(name))))
    zero = answer.game.discount[0] * 0
    return next((own for own in answer.deviations if signs.excludes(Relation(own.slack, ">=", zero))), None)


def _one_shot_words(answer: ProfileCheck, data: Json) -> Callable[[Console], None]:
    """A play of a game that is played once, told as what it is: a Nash equilibrium or not."""

    def lines() -> list[str]:
        payoffs = ", ".join(f"{player} {value}" for player, value in data["payoffs"].items())
        told = [f"Payoffs: {payoffs}.", f"Status: {data['status']} ({', '.join(answer.engines)})."]
        if answer.holds:
            return ["The play is a Nash equilibrium: nobody gains from another action.", *told]
        if answer.holds is False:
            worst = data["deviation"]
            gain = f"{worst['player']} gains {worst['gain']} by playing {worst['action']}." if worst else ""
            return ["The play is not a Nash equilibrium.", gain, *told]
        conditions = [" and ".join(case.get("assume", ())) for case in data["cases"] if case["intervals"]]
        where = [f"It is one if {condition}." for condition in conditions if condition]
        return ["Whether the play is a Nash equilibrium depends on the symbols.", *where, *told]

    return lambda console: console.print("\n".join(line for line in lines() if line))


def _threshold_outcome(answer: Any, loaded: LoadedGame, status: Any) -> Outcome:
    from games.core.solution import Status
    from games.formats import answers

    exit_status = STOPPED if answer.status is Status.UNKNOWN else ANSWERED
    return Outcome(answers.threshold(answer, _kind(loaded), status), _explained(answer, status), exit_status)


# --- words and certificates -----------------------------------------------------------------------------------------


def _explained(answer: Any, status: Any) -> Callable[[Console], None]:
    def tell(console: Console) -> None:
        from games.show.words import explain

        console.print(explain(replace(answer, status=status)))

    return tell


def _judged(answer: Any, options: AnswerOptions, left: Left) -> Judged:
    """The answer as the certifier judges it; writes the certificate if that is wanted."""
    judged = judge(answer, left)
    if options.certificate is not None:
        if judged.certificate is None:
            report(f"{options.certificate}: not written, there is no certificate: {judged.reason}")
        else:
            options.certificate.write_text(judged.certificate.to_json() + "\n", encoding="utf-8")
    return judged


def _with_verdict(outcome: Outcome, judged: Judged) -> Outcome:
    """The outcome with the checker's verdict on its certificate."""
    verdict = judged.verdict
    if judged.certificate is None or verdict is None:
        data = {**outcome.data, "certificate": None, "no_certificate": judged.reason}
        return Outcome(data, lambda console: _without_certificate(console, outcome, judged.reason), outcome.exit)

    def tell(console: Console) -> None:
        outcome.show(console)
        console.print(f"Certificate: accepted by the checker ({verdict.steps} steps).")

    told = {"verdict": "accepted", "claim": verdict.claim, "steps": verdict.steps}
    return Outcome({**outcome.data, "certificate": told}, tell, outcome.exit)


def _without_certificate(console: Console, outcome: Outcome, reason: str) -> None:
    outcome.show(console)
    if reason and outcome.exit != STOPPED:
        console.print(f"Certificate: none. {reason[:1].upper()}{reason[1:].rstrip('.')}.")
