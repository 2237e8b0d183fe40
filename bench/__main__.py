"""`python -m bench [NAME...]`: runs the named benches, or all of them. Exit 1 when a promise is broken."""

from __future__ import annotations

import sys

from bench import one_list, pipeline

BENCHES = {"one_list": one_list.main, "pipeline": pipeline.main}


def main() -> int:
    names = sys.argv[1:] or list(BENCHES)
    strangers = [name for name in names if name not in BENCHES]
    if strangers:
        print(f"no bench {', '.join(strangers)}; there are: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    return 1 if sum(BENCHES[name]() for name in names) else 0


if __name__ == "__main__":
    sys.exit(main())
