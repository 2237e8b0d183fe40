"""Run by an interpreter that has followthemoney: entities on standard input, what is wrong with them out.

An entity is right when its schema and properties exist, nothing that is needed is missing, no value is
refused or changed by FtM's own cleaning, every reference leads to an entity of a fitting schema, and no id
comes twice.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from importlib.metadata import version


def main() -> None:
    from followthemoney import model

    lines = [json.loads(line) for line in sys.stdin if line.strip()]
    schema_of = {line["id"]: line["schema"] for line in lines}
    wrong: list[str] = []
    refused: Counter[str] = Counter()
    changed: Counter[str] = Counter()

    def fault(line: dict[str, object], text: str) -> None:
        refused[text.split(":")[0]] += 1
        if len(wrong) < 40:
            wrong.append(f"{line['id']} {line['schema']}: {text}")

    for entity_id, times in Counter(line["id"] for line in lines).items():
        if times > 1:
            fault({"id": entity_id, "schema": schema_of[entity_id]}, f"id stands {times} times")
    for line in lines:
        schema = model.get(line["schema"])
        if schema is None or schema.abstract:
            fault(line, "no such schema")
            continue
        try:
            schema.validate({"properties": line["properties"]})
            model.get_proxy(line, cleaned=False)
        except Exception as error:  # noqa: BLE001  # whatever followthemoney makes of it is the finding
            fault(line, f"refused whole: {error}")
        for name, values in line["properties"].items():
            prop = schema.get(name)
            if prop is None or prop.stub:
                fault(line, f"no property: {name}")
                continue
            for value in values:
                clean = prop.type.clean(value, format=prop.format)
                if clean is None:
                    fault(line, f"{name} refused: {value!r}")
                elif clean != value:
                    changed[name] += 1
                    if len(wrong) < 40:
                        wrong.append(f"{line['id']} {line['schema']}: {name} changed: {value!r} to {clean!r}")
                if prop.max_length and len(value) > prop.max_length:
                    fault(line, f"{name} too long: {len(value)}")
                if prop.range is not None and not _fits(model, schema_of.get(value), prop.range):
                    fault(line, f"{name} leads nowhere: {value!r}")
    answer = {
        "version": version("followthemoney"), "entities": len(lines), "schemata": Counter(schema_of.values()),
        "refused": refused, "changed": changed, "examples": wrong,
    }  # fmt: skip
    print(json.dumps(answer))


def _fits(model: object, name: str | None, needed: object) -> bool:
    schema = model.get(name) if name else None
    return schema is not None and schema.is_a(needed)


main()
