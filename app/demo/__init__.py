"""The demonstration: an invented county with two years of practice, built only through actions.

Read: cast (who), stories (how practice grows, pure), turns and main_pair (what is told), county, agreements, pairs,
goals, amendments, build.
"""
