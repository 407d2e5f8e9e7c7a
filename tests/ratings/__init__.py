"""Assessments: their rules, their doors and their pages."""
