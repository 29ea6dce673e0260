"""The record: which tables of votes, members and states are in force, and how a user's is kept."""
