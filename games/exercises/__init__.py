"""Exercises whose answers are judged by the engine, and whose wrong answers are refuted with numbers.

>>> [one.id for one in list_exercises()][:2]
['price-stability', 'price-stability-indexed']
>>> verdict = check("capability-ladder-last-level", "g/R")
>>> verdict.correct, sorted(verdict.values)
(False, ['R', 'd', 'g', 'l', 'rho', 'x'])
"""

from games.exercises.description import Exercise, ExerciseVerdict
from games.exercises.judging import check
from games.exercises.questions import exercise, list_exercises

__all__ = ["Exercise", "ExerciseVerdict", "check", "exercise", "list_exercises"]
