"""Which entities are kept, counted and in what order: against slow and obvious code."""

from hypothesis import given
from hypothesis import strategies as st

from interlock.api.filters import Filter, facets, sorting, values_of
from interlock.screen.entity import Entity

WORDS = st.sampled_from(["a", "b", "c"])
ENTITIES = st.builds(
    lambda number, schema, datasets, countries, referents, change: Entity(
        id=f"e{number}",
        schema=schema,
        caption=f"E {number}",
        properties={"country": tuple(countries)} if countries else {},
        datasets=tuple(datasets),
        referents=tuple(referents),
        last_change=change,
    ),
    st.integers(0, 9),
    st.sampled_from(["Person", "Company", "Vessel"]),
    st.lists(WORDS, max_size=3, unique=True),
    st.lists(WORDS, max_size=3, unique=True),
    st.lists(WORDS, max_size=2, unique=True),
    st.sampled_from([None, "2020-01-01", "2020-01-01T10:00:00", "2021-05-05"]),
)
FILTERS = st.builds(
    Filter,
    allowed=st.none() | st.frozensets(WORDS | st.just("own")),
    own_name=st.just("own"),
    kinds=st.none() | st.frozensets(st.sampled_from(["Person", "Company"])),
    exclude_schemata=st.frozensets(st.sampled_from(["Person", "Vessel"])),
    exclude_ids=st.frozensets(WORDS | st.sampled_from(["e1", "e2"])),
    since=st.sampled_from([None, "2020-01-01", "2020-01-01T09:59", "2021-05-05"]),
    fields=st.dictionaries(st.just("countries"), st.lists(WORDS, min_size=1).map(tuple), max_size=1),
    operator=st.sampled_from(["AND", "OR"]),
)
LATER = {
    ("2020-01-01T10:00:00", "2020-01-01"), ("2021-05-05", "2020-01-01"), ("2021-05-05", "2020-01-01T09:59"),
    ("2020-01-01T10:00:00", "2020-01-01T09:59"),
}  # fmt: skip
"""(changed, since) where the change is the later one."""


def obviously(keep, entity):
    names = entity.datasets if entity.datasets else ("own",)
    if keep.allowed is not None and not any(name in keep.allowed for name in names):
        return False
    if keep.kinds is not None and entity.schema not in keep.kinds:
        return False
    if entity.schema in keep.exclude_schemata:
        return False
    if entity.id in keep.exclude_ids or any(name in keep.exclude_ids for name in entity.referents):
        return False
    if keep.since and entity.last_change and (entity.last_change, keep.since) not in LATER:
        return False
    wanted = keep.fields.get("countries", ())
    held = [value in entity.properties.get("country", ()) for value in wanted]
    return (all(held) if keep.operator == "AND" else any(held)) if wanted else True


@given(FILTERS, ENTITIES)
def test_a_filter_keeps_what_slow_code_keeps(keep, entity):
    assert keep.keeps(entity) == obviously(keep, entity)
    if keep.is_open:
        assert keep.keeps(entity)


@given(st.lists(ENTITIES))
def test_facets_count_each_entity_once_for_each_value(entities):
    told = facets(entities, ("countries", "schema", "datasets"), {"a": "List A"})
    for facet, body in told.items():
        for row in body["values"]:
            assert row["count"] == sum(row["name"] in values_of(entity, facet) for entity in entities)
        counts = [row["count"] for row in body["values"]]
        assert counts == sorted(counts, reverse=True)
    assert all(row["label"] == "List A" for row in told["datasets"]["values"] if row["name"] == "a")


@given(st.lists(ENTITIES), st.sampled_from(["last_change", "countries", "caption"]), st.booleans())
def test_who_lacks_the_value_stands_last_whatever_the_order(entities, field, falling):
    rows = [(entity, 0.5) for entity in entities]
    put = sorting([f"{field}:desc" if falling else field])
    put(rows)
    assert sorted(row[0].id for row in rows) == sorted(entity.id for entity in entities)
    keys = [values_of(entity, field) for entity, _ in rows]
    having = [key for key in keys if key]
    assert keys[len(having) :] == [()] * (len(keys) - len(having))
    extremes = [max(key) if falling else min(key) for key in having]
    assert extremes == sorted(extremes, reverse=falling)
