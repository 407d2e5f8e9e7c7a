"""Assessments and ratings: one rater's points for one worker on one profile version.

Read: rules, models, sheets, queries, actions, forms, words, views, routes.
"""
