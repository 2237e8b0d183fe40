"""Interlock: coordinate sanctions between allied authorities and close the gaps between lists."""

__version__ = "0.1.0"
