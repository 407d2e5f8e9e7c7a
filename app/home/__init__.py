"""Today: what each role sees first.

Read: queries, routes.
"""
