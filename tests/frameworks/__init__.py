"""Tests of frameworks, scales and profiles."""
