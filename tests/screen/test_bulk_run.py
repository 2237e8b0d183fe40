"""Files of customers screened: order, forms, bad rows, resuming, workers."""

import csv
import json
import shutil

import pytest
from pyarrow import parquet

from interlock.base.errors import QueryError, StoreError
from interlock.screen import bulk_run
from interlock.screen.ask import query_of
from interlock.screen.bulk_input import Layout
from interlock.screen.bulk_kernel import Manner
from interlock.screen.bulk_run import Local, Order, screen_file
from interlock.screen.run import open_edition, screen
from interlock.screen.screener import Options
from screening_world import TODAY, customers, names, put_edition, world


@pytest.fixture(scope="module")
def home(sixty_persons, tmp_path_factory):
    return shutil.copytree(sixty_persons, tmp_path_factory.mktemp("bulk") / "home")


@pytest.fixture
def many(tmp_path):
    return customers(tmp_path / "customers.csv", 230, names(60))


def run(home, source, out, **more):
    engine = more.pop("engine", Local(1, chunk=20))
    kept = {key: more.pop(key) for key in ("keep", "restart", "safe") if key in more}
    return screen_file(home, Order(source=source, out=out, **more), TODAY, engine=engine, **kept)


def lines(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()]


class Stopping:
    """Does so many chunks, and then what a crash does: nothing more."""

    name = "local"

    def __init__(self, chunks):
        self.chunks = chunks

    def screen(self, job, folder, done):
        for number, chunk in enumerate(Local(1, chunk=20).screen(job, folder, done)):
            if number == self.chunks:
                raise KeyboardInterrupt
            yield chunk


def test_every_row_gives_what_it_gives_when_asked_alone(home, many, tmp_path):
    """Fast code against slow: one question at a time."""
    done = run(home, many, tmp_path / "hits.jsonl")
    expected = []
    with many.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            query = query_of(
                row["name"], schema=row["schema"], birth_date=row["birth_date"], country=row["country"]
            )
            answer = screen(home, query, TODAY, options=Options(threshold=0.7, cutoff=0.7))
            expected += [(row["id"], hit.target_id, hit.score, hit.match) for hit in answer.hits]
    hits = lines(tmp_path / "hits.jsonl")
    assert [(hit["id"], hit["target_id"], hit["score"], hit["match"]) for hit in hits] == expected
    assert len(expected) > 30
    assert done.tally.rows == 230
    assert done.tally.hits == len(expected)
    assert done.status == "complete"


def test_hits_come_in_the_order_of_the_rows_and_tell_their_row(home, many, tmp_path):
    run(home, many, tmp_path / "hits.jsonl")
    hits = lines(tmp_path / "hits.jsonl")
    assert [hit["row"] for hit in hits] == sorted(hit["row"] for hit in hits)
    assert all(hit["id"] == f"c{hit['row']}" for hit in hits)
    assert list(hits[0])[:6] == ["id", "target_id", "score", "match", "caption", "schema"]
    assert "change" not in hits[0]
    assert hits[0]["listed_by"][0]["list_key"] == "us.sdn"
    assert hits[0]["reasons"][0].startswith("name match +0.")


def test_the_three_forms_hold_the_same(home, many, tmp_path):
    for form in ("jsonl", "csv", "parquet"):
        run(home, many, tmp_path / f"hits.{form}")
    hits = lines(tmp_path / "hits.jsonl")
    table = parquet.read_table(tmp_path / "hits.parquet")
    assert table.to_pylist() == hits
    assert json.loads(table.schema.metadata[b"interlock"])["status"] == "complete"
    with (tmp_path / "hits.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["id"], row["target_id"], float(row["score"]), row["match"]) for row in rows] == [
        (hit["id"], hit["target_id"], hit["score"], str(hit["match"]).lower()) for hit in hits
    ]
    assert rows[0]["listed_by"].startswith("us.sdn ")


def test_a_parquet_of_customers_gives_what_the_csv_gives(home, many, tmp_path):
    from pyarrow import csv as arrow_csv

    parquet.write_table(arrow_csv.read_csv(many), tmp_path / "c.parquet", row_group_size=50)
    run(home, many, tmp_path / "a.jsonl")
    run(home, tmp_path / "c.parquet", tmp_path / "b.jsonl")
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


@pytest.mark.slow
def test_workers_are_spawned_and_change_nothing(home, many, tmp_path):
    alone = run(home, many, tmp_path / "a.jsonl")
    together = run(home, many, tmp_path / "b.jsonl", engine=Local(2, chunk=20))
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    assert alone.result_sha256 == together.result_sha256


def test_bad_rows_are_named_with_their_line_and_the_rest_is_screened(home, tmp_path):
    listed = names(3)
    source = tmp_path / "c.csv"
    source.write_text(
        f"id,name,birth_date\n1,{listed[0]},\n2\n3,{listed[1]},1/2/1962\n,{listed[2]},\n5,,\n6,{listed[2]},\n",
        encoding="utf-8",
    )
    done = run(home, source, tmp_path / "hits.csv")
    assert (done.tally.rows, done.tally.rejected, done.tally.partly) == (6, 3, 1)
    with (tmp_path / "hits.csv").open(encoding="utf-8", newline="") as file:
        assert {row["id"] for row in csv.DictReader(file)} == {"1", "3", "6"}
    with (tmp_path / done.rejects).open(encoding="utf-8", newline="") as file:
        rejects = list(csv.DictReader(file))
    assert [(row["row"], row["line"], row["screened"]) for row in rejects] == [
        ("2", "3", "no"),
        ("3", "4", "without birth_date"),
        ("4", "5", "no"),
        ("5", "6", "no"),
    ]
    assert rejects[2]["cells"].startswith(f",{listed[2]}")


