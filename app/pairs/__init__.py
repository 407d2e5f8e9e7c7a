"""Pairs: the page where worker and coach see both views side by side and answer three questions.

Read: comparison, rules, models, queries, reading, actions, forms, views, routes.
"""
