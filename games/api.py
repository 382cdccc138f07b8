"""The main door: the core descriptions with the questions one asks of them.

Each class here is its namesake in `games.core` with methods that call a solver; the core itself knows no solver.

>>> pd = StrategicGame.from_table(
...     players=("buyer", "supplier"),
...     payoffs={("share", "share"): (3, 3), ("share", "hide"): (0, 5), ("hide", "share"): (5, 0), ("hide", "hide"): (1, 1)},
... )
>>> pd.repeated().threshold(Automaton.grim("share", "hide")).intervals[0].lo
Fraction(1, 2)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, overload

from games.core import anonymous, dynamic, extensive, strategic
from games.core.automaton import Automaton, StrategyProfile
from games.core.dynamic import DISCOUNT
from games.core.indifference import Indifference, indifferences
from games.core.log import PlayLog, play_log
from games.core.nash import Deviation, deviations, mixed_profile

if TYPE_CHECKING:
    from pathlib import Path

    from games.core.classification import Classification, ConditionalEquilibria, SupportEquilibria
    from games.core.correlated import CorrelatedEquilibrium, CorrelatedPayoffs, Disobedience
    from games.core.count_profiles import CountProfiles, SymmetricProfiles
    from games.core.dominance import Dominance
    from games.core.extensive import BehaviourProfile, Payoffs
    from games.core.extensive_solution import BehaviourCheck, SubgamePerfectEquilibria, TreeCases
    from games.core.minmax import MinmaxPayoffs
    from games.core.mixed import MixedEquilibria
    from games.core.nash import MixedProfile
    from games.core.potential import CountPotential, Potential, PotentialKind
    from games.core.rationalizability import Rationalizable
    from games.core.solution import CountEquilibria, NashEquilibria, ProfileCheck, SymmetricEquilibria, Threshold
    from games.core.zero_sum import ZeroSumSolution
    from games.formats.common import LoadedGame
    from games.solvers.correlated import Objective


@dataclass(frozen=True)
class StrategicGame(strategic.StrategicGame):
    """A finite game in strategic form (see `games.core.strategic`) that can be solved, repeated and shown."""

    @classmethod
    def from_any(cls, *objects: Any, decimal: bool = False, **about: Any) -> StrategicGame:
        """The game that an object of another package holds: nashpy, pygambit, quantecon, pandas, arrays (see `games.formats.convert`)."""
        from games.formats.convert import from_any

        return cls(**_fields(from_any(*objects, decimal=decimal, **about)))

    def to(self, kind: str, **options: Any) -> Any:
        """The game as another package's object, or as the text of a file: "nashpy", "frame", "nfg" ... (see `games.formats.convert`)."""
        from games.formats.convert import to

        return to(self, kind, **options)

    def equilibria(
        self, *, method: str = "vertices", time_limit: float | None = None
    ) -> NashEquilibria | Classification | ConditionalEquilibria:
        """Two players: all extreme Nash equilibria and the maximal subsets they form; more players: all pure equilibria.

        With method="nashpy", of two players, what nashpy proposes: each decided exactly, but not known to be all. With symbols in the
        payoffs: of a 2x2 game its name and all equilibria by cases, of others all pure equilibria with their conditions.
        """
        if self.symbols and method == "vertices":
            from games.solvers.symbolic import symbolic_equilibria

            return symbolic_equilibria(self, time_limit=time_limit)
        from games.solvers.nash import nash_equilibria

        return nash_equilibria(self, method=method, time_limit=time_limit)

    def classify(self, *, time_limit: float | None = None) -> Classification:
        """Which 2x2 game it is, and why: `name` and `why`; with symbols by cases."""
        from games.solvers.two_by_two import classify

        return classify(self, time_limit=time_limit)

    def equilibria_by_support(self, *, time_limit: float | None = None) -> SupportEquilibria:
        """With symbols: pure and mixed equilibria of every support that can be decided, each with its exact condition."""
        from games.solvers.by_support import equilibria_by_support

        return equilibria_by_support(self, time_limit=time_limit)

    def support_equilibrium(
        self, support: Sequence[Sequence[str]] | Mapping[str, Sequence[str]] | str, *, time_limit: float | None = None
    ) -> ConditionalEquilibria:
        """The equilibrium in which each player plays exactly the actions named, as formulas, and when there is one."""
        from games.solvers.support import support_equilibrium

        return support_equilibrium(self, support, time_limit=time_limit)

    def pure_equilibria(self) -> NashEquilibria:
        """All pure equilibria, complete."""
        from games.solvers.pure import pure_equilibria

        return pure_equilibria(self)

    def mixed_equilibria(
        self, *, supports: Iterable[Sequence[Sequence[str]]] | None = None, time_limit: float | None = None
    ) -> MixedEquilibria:
        """Pure and mixed Nash equilibria of a small game, irrational ones too; shown to be all where that succeeds.

        `supports` asks for these support profiles only, for each player the labels that he plays.
        """
        from games.solvers.mixed import mixed_equilibria

        return mixed_equilibria(self, supports=supports, time_limit=time_limit)

    def minmax(self, *, time_limit: float | None = None) -> MinmaxPayoffs:
        """What the others can hold each player to: pure, mixed and correlated minmax payoffs, with the punishments."""
        from games.solvers.minmax import minmax_payoffs

        return minmax_payoffs(self, time_limit=time_limit)

    def zero_sum(self, *, time_limit: float | None = None) -> ZeroSumSolution:
        """The value of a two-player zero-sum (or constant-sum) game and all optimal strategies of both players."""
        from games.solvers.zero_sum import zero_sum

        return zero_sum(self, time_limit=time_limit)

    def dominance(self, *, weak: bool = False, time_limit: float | None = None) -> Dominance:
        """Iterated elimination of strictly (or weakly) dominated actions, with what dominates them and why the others stay."""
        from games.solvers.dominance import iterated_dominance

        return iterated_dominance(self, weak=weak, time_limit=time_limit)

    def rationalizable(self, *, independent: bool = False, time_limit: float | None = None) -> Rationalizable:
        """The rationalizable actions, with correlated beliefs (what iterated strict dominance leaves) or with independent ones."""
        from games.solvers.rationalizability import rationalizable

        return rationalizable(self, independent=independent, time_limit=time_limit)

    def indifferences(self, profile: Sequence[object] | Mapping[str, object]) -> tuple[Indifference, ...]:
        """The support of a profile, and which other actions would pay as much, one entry a player."""
        return indifferences(self, mixed_profile(self, profile))

    def deviations(self, profile: Sequence[object] | Mapping[str, object]) -> tuple[Deviation, ...]:
        """Who would rather do what, and by how much, at a pure or mixed profile."""
        return deviations(self, mixed_profile(self, profile))

    def correlated_equilibrium(
        self, objective: Objective = None, *, minimise: bool = False, coarse: bool = False
    ) -> CorrelatedEquilibrium:
        """The correlated equilibrium that is best (or worst) for an objective: the sum of payoffs, one player's, or weights."""
        from games.solvers.correlated import correlated_equilibrium

        return correlated_equilibrium(self, objective, minimise=minimise, coarse=coarse)

    def correlated_payoffs(self, *, coarse: bool = False, time_limit: float | None = None) -> CorrelatedPayoffs:
        """The least and the greatest payoff of each player over all correlated equilibria."""
        from games.solvers.correlated import correlated_payoffs

        return correlated_payoffs(self, coarse=coarse, time_limit=time_limit)

    def disobediences(
        self, distribution: Sequence[object] | Mapping[strategic.Profile, object], *, coarse: bool = False
    ) -> tuple[Disobedience, ...]:
        """What each way to disobey a distribution over profiles gains; it is a correlated equilibrium iff none does."""
        from games.core.correlated import disobediences, joint_distribution

        return disobediences(self, joint_distribution(self, distribution), coarse=coarse)

    def potential(self, kind: PotentialKind | str | None = None) -> Potential:
        """The potential of the strongest kind that the game has, or of the kind named; or what stands against it."""
        from games.solvers.potential import potential

        return potential(self, kind)

    def repeated(self, discount: object = DISCOUNT) -> DynamicGame:
        """The game for ever under perfect monitoring; the discount factor may stay symbolic."""
        return DynamicGame.repeated(self, discount)

    def _repr_html_(self) -> str:
        from games.show.html import to_html

        return to_html(self)


