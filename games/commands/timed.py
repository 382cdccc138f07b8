"""Commands about strategy profiles of play over time: check, threshold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from games.commands.common import GameFile, Json, explained, judged, load, with_verdict
from games.commands.extensive import check_tree
from games.console import ANSWERED, CERTIFYING, FALSE, STOPPED, AnswerOptions, Left, Outcome, respond
from games.errors import InvalidFile, InvalidGame, Unsupported
from games.formats.tables import told_in_file

if TYPE_CHECKING:
    from rich.console import Console

    from games.core.automaton import Automaton, Machines
    from games.core.dynamic import DynamicGame
    from games.core.solution import ProfileCheck
    from games.exact import Scalar
    from games.formats.common import Game, LoadedGame, Profile


def register(app: App) -> None:
    """Add this module's commands to the application."""
    app.command(check)
    app.command(threshold)


def check(
    file: GameFile,
    /,
    *,
    profile: Annotated[
        Path | None, Parameter(name="--profile", help="Trees: a file that says what each player does (TOML).")
    ] = None,
    nash: Annotated[bool, Parameter(negative="", help="Trees: ask for a Nash equilibrium only.")] = False,
    options: AnswerOptions = CERTIFYING,
) -> int:
    """Is the file's [profile] subgame perfect (under public monitoring: a perfect public equilibrium)?

    Without [repeated], and where the kind is not stochastic: is the one state's play a Nash equilibrium? Of a tree (.efg), whose file
    holds no profile, the one in --profile is judged.
    """
    loaded = load(file, options)
    if loaded.tree is not None:
        return check_tree(loaded.tree, file, profile, nash, options)
    if profile is not None or nash:
        raise InvalidGame(
            "check", "--profile or --nash", "a tree (.efg) with them", "Other files hold their [profile]."
        )
    return _check_automaton(loaded, options)


def _check_automaton(loaded: LoadedGame, options: AnswerOptions) -> int:
    profile = _profile(loaded)
    if loaded.discount is None:
        _one_state(profile, loaded)

    def work(left: Left) -> Outcome:
        from games.solvers.subgame_perfection import check as solve

        _require_some_values(loaded)
        with told_in_file(loaded.file):
            answer = solve(*arena(loaded.game, profile, _common(loaded.discount)), time_limit=left())
        judgement = judged(answer, options, left)
        return with_verdict(_check_outcome(answer, loaded, judgement.status), judgement)

    return respond(options, work)


def threshold(file: GameFile, /, *, options: AnswerOptions = CERTIFYING) -> int:
    """Find all discount factors in [0, 1) at which the file's [profile] is an equilibrium.

    One common factor varies, a number under `discount` is ignored; of a list, the entries that are one and the same symbol vary.
    """
    loaded = load(file, options)
    _profile(loaded)

    def told(answer: Any) -> Outcome:
        return _threshold_outcome(answer, loaded, answer.status)

    def work(left: Left) -> Outcome:
        from games.solvers.thresholds import threshold as solve

        _require_some_values(loaded)
        answer = solve(game, profile, time_limit=left())
        judgement = judged(answer, options, left)
        return with_verdict(_threshold_outcome(answer, loaded, judgement.status), judgement)

    free = loaded.varied
    with told_in_file(loaded.file):
        game, profile = arena(free.game, free.profile, free.discount)
        _require_one_varied(game, loaded)
    return respond(options, work, told)


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
    if not isinstance(game, DynamicGame):
        raise InvalidGame("profile", "a tree", "a game over time, or one with named actions")
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
    shown = explained(answer, status) if loaded.discount is not None else _one_shot_words(answer, data)
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
    return Outcome(answers.threshold(answer, _kind(loaded), status), explained(answer, status), exit_status)
