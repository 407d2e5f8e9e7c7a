"""The trail: chained, refused to be changed, and computed again."""
