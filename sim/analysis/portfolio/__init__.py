"""The best mix of levers under a budget: mixes, the search among them, and what robust means."""

from sim.analysis.portfolio.mixes import random_mixes, within_budget
from sim.analysis.portfolio.robust import Robust, front, robust
from sim.analysis.portfolio.search import Searched, search

__all__ = [
    "Robust",
    "Searched",
    "front",
    "random_mixes",
    "robust",
    "search",
    "within_budget",
]
