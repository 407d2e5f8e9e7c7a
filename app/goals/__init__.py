"""The next step a worker and a coach agree on, and the incremental rule it follows.

Read: rules, sentence, models, seen, queries, actions, states, words, forms, routes.
"""
