"""Run by an interpreter that has nomenklatura: pairs on standard input, logic-v2's scores on standard output.

Each entity gets an id of its own: the matcher remembers what it made of an id.
"""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version


def main() -> None:
    from followthemoney import model
    from nomenklatura.matching import LogicV2

    def entity(key: str, schema: str, name: str) -> object:
        return model.get_proxy({"id": key, "schema": schema, "properties": {"name": [name]}})

    config = LogicV2.default_config()
    rows = json.load(sys.stdin)
    LogicV2.compare(entity("w1", "Person", "Warm Up"), entity("w2", "Person", "Up Warm"), config)
    made = [
        (entity(f"a{n}", schema, one), entity(f"b{n}", schema, other))
        for n, (one, other, schema) in enumerate(rows)
    ]
    began = time.process_time()
    scores = [LogicV2.compare(a, b, config).score for a, b in made]
    spent = time.process_time() - began
    answer = {"scores": scores, "us": spent / max(1, len(rows)) * 1e6, "version": version("nomenklatura")}
    print(json.dumps(answer))


main()
