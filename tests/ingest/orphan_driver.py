"""Ingests with two processes whose parser never ends. Run, and killed, by test_crash.py."""

import os
import sys
import time
from pathlib import Path

import msgspec

import fake_lists
from interlock.ingest.run import ingest


def slow(_list_key, _files):
    """Longer than any test."""
    os.write(1, b"parsing\n")  # one call: two processes write at once, and print does not keep lines whole
    time.sleep(300)


def authority_of(_key):
    """Reads for ever."""
    return msgspec.structs.replace(fake_lists.AUTHORITY, read=slow)


PARSERS = msgspec.structs.replace(fake_lists.PARSERS, authority_of=authority_of)

if __name__ == "__main__":
    ingest(Path(sys.argv[1]), [Path(sys.argv[2])], parsers=PARSERS, workers=2)
