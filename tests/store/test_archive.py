"""The archive keeps every byte once, and knows when it does not have what it had."""

from datetime import date

import pytest

from interlock.base.errors import StoreError
from interlock.store.archive import Archive
from interlock.store.lock import writing
from interlock.store.manifest import ArchivedFile, Manifest

DAY = date(2026, 1, 2)


def filled(home, data=b"a list"):
    with writing(home):
        archive = Archive(home)
        sha256 = archive.add(data)
        manifest = Manifest.of("us", "us.sdn", DAY, [ArchivedFile("sdn", sha256, "sdn.csv", len(data))])
        archive.commit(manifest)
    return archive, manifest


def test_what_goes_in_comes_out(tmp_path):
    """Bytes by hash, manifests by list and day."""
    archive, manifest = filled(tmp_path)
    assert archive.raw(manifest.files[0].sha256) == b"a list"
    assert archive.manifest("us.sdn", DAY) == manifest
    assert archive.manifests() == (manifest,)
    assert archive.manifest("us.sdn", date(2026, 1, 3)) is None
    archive.verify()


def test_equal_bytes_are_kept_once(tmp_path):
    """Under one name, written once."""
    archive, _ = filled(tmp_path)
    (kept,) = (tmp_path / "archive" / "raw").rglob("*.gz")
    before = kept.stat().st_mtime_ns
    with writing(tmp_path):
        archive.add(b"a list")
    assert [kept] == list((tmp_path / "archive" / "raw").rglob("*.gz"))
    assert kept.stat().st_mtime_ns == before


def test_a_manifest_of_bytes_that_are_not_there_is_refused(tmp_path):
    """Raw first, manifest last."""
    with writing(tmp_path), pytest.raises(StoreError, match="not archived"):
        Archive(tmp_path).commit(Manifest.of("us", "us.sdn", DAY, [ArchivedFile("sdn", "ab" * 32, "x", 1)]))
    assert Archive(tmp_path).manifests() == ()


@pytest.mark.parametrize("where", ["archive/raw", "archive/snapshots"])
@pytest.mark.parametrize("harm", ["flip", "cut", "empty"])
def test_any_damage_is_found(tmp_path, where, harm):
    """Every file is checked against a hash."""
    archive, _ = filled(tmp_path)
    (path,) = (path for path in (tmp_path / where).rglob("*") if path.is_file())
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes({"flip": bytes(data), "cut": bytes(data[:-5]), "empty": b""}[harm])
    with pytest.raises(StoreError, match="damaged"):
        archive.verify()


def test_missing_bytes_are_found(tmp_path):
    """A file that somebody deleted."""
    archive, _ = filled(tmp_path)
    next((tmp_path / "archive" / "raw").rglob("*.gz")).unlink()
    with pytest.raises(StoreError, match="missing"):
        archive.verify()