@dataclass(frozen=True)
class DynamicGame(dynamic.DynamicGame):
    """Play over time (see `games.core.dynamic`): repeated, monitored and stochastic games."""

    def check(self, profile: StrategyProfile, *, time_limit: float | None = None) -> ProfileCheck:
        """Is the profile subgame perfect, and if not, who would deviate?"""
        from games.solvers.subgame_perfection import check

        return check(self, profile, time_limit=time_limit)

    def threshold(
        self, profile: StrategyProfile, *, discount: str | None = None, time_limit: float | None = None
    ) -> Threshold:
        """All discount factors at which the profile is an equilibrium."""
        from games.solvers.thresholds import threshold

        return threshold(self, profile, discount=discount, time_limit=time_limit)

    def why_not(self, profile: StrategyProfile) -> str:
        """In words: why the profile is no equilibrium, or that it is one."""
        from games.show.words import why_not

        return why_not(self.check(profile))

    def play(
        self,
        profile: StrategyProfile,
        periods: int = 10,
        *,
        seed: int = 0,
        departures: Mapping[int, Mapping[str, str]] | None = None,
    ) -> PlayLog:
        """The play log, with departures from the profile by period if wanted."""
        return play_log(self, profile, periods, seed=seed, departures=departures)

    def _repr_html_(self) -> str:
        from games.show.html import to_html

        return to_html(self)


