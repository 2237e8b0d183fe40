"""Measures what the project promises, each figure one command: `make bench` or `python -m bench NAME`."""
