"""METI's Foreign End User List."""
