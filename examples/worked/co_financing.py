"""Co-financing: PROCHILE pays half of a project, for groups of firms only.

The source (Perez-Aleman 2003): 50 % from the state; by 1988 about 65 committees of 6 to 14 firms, over 700 firms. What a unit is worth to
each firm (m) is illustrative.
"""

import proofs
from games import solvable
from games.models.public_goods import CoFinancedProject
from games.show.words import explain

model = CoFinancedProject(n=14, m="1/10", subsidy="1/2")
print(model.card(), "\n")

# 1. One member is enough, all benefit: a dilemma. From which patience on do all join, under the threat to stop?
print(explain(solvable(model.game()).threshold(model.grim())), "\n")

# 2. What the agency's half does, and what a levy on the firms themselves would do instead.
print("n     no subsidy   levy   from outside      (the patience needed at m = 1/5)")
for n in (6, 10, 14):
    ways = [
        CoFinancedProject(n, "1/5", 0),
        CoFinancedProject(n, "1/5", "1/2", paid="levy"),
        CoFinancedProject(n, "1/5", "1/2"),
    ]
    print(f"{n:<5} {'   '.join(f'{way.critical_discount!s:10}' for way in ways)}")
waste = CoFinancedProject(n=14, m="1/20", subsidy="1/2")
print("Waste: at m = 1/20 a unit brings 14/20 for 1, and yet all give from d =", waste.critical_discount, "on.\n")

# 3. Groups only: at least six must join. Who benefits makes all the difference.
for outsiders in ("excluded", "benefit"):
    group = solvable(CoFinancedProject(n=14, m="1/10", subsidy="1/2", minimum=6, outsiders=outsiders).game())
    print(f"Outsiders: {outsiders}.\n{explain(group.equilibria())}\n{explain(group.symmetric_equilibria())}\n")

# 4. The same with 700 firms in one group: exact and complete, but the mixed equilibrium is next to nobody joining.
crowd = solvable(CoFinancedProject(n=700, m="1/500", subsidy="1/2", minimum=300).game())
print(explain(crowd.symmetric_equilibria()), "\n")

# 5. For every n, m and s:
for proof in proofs.prove(*proofs.theorems_for(model), judge=False):  # judge=True: which assumptions are needed
    print(f"{proof.status}: {proof.theorem.claim}")
