"""`python -m bench [NAME...] [OPTIONS]`: runs the named benches, or all. Exit 1 when a promise is broken."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from bench import (
    bulk,
    cjk,
    clusters,
    ftm,
    gapcheck,
    gaps,
    korea,
    names,
    one_list,
    pipeline,
    sample,
    screen,
    screen_quality,
    serve,
)
from bench.options import Options

BENCHES: dict[str, Callable[[Options], int]] = {
    "pipeline": lambda _: pipeline.main(),
    "one_list": lambda _: one_list.main(),
    "names": names.main,
    "cjk": cjk.main,
    "clusters": clusters.main,
    "ftm": ftm.main,
    "korea": korea.main,
    "sample": sample.main,
    "gaps": gaps.main,
    "gapcheck": gapcheck.main,
    "screen": screen.main,
    "screen_quality": screen_quality.main,
    "bulk": bulk.main,
    "serve": serve.main,
}


def main() -> int:
    asked, options = _read(sys.argv[1:])
    strangers = [name for name in asked if name not in BENCHES]
    if strangers:
        print(f"no bench {', '.join(strangers)}; there are: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    broken = 0
    for name in asked or list(BENCHES):
        print(f"{name}:")
        broken += BENCHES[name](options)
    return 1 if broken else 0


def _read(arguments: list[str]) -> tuple[list[str], Options]:
    plain = Options()
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", help=", ".join(BENCHES))
    parser.add_argument("--freeze", action="store_true", help="write the figures as the new baseline")
    parser.add_argument("--show", type=Path, help="folder for the rows that went wrong")
    parser.add_argument("--home", type=Path, help="a home with an edition of all lists")
    parser.add_argument("--oracle", type=Path, default=plain.oracle, help="folder of the labelled data")
    parser.add_argument("--lists", type=Path, default=plain.lists, help="folder of the real lists")
    parser.add_argument("--rival-python", default="", help="one that has nomenklatura (and followthemoney)")
    parser.add_argument("--targets", type=int, nargs="+", default=list(plain.targets), help="sample sizes")
    parser.add_argument("--half", choices=("report", "dev"), default=plain.half, help="of the CJK names")
    parser.add_argument("--every", action="store_true", help="every name, not a sample (screen_quality)")
    parser.add_argument(
        "--sample-names", type=int, default=0, help="screen against so many names of the sample world"
    )
    read = parser.parse_args(arguments)
    options = Options(
        freeze=read.freeze, show=read.show, home=read.home, oracle=read.oracle, lists=read.lists,
        rival_python=read.rival_python, targets=tuple(read.targets), half=read.half, every=read.every,
        names=read.sample_names,
    )  # fmt: skip
    return read.names, options


if __name__ == "__main__":
    sys.exit(main())
