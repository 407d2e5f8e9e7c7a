"""Who may see what: the whole policy, tried in every way there is."""
