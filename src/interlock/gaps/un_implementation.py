"""UN implementation: the Security Council lists the target, and a member of the coalition does not."""

from __future__ import annotations

from interlock.gaps.finding import Finding, Silent, closing, status_of
from interlock.gaps.position import Position
from interlock.gaps.scene import Scene


def find(position: Position, scene: Scene) -> list[Finding | Silent]:
    """One finding for each member that does not freeze what the UN lists, or came to it later.

    Rule: UN-listed on the day and no entry of the member in force: open since the UN's date. A member
    whose entry is surely later than the UN's: closed, with the lag. What cannot be told is unknown.
    """
    if position.places.get("un") is None or position.places["un"].state != "listed":
        return []
    question, un_date = scene.question, position.date_of("un")
    found = list[Finding | Silent]()
    for authority in question.coalition:
        place = position.places[authority]
        status = status_of(place)
        if status is not None:
            why = f"listed by the UN {un_date.words()}; {place.why}"
            found.append(
                Finding(
                    kind="un_implementation",
                    authority=authority,
                    status=status,
                    since=un_date.latest,
                    why=why,
                    closes=f"{authority.upper()} lists it: the Council's decision binds every member",
                )
            )
            continue
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
