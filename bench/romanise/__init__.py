"""Romanisation rules written from the public standards, for making labelled pairs. Nothing of `interlock`.

The engine that is measured must not import this package, and this package must not import the engine: two
independent readings of the same standards are what makes the labels worth something.
"""
