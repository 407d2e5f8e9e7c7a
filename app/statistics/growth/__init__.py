"""Figures about change over time: of one person, between two phases, of a group."""
