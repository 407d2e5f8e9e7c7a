"""The questions about many ratings, and the only place that builds figures.

Read: series, access, queries, shapes, charts, figures, words, views, routes.
"""
