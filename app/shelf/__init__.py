"""The shelf: what helped on the way to a goal, given by workers to everybody in the agency, without a name.

Read: rules, names, models, queries, own, actions, forms, views, routes.
"""
