"""A lever and a term of the rule for lmgsim, to copy from."""
