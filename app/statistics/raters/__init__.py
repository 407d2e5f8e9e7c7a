"""How alike raters rate, how far a rating can be trusted, and whether a rater is stricter than the others."""
