"""Columns in a file: back as they were, or an error that says what to do."""

import numpy as np
import pytest

from interlock.base.errors import StoreError
from interlock.screen.columns import Texts, facts_of, grouped, mapped, to_bytes


def written(path, columns, facts=None):
    path.write_bytes(b"".join(to_bytes(columns, facts or {})))
    return path


def test_columns_come_back_as_they_were(tmp_path):
    columns = {
        "numbers": np.array([3, 1, 2], dtype=np.uint32),
        "none": np.zeros(0, dtype=np.float32),
        **Texts.columns("names", ["Kim", "김정은", ""]),
        **grouped("values", "starts", [[5, 6], [], [7]]),
    }
    found = mapped(written(tmp_path / "x.index", columns, {"edition": "abc"}))
    assert found.keys() == columns.keys()
    for name, column in columns.items():
        assert found[name].dtype == column.dtype
        assert found[name].tolist() == column.tolist()
    assert Texts(found, "names").all() == ["Kim", "김정은", ""]
    assert facts_of(tmp_path / "x.index") == {"edition": "abc"}


@pytest.mark.parametrize("keep", [0, 5, 20, 100, -1])
def test_a_cut_off_file_is_an_error_and_no_answer(tmp_path, keep):
    path = written(tmp_path / "x.index", {"numbers": np.arange(100, dtype=np.int64)})
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(StoreError, match="damaged"):
        mapped(path)


def test_facts_of_what_is_no_index_are_none(tmp_path):
    assert facts_of(tmp_path / "absent") is None
    (tmp_path / "other").write_bytes(b"something else entirely, and longer than the head")
    assert facts_of(tmp_path / "other") is None
