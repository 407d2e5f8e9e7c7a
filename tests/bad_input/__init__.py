"""Everything that a clumsy or hostile hand can send, at every route that takes input.

Read: values (what is thrown), forms (what a right form of each route is), run (how it is thrown).
"""
