"""views: the documents. Each is a frozen page, ordered, counted and labelled; templates only print it.

Nothing is imported here: what prints a page apart from the plan (writers.confined) loads its blocks alone.
"""
