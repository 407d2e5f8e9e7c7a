"""Coaching agreements and pairs: who coaches whom, who sees what, and two views side by side.

Read: rules, agreement_access, actions, signing, sharing, agreement_views, routes; then pairing and the pages of pairs.
"""
