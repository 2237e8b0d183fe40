"""Unpacking trusts neither the name nor the size of a file."""

import gzip
import os

import pytest

from interlock.base.errors import SourceError
from interlock.ingest.unpack import HEAD_BYTES, MAX_BYTES, head, unpack

TEXT = b"a list of names\n" * 2000


@pytest.fixture
def at(tmp_path):
    def write(data, name="list.csv.gz"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


@pytest.mark.parametrize("name", ["list.csv", "list.csv.gz"])
@pytest.mark.parametrize("packed", [True, False])
def test_the_bytes_decide_not_the_name(at, name, packed):
    """Browsers unpack without renaming."""
    path = at(gzip.compress(TEXT) if packed else TEXT, name)
    assert unpack(path) == TEXT
    assert head(path) == TEXT[:HEAD_BYTES]


def test_gzip_in_several_members_is_one_file(at):
    """As `cat a.gz b.gz` makes them."""
    assert unpack(at(gzip.compress(TEXT) + gzip.compress(b"more"))) == TEXT + b"more"


@pytest.mark.parametrize("keep", [3, 15, 100, -1, -6])
def test_a_gzip_file_that_is_cut_off_is_refused(at, keep):
    """In the header, in the data, in the check sum."""
    noise = os.urandom(5000)
    with pytest.raises(SourceError, match=r"cut off or damaged.*What to do: fetch the file again"):
        unpack(at(gzip.compress(noise)[:keep]))


def test_a_gzip_file_with_a_wrong_byte_is_refused(at):
    """By its check sum."""
    data = bytearray(gzip.compress(os.urandom(5000)))
    data[2500] ^= 1
    with pytest.raises(SourceError, match="cut off or damaged"):
        unpack(at(bytes(data)))


@pytest.mark.parametrize("data", [b"", gzip.compress(b"")])
def test_an_empty_file_is_refused(at, data):
    """Packed or not."""
    with pytest.raises(SourceError, match="the file is empty"):
        unpack(at(data))


def test_a_bomb_is_refused_by_its_proportion(at):
    """A thousand to one, long before it is unpacked."""
    with pytest.raises(SourceError, match="zip bomb"):
        unpack(at(gzip.compress(bytes(200_000_000), 9)))


def test_what_unpacks_beyond_the_limit_is_refused(at):
    """Whatever its proportion."""
    with pytest.raises(SourceError, match="more than 20,000 bytes when unpacked"):
        unpack(at(gzip.compress(TEXT)), max_bytes=20_000)


def test_a_file_of_500_megabytes_is_refused_without_reading_it(tmp_path):
    """By its size on disk: what is found on reading has another sentence."""
    path = tmp_path / "sdn.csv"
    with path.open("wb") as file:
        file.truncate(500_000_000)
    with pytest.raises(SourceError, match=f"500,000,000 bytes; the limit is {MAX_BYTES:,}"):
        unpack(path)


def test_a_file_that_is_not_there_says_so(tmp_path):
    """The system's reason, in our sentence."""
    with pytest.raises(SourceError, match="cannot be read: No such file"):
        unpack(tmp_path / "none")
