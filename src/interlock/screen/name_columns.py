"""The names of one kind as columns: their texts, words, keys and bearers, by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from interlock.model.listing import Schema
from interlock.names.prepared import Prepared
from interlock.names.words import INITIAL
from interlock.screen.columns import Array, Columns, Texts, grouped
from interlock.screen.keys import KeyTable, hashed_each, shortened_of_all
from interlock.screen.spelling import (
    SHORTEST_NATIVE,
    initials_mask,
    letters_mask,
    named,
    short_mask,
    sorted_form,
    sound_of,
    telling_words,
    turned_forms,
    unabridged,
    whole_forms,
)
from interlock.screen.trigrams import Trigrams
from interlock.screen.vocabulary import Vocabulary


class NameColumns:
    """Names by row: distinct but for case, accents, punctuation. What may match by one word comes last."""

    def __init__(self, columns: Columns, name: str, schema: Schema) -> None:
        self.schema = schema
        self.persons = schema == "Person"
        self.texts = Texts(columns, f"{name}.texts")
        self.joined = Texts(columns, f"{name}.joined")
        """The letters of each name's words, without spaces."""
        self.spelled = Texts(columns, f"{name}.spelled")
        """The words of each name, as they are spelled in it, a space between."""
        self.unabridged = Texts(columns, f"{name}.unabridged")
        """All letters of each name that has more than its words have: a legal form, a title; else empty."""
        self.weights = columns[f"{name}.weights"]
        """Of the words by which a name is looked up, together, in twentieths."""
        self.letters = columns[f"{name}.letters"]
        """First letters of the words, as `spelling.letters_mask` has them."""
        self.initials = columns[f"{name}.initials"]
        self.shorts = columns[f"{name}.shorts"]
        self.telling = columns[f"{name}.telling"]
        """How many words of each name are no particles."""
        self.lengths = columns[f"{name}.lengths"]
        """Letters of each name without spaces."""
        self.owners = columns[f"{name}.owners"]
        self.owner_starts = columns[f"{name}.owner_starts"]
        self.word_rows = columns[f"{name}.word_rows"]
        self.word_starts = columns[f"{name}.word_starts"]
        self.first_lone = int(columns[f"{name}.first_lone"][0])
        """The first row whose name may match by one word."""
        self.whole = KeyTable(columns, f"{name}.whole")
        self.sounds = KeyTable(columns, f"{name}.sounds_whole")
        self.vocabulary = Vocabulary(columns, f"{name}.vocabulary", persons=self.persons)
        self.trigrams = Trigrams(columns, name)

    def __len__(self) -> int:
        return len(self.texts)


def columns_of_names(name: str, schema: Schema, names: Iterable[tuple[str, int, bool]]) -> dict[str, Array]:
    """The columns of an index over (name as printed, entity, is a weak alias)."""
    owners: dict[str, dict[int, bool]] = defaultdict(dict)
    for text, entity, weak in names:
        borne = owners[text]
        borne[entity] = borne.get(entity, True) and weak
    texts: dict[str, str] = {}
    shapes: dict[str, Prepared] = {}
    joint: dict[str, dict[int, bool]] = defaultdict(dict)
    for text, bearers in owners.items():
        shape = named(text, schema)
        if not shape.flat or not shape.words:
            continue
        if texts.setdefault(shape.flat, text) == text:
            shapes[shape.flat] = shape
        borne = joint[shape.flat]
        for entity, weak in bearers.items():
            borne[entity] = borne.get(entity, True) and weak
    lone = {flat for flat, shape in shapes.items() if _is_lone(shape)}
    order = sorted(texts, key=lambda flat: (flat in lone, flat))
    rows = [(texts[flat], shapes[flat], joint[flat]) for flat in order]
    return _columns(name, schema, rows, len(rows) - len(lone))


def _is_lone(name: Prepared) -> bool:
    """May the name match by one word? A person's by one and an initial, a body's that has no more."""
    if name.schema == "Person":
        return INITIAL in name.kinds
    return len(telling_words(name)) == 1


def _columns(
    name: str, schema: Schema, rows: Sequence[tuple[str, Prepared, Mapping[int, bool]]], first_lone: int
) -> dict[str, Array]:
    shapes = [shape for _, shape, _ in rows]
    told = [telling_words(shape) for shape in shapes]
    spellings = {one.spelling: one.word for some in told for one in some}
    vowelless = frozenset(
        one.word for some, shape in zip(told, shapes, strict=True) if shape.vowelless for one in some
    )
    numbers = {word: number for number, word in enumerate(sorted(set(spellings.values())))}
    held: list[list[int]] = [[] for _ in numbers]
    for row, some in enumerate(told):
        for number in {numbers[spellings[one.spelling]] for one in some}:
            held[number].append(row)
    owners = [[entity << 1 | weak for entity, weak in sorted(borne.items())] for _, _, borne in rows]
    return {
        **Texts.columns(f"{name}.texts", [text for text, _, _ in rows]),
        **Texts.columns(f"{name}.joined", [shape.joined for shape in shapes]),
        **Texts.columns(f"{name}.spelled", [" ".join(shape.raws) for shape in shapes]),
        **Texts.columns(f"{name}.unabridged", [unabridged(shape) for shape in shapes]),
        **Vocabulary.columns(f"{name}.vocabulary", spellings, vowelless, persons=schema == "Person"),
        **Trigrams.columns(name, [shape.joined for shape in shapes]),
        **grouped(f"{name}.word_rows", f"{name}.word_starts", held),
        **grouped(f"{name}.owners", f"{name}.owner_starts", owners),
        f"{name}.weights": np.array([sum(one.weight for one in some) for some in told], dtype=np.int32),
        f"{name}.letters": np.array([letters_mask(shape.words) for shape in shapes], dtype=np.uint32),
        f"{name}.initials": np.array([initials_mask(shape) for shape in shapes], dtype=np.uint32),
        f"{name}.shorts": np.array([short_mask(shape) for shape in shapes], dtype=np.uint32),
        f"{name}.telling": np.array([shape.telling for shape in shapes], dtype=np.uint8),
        f"{name}.lengths": np.array([len(shape.joined) for shape in shapes], dtype=np.uint16),
        f"{name}.first_lone": np.array([first_lone], dtype=np.int64),
        **_whole_columns(f"{name}.whole", shapes),
        **KeyTable.columns_of(
            f"{name}.sounds_whole",
            ((key, row) for row, shape in enumerate(shapes) for key in sound_of(shape, schema)),
        ),
    }


def _whole_columns(name: str, shapes: Sequence[Prepared]) -> dict[str, Array]:
    """Rows by keys of the whole name; names that share one are equal but for a letter, spaces or order."""
    turned = [
        (key, n) for n, shape in enumerate(shapes) for key in (sorted_form(shape), *turned_forms(shape))
    ]
    forms = [(form, n) for n, shape in enumerate(shapes) for form in whole_forms(shape)]
    rows = np.array([row for _, row in forms], dtype=np.uint32)
    hashes, places = shortened_of_all([form for form, _ in forms], one_from=SHORTEST_NATIVE)
    other = hashed_each([key for key, _ in turned])
    return KeyTable.columns(
        name,
        np.concatenate([hashes, other]),
        np.concatenate([rows[places], np.array([row for _, row in turned], dtype=np.uint32)]),
    )
