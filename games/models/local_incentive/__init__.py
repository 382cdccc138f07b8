"""The local-incentive prisoner's dilemma: places that compete for mobile firms."""

from games.models.local_incentive.incentive_competition import IncentiveCompetition

__all__ = ["IncentiveCompetition"]
