"""Coaching sessions: planned, held and closed by worker and coach, with what they said they would do.

Read: rules, models, access, queries, news, promises, agenda, reading, actions, sheet, rows, closing, views, written,
routes.
"""
