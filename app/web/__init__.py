"""What every feature's routes share, and nothing about coaching.

Read: pages, forms, errors, csrf, headers; heads, deadline and rates for limits; paging, revisions.
"""
