"""Why two records are, or are not, one party: in words, with what each field did and what would change it.

What a field contributed is read off the engine itself: the pair is decided again without that field, or
with another value there. So the words stay true whatever engine decides.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

import msgspec

from interlock.focus import Focus, focus_keys, load_focus
from interlock.model.dates import PartialDate
from interlock.model.decisions import Judgement
from interlock.model.explanation import Contribution, Explanation, Fact, Outcome
from interlock.model.listing import Identifier, Listing, Name
from interlock.model.record import Record
from interlock.model.target import Link, Target
from interlock.names import script_of
from interlock.resolve.compare import AGREE, DIFFER, SILENT, compare_fields
from interlock.resolve.decide import DOUBT, LINK, Decision, Setting, decide
from interlock.resolve.judged import in_words
from interlock.resolve.profile import Profile, profile

_TELLING = 0.005
"""A change of the score below this changes nothing that anybody sees."""

_IN_WORDS: Mapping[Outcome, str] = {
    "linked": "linked",
    "not linked": "not linked",
    "for a person": "left to a person to judge",
}


def explain_pair(
    a: Record,
    b: Record,
    setting: Setting,
    *,
    holders: Mapping[str, Target] | None = None,
    judgements: Iterable[Judgement] = (),
) -> Explanation:
    """The explanation of one pair; the same for (a, b) and (b, a).

    `holders`: record key to its target in the edition. `judgements`: those the edition was built with.
    """
    if b.key < a.key:
        a, b = b, a
    engine = _Engine(a, b, setting)
    decision = engine.now
    said = sorted(
        (one for one in judgements if one.stands and (one.a, one.b) == (a.key, b.key)),
        key=lambda one: (one.made_at, one.id),
    )
    outcome, score = _with_judgements(said, decision)
    sides: dict[str, list[Fact]] = {AGREE: [], DIFFER: [], SILENT: []}
    for verdict, fact in compare_fields(engine.a, engine.b):
        sides[verdict].append(fact)
    held = holders or {}
    left, right = held.get(a.key), held.get(b.key)
    return Explanation(
        a=a.key,
        b=b.key,
        name_a=a.listing.caption,
        name_b=b.listing.caption,
        outcome=outcome,
        score=round(score, 3),
        same_target=left is not None and left is right,
        target_a=left.target_id if left else "",
        target_b=right.target_id if right else "",
        agree=tuple(sides[AGREE]),
        differ=tuple(sides[DIFFER]),
        silent=tuple(sides[SILENT]),
        contributions=engine.contributions(),
        would_change=tuple(_would_change(engine, said)),
        reasons=decision.reasons,
        judgements=tuple(in_words(one) for one in said),
        chain=_chain(left, a.key, b.key) if left is right and left is not None else (),
        notes=tuple(_notes(a.key, b.key, outcome, left, right)),
    )


def outcome_of(decision: Decision) -> Outcome:
    """The engine's outcome."""
    if decision.score >= LINK:
        return "linked"
    return "for a person" if decision.score >= DOUBT else "not linked"


def _with_judgements(said: list[Judgement], decision: Decision) -> tuple[Outcome, float]:
    verdicts = {one.verdict for one in said}
    if {"positive", "negative"} <= verdicts:
        return "for a person", decision.score
    if "positive" in verdicts:
        return "linked", 1.0
    if "negative" in verdicts:
        return "not linked", 0.0
    return ("for a person" if verdicts else outcome_of(decision)), decision.score


Edit = Callable[[Listing], Listing]


class _Engine:
    """Decides the pair as it is, and as it would be."""

    def __init__(self, a: Record, b: Record, setting: Setting) -> None:
        self._focuses: tuple[Focus, ...] = tuple(load_focus(key) for key in focus_keys() if key != "all")
        self._setting = setting
        self.a, self.b = profile(a, self._focuses), profile(b, self._focuses)
        self.now = decide(self.a, self.b, setting)

    def edited(self, *, a: Edit | None = None, b: Edit | None = None) -> Decision:
        """The decision, were the entries printed otherwise."""
        return decide(self._edited(self.a, a), self._edited(self.b, b), self._setting)

    def unquoted(self) -> Decision:
        """The decision, did neither print the other's reference."""
        quoted = self._setting.quoted - {(self.a.key, self.b.key)}
        return decide(self.a, self.b, replace(self._setting, quoted=quoted))

    @property
    def quoted(self) -> bool:
        """One prints the other's reference."""
        return (self.a.key, self.b.key) in self._setting.quoted

    def _edited(self, one: Profile, edit: Edit | None) -> Profile:
        if edit is None:
            return one
        return profile(msgspec.structs.replace(one.record, listing=edit(one.listing)), self._focuses)

    def contributions(self) -> tuple[Contribution, ...]:
        """The engine's own, where it gives them; else what each field changes when it is taken away."""
        own: tuple[Contribution, ...] = getattr(self.now, "contributions", ())
        if own:
            return own
        found = []
        for field, decision in self.without():
            effect = round(self.now.score - decision.score, 3)
            if abs(effect) >= _TELLING:
                text = (
                    f"{'for' if effect > 0 else 'against'} the link:"
                    f" without it the score would be {decision.score:.2f} instead of {self.now.score:.2f}"
                )
                found.append(Contribution(field, text, effect))
        return tuple(sorted(found, key=lambda one: (-abs(one.effect), one.field)))

    def without(self) -> Iterator[tuple[str, Decision]]:
        """Every field that either prints, and the decision did neither print it."""
        for field, edit in _TAKE_AWAY.items():
            if edit(self.a.listing) != self.a.listing or edit(self.b.listing) != self.b.listing:
                yield field, self.edited(a=edit, b=edit)
        if self.quoted:
            yield "references", self.unquoted()


