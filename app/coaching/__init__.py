"""Coaching agreements: who coaches whom, on which profiles, from when until when.

Read: rules, queries, actions, forms, routes.
"""
