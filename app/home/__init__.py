"""Today: what each role sees first.

Read: rules, queries, acquaintances, staffing, events, onlookers, words, pair_tasks, people_words, news_words, views,
routes.
"""
