"""The life of gaps: what happened to each, what people did about it, and what an official opens first.

Pure modules compute; `run.py` reads the edition and the ledger.
"""
