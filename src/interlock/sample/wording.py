"""What each list prints of a target: its own spelling or another's, and what it leaves out or gets wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from interlock.sample.bodies import acronym
from interlock.sample.dice import Dice
from interlock.sample.kana import katakana_of
from interlock.sample.koreans import KoreanName, korean_name
from interlock.sample.naming import Spelled
from interlock.sample.plan import (
    ALIASES,
    AMENDED,
    ASSUMED_NAME,
    BIRTH_PRECISION,
    BIRTH_PRINTED,
    COPIED_BIRTH,
    COPIED_SPELLING,
    GENDER_PRINTED,
    HANGUL_ONLY,
    NATIVE_ELSEWHERE,
    NATIVE_PRINTED,
    PASSPORT_PRINTED,
    QUOTED_UN_REF,
    REMARKED_UN_REF,
    ROLE_PRINTED,
    SOUTHERN_SPELLING,
    UNCONFIRMED,
    WEAK_ALIAS,
)
from interlock.sample.programmes import programmes
from interlock.sample.schedule import NEWEST, OLDEST
from interlock.sample.target import Alias, Birth, Entry, Fact, Listed, Plant, Target

_GAINS: tuple[Fact, ...] = ("birth", "passport", "alias", "role", "address")


class Wording:
    """Words the entries of one target after the other."""

    def __init__(self, dice: Dice, targets: Sequence[Target]) -> None:
        self._dice = dice
        self._targets = targets
        self._spelling: Spelled | None = None
        self._birth: Birth | None = None

    def entries(self, target: Target) -> Iterator[tuple[str, Entry]]:
        """(authority, entry) in the order in which the lists took the target up."""
        self._spelling = None
        self._birth = None
        for listed in sorted(target.listed, key=lambda listed: (listed.on, listed.authority, listed.second)):
            yield listed.authority, self._entry(target, listed)

    def _entry(self, target: Target, listed: Listed) -> Entry:
        authority, dice = listed.authority, self._dice
        amended, gained = self._amendments(target, listed)
        native = self._native(target, authority)
        hangul_only = authority == "kr" and native and not target.plants and dice.chance(HANGUL_ONLY)
        name = self._name(target, authority)
        un_ref, remarked = self._un_ref(target, listed)
        return Entry(
            source_id=listed.source_id,
            target=target.number,
            kind=target.kind,
            regime=target.regime,
            culture=target.name.culture,
            name=Spelled("", "") if hangul_only else name,
            aliases=() if hangul_only else self._aliases(target, authority, name),
            native=native,
            kana=target.name.kana if authority == "jp" else "",
            births=self._births(target, authority),
            birth_city=target.place.city
            if target.kind == "Person" and target.place and dice.chance(0.25)
            else "",
            female=target.female,
            gender_printed=target.kind == "Person" and dice.chance(GENDER_PRINTED[authority]),
            country=target.country,
            passports=self._passports(target, authority),
            role=target.role
            if "role" not in target.silent and dice.chance(ROLE_PRINTED[authority])
            else None,
            place=target.place if "address" not in target.silent and dice.chance(0.7) else None,
            imo=target.imo,
            tax_number=target.tax_number,
            wallets=target.wallets if authority == "us" else (),
            linked_to=self._targets[target.owner - 1].name.latin if target.owner else None,
            programmes=programmes(dice, target, authority),
            un_ref=un_ref,
            un_ref_remarked=remarked,
            number=listed.reference if authority == "jp" else "",
            sheet=listed.sheet,
            on=listed.on,
            dated=authority != "kr" or not dice.chance(UNCONFIRMED),
            until=listed.until,
            absent=listed.absent,
            amended=amended,
            gained=gained,
        )

    def _plant(self, target: Target, authority: str, what: str) -> Plant | None:
        return next((p for p in target.plants if p.authority == authority and p.what == what), None)

    def _name(self, target: Target, authority: str) -> Spelled:
        if target.former_name is not None and self._plant(target, authority, "old_name"):
            return target.former_name.latin
        if self._spelling is not None and self._dice.chance(COPIED_SPELLING):
            return self._spelling
        spelled = target.name.variant(self._dice, authority)
        if self._spelling is None:
            self._spelling = spelled
        return spelled

    def _aliases(self, target: Target, authority: str, name: Spelled) -> tuple[Alias, ...]:
        dice, found = self._dice, []
        if "alias" not in target.silent:
            if dice.chance(ALIASES[authority]):
                found += [target.name.variant(dice, authority) for _ in range(dice.between(1, 2))]
            if target.kind == "Person" and dice.chance(ASSUMED_NAME):
                found.append(
                    korean_name(dice).latin if target.name.culture == "korean" else target.name.latin
                )
        aliases = [
            Alias(other, _kana(other) if authority == "jp" else "")
            for other in {_plain(other): other for other in found}.values()
            if _plain(other) != _plain(name)
        ]
        if target.former_name is not None and not self._plant(target, authority, "old_name"):
            former = target.former_name
            aliases.append(Alias(former.latin, former.kana if authority == "jp" else "", former=True))
        if "alias" not in target.silent and dice.chance(WEAK_ALIAS):
            weak = _weak(target)
            if weak:
                aliases.append(
                    Alias(Spelled("", weak), katakana_of(weak) if authority == "jp" else "", weak=True)
                )
        if target.role is not None and self._plant(target, authority, "employer_alias"):
            aliases.append(Alias(target.role.employer))
        return tuple(aliases)

    def _native(self, target: Target, authority: str) -> str:
        name = target.name
        korean = name.culture == "korean"
        if not name.native or not self._dice.chance(
            (NATIVE_PRINTED if korean else NATIVE_ELSEWHERE)[authority]
        ):
            return ""
        if authority == "kr" and isinstance(name, KoreanName) and self._dice.chance(SOUTHERN_SPELLING):
            return name.southern
        return name.native

    def _births(self, target: Target, authority: str) -> tuple[Birth, ...]:
        if target.born is None or "birth" in target.silent:
            return ()
        if shift := self._plant(target, authority, "birth_shift"):
            return (_day(target.born + timedelta(days=int(shift.value))),)
        if "birth" in target.certain:
            return (_day(target.born),)
        if not self._dice.chance(BIRTH_PRINTED[authority]):
            return ()
        if self._birth is not None and self._dice.chance(COPIED_BIRTH):
            return (self._birth,)
        printed = self._view(target.born)
        if self._birth is None:
            self._birth = printed
        return (printed,)

    def _view(self, born: date) -> Birth:
        precision = self._dice.one(BIRTH_PRECISION)
        if precision == "year":
            return Birth(born.year)
        if precision == "circa":
            return Birth(born.year + self._dice.between(-1, 1), circa=True)
        if precision == "range":
            return Birth(born.year - 1, to_year=born.year + 1)
        if precision == "day off":
            return _day(born + timedelta(days=self._dice.one((-1, 1))))
        if precision == "swapped" and born.day <= 12:
            return Birth(born.year, born.day, born.month)
        return _day(born)

    def _passports(self, target: Target, authority: str) -> tuple[str, ...]:
        if not target.passport or "passport" in target.silent:
            return ()
        if wrong := self._plant(target, authority, "passport"):
            return (wrong.value,)
        printed = "passport" in target.certain or self._dice.chance(PASSPORT_PRINTED[authority])
        return (target.passport,) if printed else ()

    def _un_ref(self, target: Target, listed: Listed) -> tuple[str, bool]:
        """(the UN's reference as the entry has it, stands it in a remark)."""
        if listed.authority == "un":
            return listed.reference, False
        if wrong := self._plant(target, listed.authority, "un_ref"):
            meant = self._targets[int(wrong.value[1:]) - 1].entry("un")
            return (meant.reference if meant else ""), False
        un = target.entry("un")
        # A reference is quoted by those who list after the UN, and not before it exists.
        if un is None or un.on > NEWEST[listed.authority] or un.on > listed.on or target.plants:
            return "", False
        if self._dice.chance(QUOTED_UN_REF[listed.authority]):
            return un.reference, False
        remarked = listed.authority == "eu" and self._dice.chance(REMARKED_UN_REF)
        return (un.reference if remarked else ""), remarked

    def _amendments(self, target: Target, listed: Listed) -> tuple[tuple[date, ...], Fact | None]:
        dice = self._dice
        if not dice.chance(AMENDED) or listed.until is not None:
            return (), None
        first, last = max(listed.on, OLDEST[listed.authority]) + timedelta(days=2), NEWEST[listed.authority]
        if first >= last:
            return (), None
        gained = dice.one(_GAINS)
        days = {dice.day(first, last)}
        if dice.chance(0.3):
            days.add(dice.day(listed.on + timedelta(days=1), first))
        return tuple(sorted(days)), None if target.certain else gained


def _day(day: date) -> Birth:
    return Birth(day.year, day.month, day.day)


def _plain(name: Spelled) -> str:
    """Lists print some names in capitals: what then looks the same is one name."""
    return name.family_first.casefold()


def _kana(name: Spelled) -> str:
    return katakana_of(name.family_first)


def _weak(target: Target) -> str:
    """An acronym or a nickname: what many share."""
    if target.kind == "Person":
        return target.name.latin.given.split()[0]
    made = acronym(target.name.latin.given)
    return made if 3 <= len(made) <= 6 else ""
