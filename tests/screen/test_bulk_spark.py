"""The same kernel on a real Spark, on this machine: the output is the same to the byte."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from screening_world import customers, names, person, put_edition, world

SOURCE = Path(__file__).parents[2] / "src"
PATHS = os.pathsep.join(filter(None, (str(SOURCE), os.environ.get("PYTHONPATH", ""))))

needs_spark = pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or shutil.which("java") is None,
    reason="no Spark here: it needs the dependency group `spark` and a Java 17",
)


def screened(home, source, out, *options):
    """What lies beside the output of the command."""
    done = subprocess.run(
        [sys.executable, "-m", "interlock", "screen", "--in", source, "--out", out, "--home", home,
         "--no-record", *options],
        env={**os.environ, "PYTHONPATH": PATHS, "SPARK_LOCAL_IP": "127.0.0.1"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr[-3000:]  # the invented list is too old for today
    about = json.loads(out.with_name(f"{out.name}.about.json").read_text())
    return {key: about[key] for key in ("edition", "since", "tally", "result_sha256")}


def by_spark(home, source, out, *options):
    return screened(home, source, out, "--engine", "spark", "--spark-master", "local[2]", *options)


@needs_spark
@pytest.mark.spark
@pytest.mark.slow
def test_a_csv_with_bad_rows_in_many_partitions(tmp_path):
    home, source = tmp_path / "home", customers(tmp_path / "c.csv", 12_000, names(60))
    put_edition(home, world())
    with source.open("ab") as file:
        file.write(
            b'\nb1,"open,,,,\nb2,Two Cells\nb3,B\xe9d Bytes,,,,\nb4,Bad Date,Person,1/2/62,,\n,No Id,,,,\r\n'
        )
    alone = screened(home, source, tmp_path / "a.jsonl")
    assert by_spark(home, source, tmp_path / "b.jsonl") == alone
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    assert alone["tally"]["rows"] == 12_005
    assert alone["tally"]["rejected"] == 4


@needs_spark
@pytest.mark.spark
@pytest.mark.slow
def test_a_parquet_screened_again_against_a_newer_edition(tmp_path):
    from pyarrow import csv, parquet

    home, source = tmp_path / "home", customers(tmp_path / "c.csv", 5_000, names(60))
    parquet.write_table(csv.read_csv(source), tmp_path / "c.parquet", row_group_size=700)
    earlier = put_edition(home, world())
    put_edition(home, [*world()[:-4], person("us:77", names(61)[60])])
    options = ("--since", earlier)
    alone = screened(home, tmp_path / "c.parquet", tmp_path / "a.parquet", *options)
    assert by_spark(home, tmp_path / "c.parquet", tmp_path / "b.parquet", *options) == alone
    assert 0 < alone["tally"]["hits"] < 1_000
