"""The science: a state's behaviour as small scalar functions, called by both drivers."""