@dataclass(frozen=True)
class AnonymousGame(anonymous.AnonymousGame):
    """Symmetric players who care only how many others choose what (see `games.core.anonymous`)."""

    def equilibria(self) -> CountEquilibria | CountProfiles:
        """All pure equilibria: with two actions by counts of the second, with more as `count_profiles`."""
        from games.solvers.counts import count_equilibria

        return count_equilibria(self) if len(self.actions) == 2 else self.count_profiles()

    def symmetric_equilibria(self) -> SymmetricEquilibria | SymmetricProfiles:
        """All symmetric equilibria: with two actions by the probability of the second, with more as `symmetric_profiles`."""
        from games.solvers.symmetric import symmetric_equilibria

        return symmetric_equilibria(self) if len(self.actions) == 2 else self.symmetric_profiles()

    def count_profiles(self, *, time_limit: float | None = None) -> CountProfiles:
        """All pure equilibria, by vectors of counts, of a game with any number of actions."""
        from games.solvers.count_profiles import count_profiles

        return count_profiles(self, time_limit=time_limit)

    def symmetric_profiles(self, *, time_limit: float | None = None) -> SymmetricProfiles:
        """All symmetric equilibria of a game with any number of actions, support by support."""
        from games.solvers.faces import symmetric_profiles

        return symmetric_profiles(self, time_limit=time_limit)

    def potential(self) -> CountPotential:
        """The exact potential, which every such game has, by how many choose the second action."""
        from games.solvers.potential import count_potential

        return count_potential(self)

    def with_named_players(self) -> StrategicGame:
        """The game as a strategic form; only for few players."""
        from games.solvers.named_players import with_named_players

        return solvable(with_named_players(self))

    def repeated_under(self, profile: Automaton, discount: object = DISCOUNT) -> tuple[DynamicGame, Automaton]:
        """The repeated game under a symmetric profile, as one player's decision problem; n may be symbolic."""
        reduced, conform = anonymous.representative_play(self, profile, discount)
        return as_dynamic(reduced), conform

    def threshold(self, profile: Automaton, *, time_limit: float | None = None) -> Threshold:
        """All discount factors at which the symmetric profile is an equilibrium of the repeated game."""
        game, conform = self.repeated_under(profile)
        return game.threshold(conform, time_limit=time_limit)

    def _repr_html_(self) -> str:
        from games.show.html import to_html

        return to_html(self)