def test_rejects_of_an_earlier_input_do_not_stay_beside_a_clean_one(home, many, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text("id,name\n,x\n", encoding="utf-8")
    assert run(home, bad, tmp_path / "hits.csv").rejects
    assert not run(home, many, tmp_path / "hits.csv").rejects
    assert not (tmp_path / "hits.csv.rejects.csv").exists()


@pytest.mark.parametrize("chunks", [0, 1, 5, 11])
def test_broken_off_it_goes_on_and_ends_as_if_undisturbed(home, many, tmp_path, chunks):
    run(home, many, tmp_path / "whole.jsonl")
    with pytest.raises(KeyboardInterrupt):
        run(home, many, tmp_path / "hits.jsonl", engine=Stopping(chunks))
    assert not (tmp_path / "hits.jsonl").exists()
    done = run(home, many, tmp_path / "hits.jsonl")
    assert done.resumed_at == chunks * 20
    assert (tmp_path / "hits.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert not (tmp_path / "hits.jsonl.part").exists()


def test_lines_beyond_the_journal_are_done_again(home, many, tmp_path):
    """As a crash leaves them: half a line of hits, half a line of the journal."""
    run(home, many, tmp_path / "whole.jsonl")
    with pytest.raises(KeyboardInterrupt):
        run(home, many, tmp_path / "hits.jsonl", engine=Stopping(3))
    part = tmp_path / "hits.jsonl.part"
    for name in ("hits", "rejects", "journal"):
        with (part / name).open("ab") as file:
            file.write(b'{"id":"c6')
    run(home, many, tmp_path / "hits.jsonl")
    assert (tmp_path / "hits.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_it_goes_on_with_the_edition_and_the_day_with_which_it_began(home, many, tmp_path):
    place = tmp_path / "home"
    shutil.copytree(home, place)
    first = open_edition(place, TODAY).version
    run(place, many, tmp_path / "whole.jsonl")
    with pytest.raises(KeyboardInterrupt):
        run(place, many, tmp_path / "hits.jsonl", engine=Stopping(3))
    assert put_edition(place, world()[:10]) != first
    done = screen_file(
        place,
        Order(source=many, out=tmp_path / "hits.jsonl"),
        TODAY.replace(day=25),
        engine=Local(1, chunk=20),
    )
    assert (done.edition, done.as_of) == (first, TODAY)
    assert (tmp_path / "hits.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_unfinished_work_of_another_question_is_not_mixed_in(home, many, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        run(home, many, tmp_path / "hits.jsonl", engine=Stopping(3))
    with pytest.raises(QueryError, match="threshold"):
        run(home, many, tmp_path / "hits.jsonl", manner=Manner(threshold=0.9, cutoff=0.9))
    done = run(home, many, tmp_path / "hits.jsonl", manner=Manner(threshold=0.9, cutoff=0.9), restart=True)
    assert done.resumed_at == 0
    assert all(hit["score"] >= 0.9 for hit in lines(tmp_path / "hits.jsonl"))


def test_lost_lines_are_noticed(home, many, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        run(home, many, tmp_path / "hits.jsonl", engine=Stopping(3))
    (tmp_path / "hits.jsonl.part" / "hits").write_bytes(b"")
    with pytest.raises(StoreError, match="lines that were kept are gone"):
        run(home, many, tmp_path / "hits.jsonl")


def test_an_input_that_changes_meanwhile_is_refused(home, many, tmp_path):
    class Meddler:
        name = "local"

        def screen(self, job, folder, done):
            yield from Local(1).screen(job, folder, done)
            with many.open("a", encoding="utf-8") as file:
                file.write("c999,Late Comer,,,,\n")

    with pytest.raises(QueryError, match="changed while"):
        run(home, many, tmp_path / "hits.jsonl", engine=Meddler())
    assert not (tmp_path / "hits.jsonl").exists()


def test_a_question_that_cannot_be_asked_leaves_nothing_behind(home, many, tmp_path):
    with pytest.raises(QueryError, match="no column 'nom'"):
        run(home, many, tmp_path / "hits.jsonl", layout=Layout({"name": "nom"}))
    with pytest.raises(QueryError, match="unknown list"):
        run(home, many, tmp_path / "hits.jsonl", manner=Manner(scope=("atlantis",)))
    with pytest.raises(StoreError, match="no edition"):
        run(home, many, tmp_path / "hits.jsonl", edition_id="0123456789abcdef")
    assert [path.name for path in tmp_path.iterdir()] == ["customers.csv"]


def test_an_old_list_makes_it_incomplete(home, many, tmp_path):
    done = run(home, many, tmp_path / "hits.jsonl", max_age_days=5)
    assert done.status == "incomplete"
    assert done.incomplete[0].startswith("us.sdn: too old")
    assert json.loads((tmp_path / "hits.jsonl.about.json").read_bytes())["status"] == "incomplete"


def test_two_at_once_into_one_output_are_refused(home, many, tmp_path):
    class Rival:
        name = "local"

        def screen(self, job, folder, done):
            run(home, many, tmp_path / "hits.jsonl")
            yield from ()

    with pytest.raises(StoreError, match="running already"):
        run(home, many, tmp_path / "hits.jsonl", engine=Rival())


def test_few_rows_are_screened_in_this_process(home, many, tmp_path, monkeypatch):
    seen = []
    real = bulk_run.screen_chunks
    monkeypatch.setattr(bulk_run, "screen_chunks", lambda *a: (seen.append(a[3]), real(*a))[1])
    few = customers(many.with_name("few.csv"), 100, names(60))
    run(home, few, tmp_path / "hits.jsonl", engine=Local())
    assert seen == [1]
