import io

import networkx
from hypothesis import HealthCheck, given, settings

from interlock.export.graphml import graphml
from made_editions import edition_of, editions, shown, world


def graph_of(found):
    return networkx.read_graphml(io.BytesIO(b"".join(graphml(found))), force_multigraph=True)


def test_targets_entries_and_named_parties_are_nodes():
    graph = graph_of(shown(edition_of(world())))
    kinds = dict(graph.nodes(data="node_kind"))
    assert kinds["us:1"] == "listing"
    assert kinds["party:us:unlisted bank"] == "named party"
    edges = {(kind, graph.nodes[b]["label"]) for a, b, kind in graph.edges(data="kind")}
    assert ("linked_to", "UNLISTED BANK") in edges
    assert ("owner", "EXAMPLE TRADING CO") in edges
    assert graph.graph["edition"] == "0123456789abcdef"


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(edition=editions())
def test_any_edition_is_read_back_with_every_target_and_entry(edition):
    found = shown(edition)
    graph = graph_of(found)
    kinds = [kind for _, kind in graph.nodes(data="node_kind")]
    entries = sum(len(card.entries) for card in found.cards)
    assert kinds.count("target") == len(found.cards)
    assert kinds.count("listing") == entries
    assert graph.number_of_edges() == entries + len(found.ties) + len(found.doubts)
    assert None not in kinds
