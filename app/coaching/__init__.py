"""Coaching agreements: who coaches whom, on which profiles, from when until when.

Read: rules, candidates, queries, actions, forms, routes.
"""
