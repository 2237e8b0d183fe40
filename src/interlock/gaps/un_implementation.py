"""UN implementation: the Security Council lists the target, and a member of the coalition does not."""

from __future__ import annotations

from interlock.gaps.finding import STATUS, Finding, Silent, closing
from interlock.gaps.position import Position
from interlock.gaps.scene import Scene


def find(position: Position, scene: Scene) -> list[Finding | Silent]:
    """One finding for each member that does not freeze what the UN lists, or came to it later.

    Rule: UN-listed on the day and no entry of the member in force: open since the UN's date. A member
    whose entry is surely later than the UN's: closed, with the lag. What cannot be told is unknown.
    """
    if position.places.get("un") is None or position.places["un"].state != "listed":
        return []
    un_date = position.date_of("un")
    found: list[Finding | Silent] = [
        Finding(
            kind="un_implementation",
            authority=place.authority,
            status=STATUS[place.state],
            since=un_date.latest,
            why=f"listed by the UN {un_date.words()}; {place.why}",
            closes=f"{place.authority.upper()} lists it: the Council's decision binds every member",
        )
        for place in position.lacking
    ]
    for authority in position.listers:
        order, lag = closing(position, "un", authority)
        if order == "after" and lag is not None:
            own = position.date_of(authority)
            found.append(
                Finding(
                    kind="un_implementation",
                    authority=authority,
                    status="closed",
                    since=un_date.latest,
                    closed_on=own.midpoint(),
                    lag=lag,
                    why=f"listed by the UN {un_date.words()}, by {authority.upper()} {own.words()}",
                )
            )
    return found
