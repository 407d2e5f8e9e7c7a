"""The questions about many ratings, and the only place that builds figures.

Read: series, queries, charts, figures, words, routes.
"""
