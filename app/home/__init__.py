"""Today: what each role sees first.

Read: rules, queries, acquaintances, staffing, events, endings, between, onlookers, words, pair_tasks, to_plan,
people_words, news_words, ending_words, meeting_news, views, routes.
"""
