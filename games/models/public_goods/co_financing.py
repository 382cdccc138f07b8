"""A co-financed project: what a subsidy to groups does to the dilemma of the group.

PROCHILE, Chile's export agency, paid half of the export projects of groups of firms, and of groups only: about 65 committees
of 6 to 14 firms, over 700 firms, by 1988 [PerezAleman2003]_. Each of n firms may give one unit; of each unit the agency pays
`subsidy`, and every unit is worth `m` to everyone (a public good, after Olson [Olson1965]_).

Claim of the source   half the money from outside, and only for groups, brought the firms to work together.
What we show          in a dilemma, (1-s)/n < m < 1-s, giving is kept up by the threat to stop iff d >= (1-s-m)/((n-1)m): the
                      subsidy lowers the patience needed. From s = 1-m on no threat is needed (at equality each is
                      indifferent). But it can also sustain waste, where nm < 1. Paid by a levy on the firms themselves it
                      never sustains waste, and needs more patience. "Groups only" is a minimum number of members: it turns
                      the dilemma into a problem of coordination where outsiders are excluded or all n are needed, and then no
                      patience is needed at all.

Rules     minimum     the project runs iff at least so many join (else nobody pays or gains); it is then worth m a member
          outsiders   "benefit": to all n;  "excluded": to members only
          paid        "outside": the agency bears the subsidy;  "levy": all n firms do, in equal parts
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Self

from games.core.anonymous import AnonymousGame
from games.core.automaton import Automaton
from games.core.solution import Case
from games.errors import Unsupported
from games.exact import Formula, Interval, Relation, Scalar, exact, is_number, parse_formula, symbols_of, text
from games.models.card import Card
from games.models.cases import ALWAYS, cases, from_on
from games.models.parameters import assumed, scalar_fields, settle

OUT, JOIN = "out", "join"
CONDITIONS = ("n >= 2", "m > 0", "0 <= subsidy <= 1", "1 <= minimum", "minimum <= n")
ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class SymmetricShape:
    """Which symmetric equilibria there are, by the probability of joining.

    `nobody`: 0 is one; `everybody`: 1 is one; `mixed`: how many there are strictly between; `any_probability`: all are.
    """

    nobody: bool
    mixed: int
    everybody: bool
    any_probability: bool = False


@dataclass(frozen=True, slots=True)
class CoFinancedProject:
    """n firms that may join a project of which an agency pays a part.

    `m` is what one unit is worth to each firm that benefits, in units; `subsidy` the part of a unit that is paid for the
    giver (numbers or symbols); `n` and `minimum` are whole numbers or symbols. Raises InvalidGame unless n >= 2, m > 0,
    0 <= subsidy <= 1 and 1 <= minimum <= n.

    >>> committee = CoFinancedProject(n=14, m="1/10", subsidy="1/2")
    >>> [str(case.intervals[0]) for case in committee.threshold()]
    ['[4/13, 1)']
    >>> CoFinancedProject(n=14, m="1/10", subsidy="1/2", minimum=6).pure_equilibria()
    (0, 1, 2, 3, 4, 6)
    """

    n: Scalar
    m: Scalar
    subsidy: Scalar
    minimum: Scalar = ONE
    outsiders: str = "benefit"
    paid: str = "outside"

    CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {
        "outsiders": ("benefit", "excluded"),
        "paid": ("outside", "levy"),
    }

    def __post_init__(self) -> None:
        settle(self, CONDITIONS, whole=("n", "minimum"))

    @classmethod
    def symbolic(cls, **rules: object) -> Self:
        """The model with n, m and s symbols (n a whole number), and the rules given: minimum, outsiders, paid."""
        given: dict[str, object] = {"n": exact("n"), "m": exact("m"), "subsidy": exact("s"), **rules}
        return cls(**given)  # type: ignore[arg-type]  # settle() makes every parameter exact, or refuses it

    @property
    def assumptions(self) -> tuple[Relation, ...]:
        """What is assumed of the symbols; `n` and `minimum` are whole besides."""
        return assumed(self, CONDITIONS)

    @property
    def symbols(self) -> tuple[str, ...]:
        """The names of the symbols among the parameters, sorted."""
        return tuple(sorted({name for own in scalar_fields(self) for name in symbols_of(getattr(self, own))}))

    @property
    def whole(self) -> tuple[str, ...]:
        """The symbols that stand for whole numbers."""
        return tuple(sorted({*symbols_of(self.n), *symbols_of(self.minimum)}))

    # ----------------------------------------------------------------------------------------- the game and its profile

    def game(self) -> AnonymousGame:
        """The project by counts: k is the number of *other* firms that join."""
        return AnonymousGame(
            self.n,
            (OUT, JOIN),
            (self._payoff_out(), self._payoff_in()),
            assumptions=self.assumptions,
            name="Co-financed project",
            source="PerezAleman2003",
        )

    def grim(self) -> Automaton:
        """All join until someone does not, then nobody for ever."""
        return Automaton.grim(JOIN, OUT)

    def _payoff_in(self) -> Formula:
        """Joining makes k + 1 members; the project runs iff they are enough."""
        each = "(k + 1)*m - (1 - subsidy)" + (" - (k + 1)*subsidy/n" if self.paid == "levy" else "")
        return self._formula(each if self.minimum == 1 else f"max(0, min(1, k + 2 - minimum)) * ({each})")

    def _payoff_out(self) -> Formula:
        """Staying out leaves k members."""
        each = ("k*m" if self.outsiders == "benefit" else "0") + (" - k*subsidy/n" if self.paid == "levy" else "")
        return self._formula(each if self.minimum == 1 else f"max(0, min(1, k + 1 - minimum)) * ({each})")

    def _formula(self, payoff: str) -> Formula:
        values = {"m": self.m, "subsidy": self.subsidy, "minimum": self.minimum}
        return parse_formula(payoff).substitute(values)

    # --------------------------------------------------------------------------------------------------- closed forms

    @property
    def own_cost(self) -> Scalar:
        """What a member pays of his own unit."""
        return 1 - self.subsidy

    @property
    def return_to_each(self) -> Scalar:
        """What one more member is worth to a firm that benefits, after its part of the levy."""
        return self.m - self._levy

    @property
    def critical_discount(self) -> Scalar:
        """The patience that the dilemma asks for, where outsiders benefit and the project does not hang on one firm.

        >>> text(CoFinancedProject.symbolic().critical_discount)
        '(1 - m - s)/(m*(n - 1))'
        """
        return (self.own_cost - self.return_to_each) / ((self.n - 1) * self.return_to_each)

    @property
    def joining_is_best(self) -> Relation:
        """When joining is at least as good as staying out, whatever the others do (one member is enough, outsiders benefit).

        With money from outside: m >= 1 - s. At equality every choice is as good as any other.
        """
        return Relation(self.return_to_each, ">=", self.own_cost)

    @property
    def wasteful(self) -> Relation:
        """When a unit is worth less to all n together than it costs: nm < 1 (outsiders benefit, or all join)."""
        return Relation(self.n * self.m, "<", ONE)

    def threshold(self) -> tuple[Case, ...]:
        """The discount factors at which `grim` is an equilibrium: all join, under the threat that nobody ever does again.

        `minimum` must be a number. Where one member is enough, the threat is empty if a firm would join alone. A levy on
        outsiders who are excluded can make the set end below 1: the patient would rather have no project at all.

        >>> for case in CoFinancedProject.symbolic().threshold():
        ...     print([own.text for own in case.assume], [str(interval) for interval in case.intervals])
        ['m < 1 - s', 'm*n > 1 - s'] ['[(1 - m - s)/(m*(n - 1)), 1)']
        ['m < 1 - s', 'm*n <= 1 - s'] []
        ['m = 1 - s'] ['[0, 1)']
        ['m > 1 - s'] []
        """
        if not is_number(self.minimum):
            raise Unsupported("minimum", text(self.minimum), "a number", "Put a value in for it.")
        if self.minimum == 1:
            return cases(*self._one_is_enough())
        listed = [
            Case((Relation(self.n, ">", self.minimum), *own.assume), own.intervals) for own in self._some_suffice()
        ]
        listed += [
            Case((Relation(self.n, "=", self.minimum), *own.assume), own.intervals) for own in self._all_needed()
        ]
        return cases(*listed)

    def _one_is_enough(self) -> tuple[Case, ...]:
        """Minimum 1: nobody may want to join alone, or the threat is empty."""
        alone, cost = self.return_to_each, self.own_cost
        empty_threat = Relation(alone, ">", cost)
        if self.outsiders == "benefit":
            return (*self._dilemma(), Case((Relation(alone, "=", cost),), ALWAYS), Case((empty_threat,), ()))
        kept = tuple(Case((empty_threat.negated(), *own.assume), own.intervals) for own in self._some_suffice())
        return (*kept, Case((empty_threat,), ()))

    def _dilemma(self) -> tuple[Case, ...]:
        """Where outsiders benefit and a firm that leaves saves more than it loses this season."""
        tempting = Relation(self.return_to_each, "<", self.own_cost)
        worth_it = Relation(self.n * self.return_to_each, ">", self.own_cost)
        return (
            Case((tempting, worth_it), from_on(self.critical_discount) if self.return_to_each != 0 else ()),
            Case((tempting, worth_it.negated()), ()),
        )

    def _some_suffice(self) -> tuple[Case, ...]:
        """Where the project runs without any one firm."""
        if self.outsiders == "benefit":
            return (*self._dilemma(), Case((Relation(self.return_to_each, ">=", self.own_cost),), ALWAYS))
        if self._levy == 0:
            return self._all_needed()
        season, worth = self.n * self.m - self._levy - self.own_cost, self.n * self.return_to_each - self.own_cost
        joins, pays = Relation(season, ">=", ZERO), Relation(worth, ">=", ZERO)
        until = Interval(ZERO, True, season / (self._levy * (self.n - 1)), True)
        return Case((pays,), ALWAYS), Case((pays.negated(), joins), (until,)), Case((joins.negated(),), ())

    def _all_needed(self) -> tuple[Case, ...]:
        """Where who leaves loses the project, or all of his part in it."""
        pays = Relation(self.n * self.return_to_each, ">=", self.own_cost)
        return Case((pays,), ALWAYS), Case((pays.negated(),), ())

    @property
    def _levy(self) -> Scalar:
        """What each firm pays of the subsidy of one unit."""
        return self.subsidy / self.n if self.paid == "levy" else ZERO

    def pure_equilibria(self) -> tuple[int, ...]:
        """How many join in the pure equilibria; the parameters must be numbers.

        Too few to matter (up to minimum - 2) are always an equilibrium: no one firm can bring the project about.
        """
        n, needed, at_minimum, beyond = self._numbers()
        found = list(range(needed - 1))
        if at_minimum <= 0:
            found.append(needed - 1)
        if needed < n and self.outsiders == "excluded":
            found += [n] if beyond >= 0 else []
        elif needed < n:
            found += [needed] if at_minimum >= 0 >= beyond else []
            found += list(range(needed + 1, n)) if beyond == 0 else []
            found += [n] if beyond >= 0 else []
        elif at_minimum >= 0:
            found.append(n)
        return tuple(found)

    def symmetric_equilibria(self) -> SymmetricShape:
        """Which symmetric equilibria there are; the parameters must be numbers.

        A mixed one balances what joining brings or costs when the firm is the one that was missing against what it costs or
        brings when others are enough.
        """
        n, needed, at_minimum, beyond = self._numbers()
        last = beyond if needed < n else at_minimum
        if at_minimum == 0 and last == 0:
            return SymmetricShape(True, 0, True, any_probability=True)
        nobody = needed > 1 or at_minimum <= 0
        return SymmetricShape(nobody, 1 if at_minimum * last < 0 else 0, last >= 0)

    def _numbers(self) -> tuple[int, int, Fraction, Fraction]:
        """n, minimum, the gain from being the one that was missing, and the gain of the last of n."""
        if self.symbols:
            found = f"the symbols {', '.join(self.symbols)}"
            raise Unsupported("equilibria", found, "numbers", "Put values in for them.")
        at_minimum = self.minimum * self.return_to_each - self.own_cost
        members = ONE if self.outsiders == "benefit" else self.n
        beyond = members * self.m - self._levy - self.own_cost
        return int(self.n), int(self.minimum), Fraction(at_minimum), Fraction(beyond)

    @staticmethod
    def card() -> Card:
        """The model in plain English."""
        return CARD


CARD = Card(
    id="co-financing",
    title="A co-financed project",
    family="collective action and public goods",
    sources=("PerezAleman2003", "Olson1965"),
    story="""Chile's export agency paid 50 % of the export projects of groups of firms, never of one firm: trips,
    standards, market studies. By 1988 there were about 65 committees of 6 to 14 firms, over 700 firms in all.""",
    players="n firms of one sector, all alike.",
    moves="Each joins with one unit (money, time), or stays out.",
    payoffs="""In units. A member pays 1 - s of his unit, s is paid for him. Each unit is worth m to every firm
    that benefits: to all n, or to members only. The project may need a minimum number of members; below it nobody
    pays or gains. The subsidy comes from outside, or from an equal levy on all n firms.""",
    parameters=(
        ("n", "the number of firms"),
        ("m", "what one unit is worth to each"),
        ("subsidy", "s, the part paid for the giver (the source: 1/2)"),
        ("minimum", "how many members the project needs"),
        ("outsiders, paid", "who benefits, and who bears the subsidy"),
        ("d", "the discount factor"),
    ),
    claim="Paying half, and paying groups only, brought firms together that had not worked together before.",
    shown=(
        """One member is enough, all benefit, money from outside: staying out is better for each, and joining
        better for all, iff (1-s)/n < m < 1-s. Then all join, under the threat to stop, iff d >= (1-s-m)/((n-1)m).
        The more the agency pays, and at a given m the more firms there are, the less patience it takes.""",
        """Joining is best whatever the others do iff s >= 1 - m. At equality every choice is as good as any
        other, so that nothing is settled by it.""",
        """The subsidy can sustain waste: with (1-s)/n < m < 1/n a unit costs more than it is worth to all
        together, and yet the firms keep giving.""",
        """Paid by an equal levy instead: iff 1/n < m < 1 - s(n-1)/n there is a dilemma, and all join iff d >=
        (1-m-s(n-1)/n)/((n-1)(m-s/n)). That never sustains waste. It takes more patience than money from outside,
        and less than no subsidy at all.""",
        """Groups only (a minimum of 2 or more). Too few may always join: any number up to minimum - 2, for no one
        firm can bring the project about; and minimum - 1, if the minimum would not pay its members. Then nobody
        pays or gains.""",
        """Groups only, outsiders excluded, money from outside: else all n join, if nm >= 1-s. A problem of
        coordination: leaving never pays, so the threat is not needed, and all join at every discount factor.""",
        """Groups only, outsiders benefit, m < 1-s: else exactly the minimum joins, if minimum times m >= 1-s. Who
        stays out has the best of it. If all n are needed there are no outsiders: then it is coordination again.""",
        """A levy on outsiders who are excluded can hold all in only if they are impatient enough: where nm < 1
        they join to get something for what they pay in any case, and would all be better off without the project.""",
    ),
    not_here="""Firms that differ, noisy observation of who gives, and what the agency wants: they come with this
    family's later models.""",
)
"""The card of this model."""
