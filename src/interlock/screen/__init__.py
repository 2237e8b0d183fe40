"""Screening: is this name, ship or wallet on a list, whose, with what effect, and how sure is that?

Pure but for `run`, which alone reads the store. An answer never says *clear* when a list in scope is missing,
held back or too old, or when entries of it are known by number only.
"""
