"""The page: see the Council vote, test levers, read results; a Solara page on the loopback only."""

NEEDS = (
    "the page needs packages that are not installed, {} first: pip install 'lmgsim[page]', or "
    "pip install '.[page]' in the repository of lmgsim"
)
