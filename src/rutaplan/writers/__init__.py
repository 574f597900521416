"""writers: a finished page becomes the bytes of a file. One module a way of writing.

Nothing is imported here: a confined process loads only the way that it needs.
"""
