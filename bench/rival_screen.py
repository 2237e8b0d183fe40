"""Run by an interpreter that has nomenklatura: its Index and logic-v2 screen names, on one core.

Arguments: a file of entities, a file of queries ([schema, name] a line). Output: seconds of processor
time a query, and for each query the id of the best candidate.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    from followthemoney import Dataset, StatementEntity
    from nomenklatura.blocker.index import Index
    from nomenklatura.db import Session, get_engine
    from nomenklatura.matching import LogicV2
    from nomenklatura.resolver import Resolver
    from nomenklatura.store import load_entity_file_store

    entities, queries = Path(sys.argv[1]), Path(sys.argv[2])
    resolver = Resolver(Session(get_engine("sqlite:///:memory:")), create=True)
    store = load_entity_file_store(entities, resolver)
    view = store.default_view()
    with tempfile.TemporaryDirectory() as folder:
        index = Index(view, Path(folder))
        index.build()
        index.con.execute("SET threads = 1")
        asked = Dataset.make({"name": "asked", "title": "asked"})
        config = LogicV2.default_config()
        lines = [json.loads(line) for line in queries.read_text(encoding="utf-8").splitlines()]
        proxies = {
            f"q{n}": StatementEntity.from_data(
                asked, {"id": f"q{n}", "schema": schema, "properties": {"name": [name]}}
            )
            for n, (schema, name) in enumerate(lines)
        }
        best: dict[str, str] = {}
        began = time.process_time()
        for identifier, candidates in index.match_entities(proxies.values()):
            query = proxies[identifier.id]
            held = [view.get_entity(found.id) for found, _ in candidates]
            scored = [(LogicV2.compare(query, one, config).score, one.id) for one in held if one is not None]
            if scored:
                best[identifier.id] = max(scored)[1]
        spent = time.process_time() - began
    top = [best.get(f"q{n}", "") for n in range(len(lines))]
    print(json.dumps({"seconds": spent / max(1, len(lines)), "top": top}))


main()
