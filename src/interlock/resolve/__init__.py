"""Who is the same as whom. Pure: records in, targets out, the same whatever the order.

This is the first resolver, honest rather than clever. A better one replaces `decide.py`; candidates,
evidence, clusters and target ids stay.
"""

from interlock.resolve.resolve import resolve

__all__ = ["resolve"]
