"""Agencies, units, accounts, positions, agreements: who is who, and who may do what, when.

Read: permits, models, access, history, circumstances, passwords, signin, queries, actions, forms, routes, admin_routes.
"""
