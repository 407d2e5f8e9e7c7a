"""The audit trail: who did what to which record, written with the change and chained so that tampering shows.

Start with `chain`, then `models` (the table), `entries` (how something gets on record) and `verify`.
"""
