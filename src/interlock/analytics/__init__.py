"""Figures over many gaps: how fast authorities follow each other, and how far their lists overlap.

Pure modules compute; `run.py` reads the edition.
"""
