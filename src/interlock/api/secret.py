"""Making a key and telling a true one from a false one."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from interlock.api.keyring import PREFIX

_HASHER = PasswordHasher()
"""The library's defaults: those of RFC 9106 for a machine with little memory to spare."""

SECRET_BYTES = 32


def whole_key(key_id: str, secret: str) -> str:
    """The key as its owner gets it, once."""
    return f"{PREFIX}_{key_id}_{secret}"


def id_of(text: str) -> str | None:
    """The id that a key names, None when the text has not the form of a key."""
    parts = text.split("_", 2)
    if len(parts) != 3 or parts[0] != PREFIX or not parts[1] or not parts[2]:
        return None
    return parts[1]


def digest_of(text: str) -> str:
    """A slow salted hash of the key. Costs some 50 ms."""
    return _HASHER.hash(text)


def is_true(text: str, digest: str) -> bool:
    """Is it the key that the digest was made of? Costs some 50 ms, and leaves other threads running."""
    try:
        return _HASHER.verify(digest, text)
    except (VerificationError, InvalidHashError):
        return False
