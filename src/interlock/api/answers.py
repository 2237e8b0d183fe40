"""Answers of routes: bytes of JSON, and errors in the field's form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import msgspec
from fastapi import HTTPException, Request, Response

from interlock.api.front import too_many
from interlock.api.holdings import Scope, Scoping, UnknownError
from interlock.api.recording import Question
from interlock.api.service import Service
from interlock.base.errors import InterlockError, StoreError

_ENCODER = msgspec.json.Encoder()


def json_answer(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """The value as JSON."""
    return Response(
        _ENCODER.encode(value), status, headers=dict(headers or {}), media_type="application/json"
    )


def refuse(error: InterlockError) -> NoReturn:
    """Our error becomes the answer: 404 for what is not there, 400 for any other wrong question."""
    said = error.what + (f". {error.remedy[:1].upper()}{error.remedy[1:]}." if error.remedy else "")
    raise HTTPException(404 if isinstance(error, UnknownError) else 400, detail=said) from None


def unprocessable(error: Exception, part: str) -> Response:
    """422 for a part of the request (`body`, `query`) of the wrong form, as the field's servers word it."""
    said, _, place = str(error).partition(" - at ")
    where: Sequence[str] = (part, place.strip("`")) if place else (part,)
    kind = "missing" if "missing required field" in said else "value_error"
    return json_answer({"detail": [{"loc": where, "msg": said, "type": kind}]}, 422)


def charge(request: Request, service: Service, more: int) -> None:
    """The client pays for the further queries of a batch. Raises: Refused."""
    state = request.scope["state"]
    if more > 0 and (wait := service.wait_s(state["client"], state["caller"], more)):
        raise too_many(wait)


async def on_file(
    request: Request, service: Service, scope: Scope, scoping: Scoping, questions: Sequence[Question]
) -> list[str]:
    """The questions are recorded. Returns: the ids of their records; empty ones where none are kept.

    Raises:
        HTTPException: 503; what cannot be put on file is not answered.
    """
    if service.recorder is None:
        return [""] * len(questions)
    caller: str = request.scope["state"]["caller"].name
    try:
        return await service.recorder.keep(caller, scope, scoping, questions)
    except StoreError as error:
        service.log.log(40, "not recorded", text=str(error))
        said = "The screening cannot be put on file, so it is not answered."
        raise HTTPException(503, detail=said) from None


def note(request: Request, **facts: Any) -> None:
    """The facts are in the request's line of the log."""
    request.scope["state"]["facts"].update(facts)


def client(request: Request) -> str:
    """Whose turn it is."""
    found: str = request.scope["state"]["client"]
    return found
