"""The demonstration: an invented county with two years of practice, built only through actions.

Read: cast (who), stories (how practice grows, pure), build (the actions).
"""
