"""Learning by monitoring: partners who watch each other, and get better by it."""

from games.models.learning_by_monitoring.capability_ladder import CapabilityLadder

__all__ = ["CapabilityLadder"]
