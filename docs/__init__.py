"""The page that explains figures, and what draws its pictures."""