def _scripts(*, keep_latin: bool) -> Edit:
    def edit(listing: Listing) -> Listing:
        kept = tuple(n for n in listing.names if (script_of(n.text) == "latin") is keep_latin)
        return msgspec.structs.replace(listing, names=kept)

    return edit


def _emptied(*fields: str) -> Edit:
    return lambda listing: msgspec.structs.replace(listing, **dict.fromkeys(fields, ()))


def _no_effects_of_place(listing: Listing) -> Listing:
    empty: dict[str, tuple[str, ...]] = {"nationalities": (), "countries": (), "programmes": ()}
    return msgspec.structs.replace(listing, **empty, addresses=())


_TAKE_AWAY: Mapping[str, Edit] = {
    "names": _scripts(keep_latin=False),
    "native names": _scripts(keep_latin=True),
    "birth dates": _emptied("birth_dates"),
    "sex": _emptied("genders"),
    "identifiers": _emptied("identifiers"),
    "offices": _emptied("positions"),
    "countries and programmes": _no_effects_of_place,
    "legal basis": _emptied("legal_basis"),
}


def _would_change(engine: _Engine, said: list[Judgement]) -> Iterator[str]:
    now = outcome_of(engine.now)
    if said:
        yield "A person judged this pair: it changes when the judgement is withdrawn."
    for field, decision in engine.without():
        # A party without names is nothing that could come to pass.
        if "names" not in field and (then := outcome_of(decision)) != now:
            yield f"Were nothing printed for {field}, the pair would be {_IN_WORDS[then]}."
    for text, decision in _other_values(engine):
        if (then := outcome_of(decision)) != now:
            yield f"{text}, the pair would be {_IN_WORDS[then]}."
    if not said:
        yield f"A person's judgement decides, whatever the score: judge {engine.a.key} {engine.b.key}."


def _other_values(engine: _Engine) -> Iterator[tuple[str, Decision]]:
    """Facts that might yet come to light, one at a time."""
    for one, other, side in ((engine.a, engine.b, "b"), (engine.b, engine.a, "a")):
        days = [birth for birth in one.births if birth.is_day]
        if days:
            yield (
                f"Did {other.key} print the birth date {days[0].iso()} of {one.key}",
                _on(engine, side, _with_births(days[:1])),
            )
    person = "Person" in (engine.a.listing.schema, engine.b.listing.schema)
    if person:
        births = (*engine.a.births, *engine.b.births, _some_day(1950))
        far = _some_day(births[0].earliest.year + 25)
        yield (
            "Were their birth dates a generation apart",
            engine.edited(a=_with_births(births[:1]), b=_with_births([far])),
        )
    number = Identifier(kind="passport" if person else "registration", value="X0000001Y", printed="X0000001Y")
    if not any(name.text for name in engine.a.listing.names if _is_shared(name, engine.b)):
        yield (
            f"Were the name of {engine.a.key} printed by {engine.b.key} as well",
            engine.edited(b=_with_names(engine.a.listing.names)),
        )
    yield (
        f"Did both print one {'passport' if person else 'registration'} number",
        engine.edited(a=_with_number(number), b=_with_number(number)),
    )


def _is_shared(name: Name, other: Profile) -> bool:
    return any(name.text == theirs.text for theirs in other.listing.names)


def _on(engine: _Engine, side: str, edit: Edit) -> Decision:
    return engine.edited(a=edit) if side == "a" else engine.edited(b=edit)


def _some_day(year: int) -> PartialDate:
    day = date(year, 1, 1)
    return PartialDate.of_day(day, text=day.isoformat())


def _with_births(births: Iterable[PartialDate]) -> Edit:
    return lambda listing: msgspec.structs.replace(listing, birth_dates=tuple(births))


def _with_number(number: Identifier) -> Edit:
    return lambda listing: msgspec.structs.replace(listing, identifiers=(*listing.identifiers, number))


def _with_names(names: tuple[Name, ...]) -> Edit:
    return lambda listing: msgspec.structs.replace(listing, names=(*listing.names, *names))


def _chain(target: Target, a: str, b: str) -> tuple[Link, ...]:
    """The shortest way through the target's links from one record to the other."""
    ways: dict[str, tuple[Link, ...]] = {a: ()}
    queue = deque([a])
    while queue:
        here = queue.popleft()
        if here == b:
            return ways[here]
        for link in target.links:
            if here in (link.a, link.b):
                there = link.b if here == link.a else link.a
                if there not in ways:
                    ways[there] = (*ways[here], link)
                    queue.append(there)
    return ()


def _notes(a: str, b: str, outcome: Outcome, left: Target | None, right: Target | None) -> Iterator[str]:
    if left is None or right is None:
        return
    if left is right and outcome != "linked":
        yield "The two are one target through other entries: see the chain."
    if left is not right:
        for doubt in left.doubts:
            if (doubt.a, doubt.b) == (a, b):
                yield from (reason for reason in doubt.reasons if reason.startswith("not joined:"))
        if outcome == "linked":
            yield "The pair alone would be linked, and the two are not one target: see the doubts of either."
