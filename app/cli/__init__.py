"""The command line: serve, demo, migrate, profiles, account.

Read: main, profiles, accounts, schema.
"""
