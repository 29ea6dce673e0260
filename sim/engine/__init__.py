"""The engine: one replicate of many design points side by side, compiled.

In ``day.py`` states lobby and cast their votes; ``ensemble.py`` runs all days.
"""
