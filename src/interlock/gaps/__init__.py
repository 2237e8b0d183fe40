"""What one authority lists and another does not: found, dated, ranked and explained.

One module per kind of gap, each pure, with its rule in its docstring; `run.py` reads the edition.
"""
