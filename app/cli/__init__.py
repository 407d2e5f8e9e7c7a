"""The command line: serve, demo, migrate, profiles, account, mail.

Read: main, profiles, accounts, mail, schema.
"""
