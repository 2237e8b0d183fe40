"""What is counted, by several processes, as Prometheus reads it."""

import re

from interlock.api.tally import EDGES_S, Tally, exposition

LABELS = r'(\{\w+="([^"\\\n]|\\["\\n])*"(,\w+="([^"\\\n]|\\["\\n])*")*\})?'
LINE = re.compile(rf"(# (HELP|TYPE) interlock_\w+ .+|interlock_\w+{LABELS} [0-9.e+-]+)")


def test_every_line_is_in_the_text_format_and_every_metric_has_help_and_type():
    tally = Tally()
    tally.add("http_requests_total", route='/x"\\', method="GET", status="200")
    tally.took("/x", 0.004)
    text = exposition(tally.of_all(), {"edition_info": {(("edition", "feed"),): 1.0}})
    lines = text.splitlines()
    assert text.endswith("\n")
    assert all(LINE.fullmatch(line) for line in lines), [line for line in lines if not LINE.fullmatch(line)]
    named = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    found = {re.split(r"[{ ]", line)[0] for line in lines if not line.startswith("#")}
    assert {re.sub(r"_(bucket|sum|count)$", "", name) for name in found} <= named


def test_a_histogram_is_cumulative_and_its_last_bucket_is_the_count():
    tally = Tally()
    for seconds in (0.0005, 0.001, 0.004, 0.3, 99):
        tally.took("/x", seconds)
    text = exposition(tally.of_all(), {})
    counts = [float(n) for n in re.findall(r'_bucket\{route="/x",le="[^"]+"\} ([0-9.]+)', text)]
    assert counts == sorted(counts)
    assert len(counts) == len(EDGES_S) + 1
    assert counts[0] == 2.0  # an edge belongs to its bucket
    assert counts[-1] == 5.0
    assert 'interlock_http_request_duration_seconds_count{route="/x"} 5.0' in text


def test_every_process_answers_with_the_counts_of_all(tmp_path):
    one, two = Tally(tmp_path, "w1"), Tally(tmp_path, "w2")
    one.add("queries_total", 3)
    two.add("queries_total", 4)
    two.add("refused_total", why="rate")
    two.leave()
    assert one.of_all()["queries_total"] == {(): 7.0}
    one.leave()
    assert two.of_all() == one.of_all()
    one.add("queries_total")  # its own are counted as they are now, not as it left them
    assert one.of_all()["queries_total"] == {(): 8.0}
