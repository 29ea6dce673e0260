"""From a configuration to replicates of arms, their measures and the raw tables of results."""
