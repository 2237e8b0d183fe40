"""A little XML: escaping, and elements as nested tuples that render compact or indented."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TypeAlias

Node: TypeAlias = "tuple[str, str | Sequence[Node]]"
"""(tag, text or children)."""


def text(value: str) -> str:
    """Escaped for an element or a double-quoted attribute."""
    return escape(value, quote=True)


def compact(node: Node) -> str:
    """On one line; `<TAG/>` when empty."""
    tag, content = node
    if not content:
        return f"<{tag}/>"
    inside = text(content) if isinstance(content, str) else "".join(map(compact, content))
    return f"<{tag}>{inside}</{tag}>"


def indented(node: Node, step: str, depth: int) -> str:
    """One element a line, `step` a level, from `depth` on; ends with a line break."""
    tag, content = node
    space = step * depth
    if not content:
        return f"{space}<{tag}/>\n"
    if isinstance(content, str):
        return f"{space}<{tag}>{text(content)}</{tag}>\n"
    inside = "".join(indented(child, step, depth + 1) for child in content)
    return f"{space}<{tag}>\n{inside}{space}</{tag}>\n"


def attributes(**pairs: str | None) -> str:
    """` name="value"` of all that are not None, in the order given."""
    return "".join(f' {name}="{text(value)}"' for name, value in pairs.items() if value is not None)
