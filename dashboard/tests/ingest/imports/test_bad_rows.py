"""Bad rows: told by line and reason, kept as they were, and everything else is stored."""

from __future__ import annotations

from pathlib import Path

import pytest
import time_machine
from django.core.management.base import CommandError

from dashboard.models import Checkpoint, RequestLog
from dashboard.tests.ingest.imports.conftest import Import

HEADER = "created_at,path,model_name,prompt_tokens,status_code\n"
GOOD = "2025-11-01T10:00:00Z,/good,gpt-4o,5,200\n"
BAD = {
    "yesterday,/bad,gpt-4o,5,200\n": "created_at 'yesterday' is no ISO 8601",
    "2025-11-03T12:01:00Z,/bad,gpt-4o,5,200\n": "lies in the future",
    "2025-11-01T10:00:00Z,/bad,gpt-4o,-5,200\n": "prompt_tokens '-5' is not between",
    "2025-11-01T10:00:00Z,/bad,gpt-4o,many,200\n": "prompt_tokens 'many' is no number",
    "2025-11-01T10:00:00Z,/bad,gpt-4o,1.5,200\n": "is no whole number",
    "2025-11-01T10:00:00Z,/bad,gpt-4o\n": "3 columns where the header has 5",
    "2025-11-01T10:00:00Z,/bad,gpt-4o,5,200,more\n": "6 columns where the header has 5",
    "2025-11-01T10:00:00Z,/bad,,5,200\n": "tokens and no model_name",
    "2025-11-01T10:00:00Z,/bad,gpt-4o,5,20\n": "status_code '20' is not between",
    ",/bad,gpt-4o,5,200\n": "created_at is empty",
    '"2025-11-01T10:00:00Z,/stray quote,gpt-4o,5,200\n': "",
}


@time_machine.travel("2025-11-02T12:00:00Z", tick=False)
def test_bad_rows_are_told_and_kept(import_requests: Import, tmp_path: Path) -> None:
    file = tmp_path / "mixed.csv"
    file.write_text(HEADER + "".join(GOOD + bad for bad in BAD) + GOOD)
    out, err = import_requests(file)
    assert f"{2 * len(BAD) + 1} read, {len(BAD) + 1} stored, 0 already there" in out
    assert f"{len(BAD)} rejected (kept in {file}.rejects)" in out
    told = err.splitlines()
    assert len(told) == len(BAD)
    for place, (line, reason) in enumerate(zip(told, BAD.values())):
        assert line.startswith(f"line {3 + 2 * place}: ")
        assert reason in line
    assert Path(f"{file}.rejects").read_text() == HEADER + "".join(BAD)
    assert set(RequestLog.objects.values_list("path", flat=True)) == {"/good"}
    checkpoint = Checkpoint.objects.get()
    assert (checkpoint.stored, checkpoint.rejected) == (len(BAD) + 1, len(BAD))
    assert (checkpoint.position, checkpoint.line) == (file.stat().st_size, 2 * len(BAD) + 2)
    out, err = import_requests(file)
    assert out.startswith(f"0 read, 0 stored, {2 * len(BAD) + 1} already there, 0 rejected")
    assert Path(f"{file}.rejects").read_text() == HEADER + "".join(BAD)


def test_rejects_can_be_put_right_and_imported(import_requests: Import, tmp_path: Path) -> None:
    file = tmp_path / "mixed.csv"
    file.write_text(HEADER + GOOD + GOOD.replace("200", "2OO"))
    import_requests(file)
    rejects = tmp_path / "mixed.csv.rejects"
    rejects.write_text(rejects.read_text().replace("2OO", "200"))
    out, _ = import_requests(rejects)
    assert out.startswith("1 read, 1 stored")
    assert RequestLog.objects.filter(status_code=200).count() == 2


def test_another_imports_rejects_are_not_overwritten(
    import_requests: Import, tmp_path: Path
) -> None:
    file, other = tmp_path / "a.csv", tmp_path / "precious"
    file.write_text(HEADER + "bad\n")
    other.write_text("precious")
    with pytest.raises(CommandError, match="is there already"):
        import_requests(file, "--rejects", str(other))
    assert other.read_text() == "precious"
    assert RequestLog.objects.count() == 0


def test_many_bad_rows_are_not_all_told(import_requests: Import, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADER + "bad\n" * 30)
    out, err = import_requests(file)
    assert "30 rejected" in out
    assert len(err.splitlines()) == 21


def test_a_line_break_in_quotes_is_part_of_its_row(import_requests: Import, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADER + '2025-11-01,"/a\nb",,,\n' + "bad\n" + GOOD)
    _, err = import_requests(file)
    assert err.startswith("line 4: ")
    assert set(RequestLog.objects.values_list("path", flat=True)) == {"/a\ufffdb", "/good"}


def test_bad_lines_of_json_and_of_logs(import_requests: Import, tmp_path: Path) -> None:
    json, log = tmp_path / "a.jsonl", tmp_path / "a.log"
    json.write_text(
        '{"created_at": 1761991200123, "path": "/ms"}\n'
        '{"created_at"\n[1]\n{"created_at": [1]}\n{"created_at": true}\n'
    )
    out, err = import_requests(json)
    assert out.startswith("5 read, 1 stored")
    assert [line.partition(":")[0] for line in err.splitlines()] == [
        *("line 2", "line 3", "line 4", "line 5")
    ]
    log.write_text(
        '1.2.3.4 - - [01/Nov/2025:10:00:00 +0100] "GET /a?b HTTP/1.1" 200 5\n'
        '1.2.3.4 - - [01/Nov/2025:10:00:00 +0100] "\\x16\\x03" 400 - "-" "a \\"b\\" c"\n'
        "garbage\n"
    )
    out, err = import_requests(log)
    assert out.startswith("3 read, 2 stored")
    assert err == "line 3: not a line of the combined log format\n"
    common, odd = RequestLog.objects.exclude(path="/ms").order_by("status_code")
    assert (common.path, common.user_agent) == ("/a", None)
    assert (odd.method, odd.path, str(odd.user_agent)) == ("", "", 'a "b" c')
