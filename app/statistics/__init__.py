"""Figures about ratings, growth and shares: plain values in, plain values out, each with its published source."""

# A result is recomputed to the last digit by the same version; a change of any figure takes the next number.
VERSION = "1"
