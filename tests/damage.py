"""Bytes as they come from a bad disk or line."""

from hypothesis import strategies as st

MARKS = (b"<", b'"', b"; ", b"\n", b"0", b"</", b'ID="1"', b"<td>", b"</tr>", b"<table>", b'rowspan="9"')
"""What formats take for structure."""


@st.composite
def damaged(draw, data):
    """The bytes with one to eight stretches doubled, cut out or overwritten, now and then cut off."""
    found = bytearray(data)
    for _ in range(draw(st.integers(1, 8))):
        # A workbook holds the second of its making, so its length varies: the draw must not depend on it.
        start = draw(st.integers(0, 2**16)) % len(found) if found else 0
        end = start + draw(st.integers(0, 40) | st.integers(0, 600))
        found[start:end] = draw(
            st.binary(max_size=20) | st.just(bytes(found[start:end]) * 2) | st.sampled_from(MARKS)
        )
    return bytes(found[: len(found) * draw(st.just(100) | st.integers(0, 100)) // 100])
