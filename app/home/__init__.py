"""Today: what each role sees first.

Read: rules, queries, words, views, routes.
"""
