"""The whip count of a draft before it is voted on: chances, tallies, reasons, and their score."""
