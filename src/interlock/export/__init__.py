"""What an edition holds, for other programs and for drafters: exports, and drafts that close a gap.

A `picture` is what was asked for out of an edition; each format is one module that renders a picture, and
names the edition's hash and, for a sample world, that all of it is invented. `run.py` reads the store.
"""
