"""Shares of people, how sure they are, and whether they reach a bar."""
