"""What a question is about: a named set of each authority's programmes, kept in data.

A focus by programme alone is too narrow (targets of one network sit under several programmes), so a
target is in the focus when any of its listings is, and the answer says which.
"""

from interlock.focus.focus import ALL, Focus, focus_keys, load_focus
from interlock.focus.regimes import orders_of, regimes_of, regimes_under

__all__ = ["ALL", "Focus", "focus_keys", "load_focus", "orders_of", "regimes_of", "regimes_under"]
