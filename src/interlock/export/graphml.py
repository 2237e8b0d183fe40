"""A picture as GraphML: targets, entries and named parties; edges for entries, ties and doubts. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from interlock.export.marks import BANNER, permalink
from interlock.export.picture import Picture
from interlock.export.rows import Edge, edges_of, number_words
from interlock.model.gap import GapReport
from interlock.report.text import printable
from interlock.report.wording import authority_name

_GRAPH_KEYS = ("edition", "as_of", "focus", "coalition", "data")
_NODE_KEYS = (
    "node_kind", "label", "schema", "names", "identifiers", "authority", "list_key", "source_id", "snapshot",
    "standing", "programmes", "effects", "listed_on", "listed_basis", "focus_by", "permalink",
)  # fmt: skip
_EDGE_KEYS = (
    "kind", "record", "edge_list_key", "edge_source_id", "edge_snapshot", "why", "status", "severity",
    "gap_id",
)  # fmt: skip


def graphml(picture: Picture) -> Iterator[bytes]:
    """The document, piece by piece."""
    yield _head(picture)
    yield from _nodes(picture)
    for number, edge in enumerate(edges_of(picture)):
        yield _edge(number, edge)
    yield _FOOT


def gap_graphml(picture: Picture, report: GapReport) -> Iterator[bytes]:
    """Targets with their entries, authorities, and an edge from an authority to a target for each gap."""
    yield _head(picture)
    yield from _nodes(picture)
    count = 0
    for count, edge in enumerate(edges_of(picture), start=1):
        yield _edge(count, edge)
    for key in dict.fromkeys(gap.authority for gap in report.gaps):
        yield _node(f"authority:{key}", {"node_kind": "authority", "label": authority_name(key)})
    here = {card.target.target_id for card in picture.cards}
    for number, gap in enumerate(report.gaps, start=count + 1):
        if gap.target_id in here:
            yield _line(
                number,
                f"authority:{gap.authority}",
                gap.target_id,
                {
                    "kind": f"gap:{gap.kind}",
                    "status": gap.status,
                    "severity": f"{gap.severity:.2f}",
                    "why": gap.why,
                    "gap_id": gap.gap_id,
                },
            )
    yield _FOOT


_FOOT = b"</graph>\n</graphml>\n"


def _head(picture: Picture) -> bytes:
    keys = [("graph", name) for name in _GRAPH_KEYS]
    keys += [("node", name) for name in _NODE_KEYS]
    keys += [("edge", name) for name in _EDGE_KEYS]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ]
    for scope, name in keys:
        kind = "double" if name == "severity" else "string"
        lines.append(f'<key id="{name}" for="{scope}" attr.name="{name}" attr.type="{kind}"/>')
    lines.append(f'<graph id="interlock-{picture.edition}" edgedefault="directed">')
    facts = {
        "edition": picture.edition,
        "as_of": picture.as_of.isoformat(),
        "focus": picture.focus,
        "coalition": ",".join(picture.coalition),
        "data": BANNER if picture.fictional else "as published",
    }
    return ("\n".join(lines) + "\n" + _data(facts) + "\n").encode()


def _nodes(picture: Picture) -> Iterator[bytes]:
    for card in picture.cards:
        target = card.target
        yield _node(
            target.target_id,
            {
                "node_kind": "target",
                "label": target.caption,
                "schema": target.schema,
                "names": "; ".join(
                    dict.fromkeys(name.text for entry in card.entries for name in entry.listing.names)
                ),
                "identifiers": "; ".join(
                    dict.fromkeys(
                        number_words(number) for entry in card.entries for number in entry.listing.identifiers
                    )
                ),
                "focus_by": "; ".join(card.focus_by),
                "permalink": permalink(picture.edition, target.target_id),
            },
        )
        for entry in card.entries:
            listing, record = entry.listing, entry.record
            yield _node(
                record.key,
                {
                    "node_kind": "listing",
                    "label": listing.caption,
                    "schema": listing.schema,
                    "authority": listing.authority,
                    "list_key": listing.list_key,
                    "source_id": listing.source_id,
                    "snapshot": record.last_seen.isoformat(),
                    "standing": entry.standing,
                    "programmes": "; ".join(listing.programmes),
                    "effects": "; ".join(listing.effects),
                    "listed_on": record.listed_on.iso(),
                    "listed_basis": record.listed_on.basis,
                },
            )
    parties = {tie.end: tie.party for tie in reversed(picture.ties) if not tie.target}
    for end, party in sorted(parties.items()):
        yield _node(end, {"node_kind": "named party", "label": party})


def _node(node_id: str, facts: dict[str, str]) -> bytes:
    return f"<node id={_quoted(node_id)}>{_data(facts)}</node>\n".encode()


def _edge(number: int, edge: Edge) -> bytes:
    facts = {
        "kind": edge.kind,
        "record": edge.key,
        "edge_list_key": edge.list_key,
        "edge_source_id": edge.source_id,
        "edge_snapshot": edge.snapshot.isoformat() if edge.snapshot else "",
        "why": edge.why,
    }
    return _line(number, edge.source, edge.target, facts)


def _line(number: int, source: str, target: str, facts: dict[str, str]) -> bytes:
    ends = f"source={_quoted(source)} target={_quoted(target)}"
    return f'<edge id="e{number}" {ends}>{_data(facts)}</edge>\n'.encode()


def _data(facts: dict[str, str]) -> str:
    return "".join(f'<data key="{name}">{escape(_xml(text))}</data>' for name, text in facts.items() if text)


def _quoted(text: str) -> str:
    return quoteattr(_xml(text))


def _xml(text: str) -> str:
    """Without what XML 1.0 cannot hold."""
    return printable(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
