"""The questions about many ratings, and the only place that builds figures.

Read: series, access, queries, growth, shapes, charts, figures, words, views, routes.
"""
