"""Coaching agreements: who coaches whom, from when until when, and what the supervisor sees.

Read: rules, access, store, opening, actions, signing, sharing, reading, views, routes.
"""
