"""Where the real lists are, for tests marked `real`: they skip with a word when the folder is absent."""

import gzip
import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
LISTS = Path(os.environ.get("INTERLOCK_TEST_LISTS", REPOSITORY.parent / "shared" / "lists"))

needs_real_lists = pytest.mark.skipif(
    not LISTS.is_dir(), reason=f"the real lists are not at {LISTS}; set INTERLOCK_TEST_LISTS"
)


def real_bytes(relative: str) -> bytes:
    """The unpacked bytes of one real file, such as `un/2026-02-27/consolidated.xml.gz`."""
    return gzip.decompress((LISTS / relative).read_bytes())
