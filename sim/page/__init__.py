"""The page: see the Council vote, test levers, read results; a Solara page on the loopback only."""
