"""Invented people and ratings, and what `app.statistics` makes of them. Nobody in here exists."""
