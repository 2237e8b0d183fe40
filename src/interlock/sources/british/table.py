"""The mapping table of the authority `gb`."""

import tomllib
from pathlib import Path
from typing import Any

TABLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "authorities" / "gb.toml").read_text(encoding="utf-8")
)
