"""The picture of cost against size."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bench.plot import HEIGHT, MARGIN, WIDTH, cost_svg

POINTS = st.lists(st.tuples(st.integers(1, 10**6), st.floats(0, 1e5)), min_size=1, max_size=6)


@given(POINTS)
def test_every_point_lies_inside_the_axes_and_is_told(points):
    tree = etree.fromstring(cost_svg(points, "listings", "s").encode())
    circles = tree.findall("{*}circle")
    assert len(circles) == len(points)
    for circle in circles:
        assert MARGIN <= float(circle.get("cx")) <= WIDTH - MARGIN
        assert MARGIN <= float(circle.get("cy")) <= HEIGHT - MARGIN
    words = " ".join(text.text for text in tree.findall("{*}text"))
    assert all(f"{size:,}" in words for size, _ in points)


def test_a_larger_world_lies_to_the_right_and_a_dearer_one_higher():
    tree = etree.fromstring(cost_svg([(100, 1.0), (200, 5.0)], "listings", "s").encode())
    small, large = ((float(c.get("cx")), float(c.get("cy"))) for c in tree.findall("{*}circle"))
    assert large[0] > small[0]
    assert large[1] < small[1]
