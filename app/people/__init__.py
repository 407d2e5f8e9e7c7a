"""Agencies, units, accounts, positions, agreements: who is who, and who may do what, when.

Read: permits, policy, models, access, readers, sight, who, history, queries, actions, forms.
Signing in: time_outs, guessing, passwords, tries, links, sign_ins, entry, presence, signin, proofs.
Then: routes, own_routes, link_routes, admin_routes, account_routes, policy_routes.
"""
