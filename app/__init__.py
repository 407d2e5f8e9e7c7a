"""Ninestep: practice-profile coaching and fidelity tracking for child welfare."""

__version__ = "0.1.0"
