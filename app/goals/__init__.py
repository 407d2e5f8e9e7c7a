"""The next step a worker and a coach agree on, and the incremental rule it follows.

Read: rules, sentence, models, queries, actions, words, forms, routes.
"""
