"""Keys: kept as slow hashes, added and revoked, known again."""

import asyncio
import json
from datetime import UTC, date, datetime

import pytest
from typer.testing import CliRunner

from interlock.api.gate import Gate, Ring
from interlock.api.keyring import Key, Keyring, Revocation, add_key, keyring_path, load_keyring, revoke_key
from interlock.api.secret import digest_of, id_of, is_true, whole_key
from interlock.base.errors import QueryError, StoreError
from interlock.cli.main import app

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
TODAY = date(2026, 3, 10)
RUNNER = CliRunner()


def key(key_id="aa", **more):
    return Key(key_id=key_id, name="test", scopes=("match",), digest=f"digest of {key_id}", created_at=NOW,
               created_by="me", **more)  # fmt: skip


def end(key_id="aa"):
    return Revocation(key_id=key_id, revoked_at=NOW, revoked_by="me", reason="lost")


def test_keys_are_added_revoked_and_stay_on_file(tmp_path):
    assert load_keyring(tmp_path) == Keyring()
    add_key(tmp_path, key("aa"))
    add_key(tmp_path, key("bb", expires_on=date(2026, 3, 10)))
    revoke_key(tmp_path, end("aa"))
    ring = load_keyring(tmp_path)
    assert [row.key_id for row in ring.keys] == ["aa", "bb"]
    assert set(ring.standing(TODAY)) == {"bb"}
    assert set(ring.standing(date(2026, 3, 11))) == set()
    assert ring.revocation("aa").reason == "lost"
    for wrong in (end("aa"), end("cc")):
        with pytest.raises(QueryError):
            revoke_key(tmp_path, wrong)
    with pytest.raises(QueryError):
        add_key(tmp_path, key("aa"))
    assert load_keyring(tmp_path) == ring


def test_a_damaged_ring_lets_nobody_in_and_says_so(tmp_path):
    add_key(tmp_path, key())
    told = []
    ring = Ring(tmp_path, told.append)
    assert set(ring.standing(TODAY)) == {"aa"}
    path = keyring_path(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"digest", b"digesX"))
    assert ring.standing(TODAY) == {}
    assert isinstance(told[0], StoreError)
    with pytest.raises(StoreError):
        load_keyring(tmp_path)


def test_a_hash_proves_its_key_and_no_other():
    text = whole_key("aa", "se_cret")
    digest = digest_of(text)
    assert text not in digest
    assert "cret" not in digest
    assert digest != digest_of(text)
    assert is_true(text, digest)
    assert not is_true(text + "x", digest)
    assert not is_true(text, "no hash")
    assert id_of(text) == "aa"
    assert [id_of(wrong) for wrong in ("", "ilk", "ilk__x", "ilk_aa_", "abc_aa_x")] == [None] * 5


def test_the_slow_hash_is_asked_once_for_each_key_true_or_false(tmp_path):
    add_key(tmp_path, key())
    asked = []

    def check(text, digest):
        asked.append((text, digest))
        return text == "ilk_aa_true"

    async def ask():
        gate = Gate(Ring(tmp_path, asked.append), check)
        found = [await gate.caller(text, TODAY) for text in ["ilk_aa_true", "ilk_aa_false"] * 3]
        found += [await gate.caller(text, TODAY) for text in ("ilk_zz_true", "nonsense")]
        revoke_key(tmp_path, end())
        return [*found, await gate.caller("ilk_aa_true", TODAY)]

    names = [caller and caller.name for caller in asyncio.run(ask())]
    assert names == ["aa", None] * 3 + [None, None, None]
    assert asked == [("ilk_aa_true", "digest of aa"), ("ilk_aa_false", "digest of aa")]


def command(tmp_path, *arguments):
    return RUNNER.invoke(app, ["keys", *map(str, arguments), "--home", str(tmp_path)])


def test_the_commands_make_show_and_revoke(tmp_path):
    made = json.loads(
        command(
            tmp_path, "create", "a system", "--scope", "match", "--author", "me", "--format", "json"
        ).stdout
    )
    assert made["key"].startswith(f"ilk_{made['key_id']}_")
    assert made["key"].encode() not in keyring_path(tmp_path).read_bytes()
    listed = json.loads(command(tmp_path, "list", "--format", "json").stdout)
    assert [(row["key_id"], row["state"], row["scopes"]) for row in listed] == [
        (made["key_id"], "counts", ["match"])
    ]
    assert command(tmp_path, "revoke", made["key_id"], "--reason", "lost").exit_code == 0
    assert "revoked: lost" in command(tmp_path, "list").stdout
    assert command(tmp_path, "revoke", "nope", "--reason", "lost").exit_code == 2
    assert command(tmp_path, "create", "x", "--scope", "everything").exit_code == 2
    assert command(tmp_path, "create", "x", "--expires", "soon").exit_code == 2
