"""The Council as Mesa models: agent by agent, and with compiled days."""
