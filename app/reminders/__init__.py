"""Telling people what waits, outside the program: a digest by mail, and a private calendar to read elsewhere.

Read: rules, entries, models, queries, waiting, sources, actions, digests, worker, feed, forms, views, routes.
"""
