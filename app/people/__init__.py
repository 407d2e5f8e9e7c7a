"""Agencies, units, accounts, positions, agreements: who is who, and who may do what, when.

Read: permits, policy, models, access, readers, sight, who, history, passwords, signin, queries, actions,
forms, routes, admin_routes, policy_routes.
"""