@dataclass(frozen=True)
class ExtensiveGame(extensive.ExtensiveGame):
    """A finite game in extensive form (see `games.core.extensive`): a tree that can be solved and shown."""

    def backward_induction(self, *, limit: int = 10_000, time_limit: float | None = None) -> SubgamePerfectEquilibria:
        """All pure subgame-perfect equilibria of a game with perfect information, every tie kept."""
        from games.solvers.backward_induction import backward_induction

        return backward_induction(self, limit=limit, time_limit=time_limit)

    def subgame_perfect_equilibria(
        self, *, limit: int = 10_000, time_limit: float | None = None
    ) -> SubgamePerfectEquilibria:
        """Subgame-perfect equilibria: all pure ones with perfect information, else those made of extreme equilibria of the subgames."""
        from games.solvers.backward_induction import subgame_perfect_equilibria

        return subgame_perfect_equilibria(self, limit=limit, time_limit=time_limit)

    def cases(self, *, limit: int = 10_000, time_limit: float | None = None) -> TreeCases:
        """Perfect information and symbols: all pure subgame-perfect equilibria, by cases of the symbols."""
        from games.solvers.tree_cases import tree_cases

        return tree_cases(self, limit=limit, time_limit=time_limit)

    def strategic_form(self, *, reduced: bool = True) -> StrategicGame:
        """The (reduced) strategic form: plans for actions."""
        from games.core.plans import strategic_form

        return StrategicGame(**_fields(strategic_form(self, reduced=reduced)))

    def check(self, profile: Mapping[str, object], *, concept: str = "subgame perfect") -> BehaviourCheck:
        """Is the profile, player -> information set -> action or probabilities, subgame perfect (or a "nash" equilibrium)?"""
        from games.solvers.extensive_check import check_behaviour

        return check_behaviour(self, profile, concept=concept)

    def expected_payoffs(self, profile: Mapping[str, object]) -> Payoffs:
        """What each player expects from a behaviour profile."""
        from games.core.behaviour import behaviour_profile, expected_payoffs

        return expected_payoffs(self, behaviour_profile(self, profile))

    def behaviour_of(self, mixed: Sequence[object] | Mapping[str, object]) -> BehaviourProfile:
        """The behaviour profile that leads to the same chances as a mixed profile of the reduced strategic form."""
        from games.core.plans import behaviour_of

        return behaviour_of(self, mixed_profile(self.strategic_form(), mixed))[0]

    def mixed_of(self, profile: Mapping[str, object]) -> MixedProfile:
        """The mixed profile of the reduced strategic form that leads to the same chances as a behaviour profile."""
        from games.core.behaviour import behaviour_profile
        from games.core.plans import mixed_of

        return mixed_of(self, behaviour_profile(self, profile))

    @property
    def perfect_recall(self) -> bool:
        """Whether every player remembers what he knew and did."""
        from games.core.recall import forgotten

        return not forgotten(self)

    def _repr_html_(self) -> str:
        from games.show.html import to_html

        return to_html(self)


def as_dynamic(game: dynamic.DynamicGame) -> DynamicGame:
    """The same dynamic game with this module's methods."""
    return DynamicGame(**_fields(game))


@overload
def solvable(game: strategic.StrategicGame) -> StrategicGame: ...
@overload
def solvable(game: dynamic.DynamicGame) -> DynamicGame: ...
@overload
def solvable(game: anonymous.AnonymousGame) -> AnonymousGame: ...
@overload
def solvable(game: extensive.ExtensiveGame) -> ExtensiveGame: ...
def solvable(game: Any) -> Any:
    """The same game with this module's methods: for what `games.models` and game files give.

    >>> from games.models.public_goods import CoFinancedProject
    >>> project = CoFinancedProject(n=14, m="1/10", subsidy="1/2")
    >>> solvable(project.game()).equilibria().counts
    (0,)
    """
    if isinstance(game, strategic.StrategicGame):
        return StrategicGame(**_fields(game))
    if isinstance(game, dynamic.DynamicGame):
        return as_dynamic(game)
    if isinstance(game, extensive.ExtensiveGame):
        return ExtensiveGame(**_fields(game))
    return AnonymousGame(**_fields(game))


def load(path: str | Path) -> LoadedGame:
    """A game file: its game, with this module's methods, its profile, and what else it says.

    `.toml`, `.nfg`, `.efg`, `.gam` and `.csv` files are read; "catalog:NAME" is a game of the catalogue. Raises InvalidFile,
    naming the place, for a file that is no game file.
    """
    from games.formats import game_file

    loaded = game_file.load(path)
    return replace(loaded, game=solvable(loaded.game))


def _fields(game: Any) -> dict[str, Any]:
    return {name: getattr(game, name) for name in game.__dataclass_fields__}
