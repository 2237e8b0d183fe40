"""A picture of cost against size: dots joined by a line, axes from zero, no library."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT, MARGIN = 640, 400, 60


def cost_svg(points: Sequence[tuple[int, float]], what: str, unit: str) -> str:
    """An SVG of (size, cost) pairs. `what` is counted along the bottom, `unit` up the side."""
    most_x, most_y = (max(value) or 1 for value in zip(*points, strict=True))
    placed = [
        (MARGIN + x / most_x * (WIDTH - 2 * MARGIN), HEIGHT - MARGIN - y / most_y * (HEIGHT - 2 * MARGIN))
        for x, y in sorted(points)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
    dots = "\n".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/><text x="{x - 8:.1f}" y="{y - 8:.1f}" text-anchor="end">'
        f"{size:,}: {cost:.1f} {unit}</text>"
        for (x, y), (size, cost) in zip(placed, sorted(points), strict=True)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif"'
        f' font-size="12">\n<rect width="100%" height="100%" fill="white"/>\n'
        f'<path d="M{MARGIN},{MARGIN} V{HEIGHT - MARGIN} H{WIDTH - MARGIN}" fill="none" stroke="black"/>\n'
        f'<polyline points="{line}" fill="none" stroke="steelblue" stroke-width="2"/>\n{dots}\n'
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 20}" text-anchor="middle">{what}</text>\n</svg>\n'
    )
