"""Frameworks: published practice profiles and their scales, data files in, versioned rows out.

Read scale, profile, strict_yaml, files; then models, queries, actions, forms, routes.
"""
