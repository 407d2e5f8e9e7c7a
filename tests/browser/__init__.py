"""Journeys in a real browser, as the people make them."""
