"""The union office's month on the command line: folders, ledger, configuration, formats."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.batch.plans import plan
from tests.builders import Page, write
from tests.cli.test_cli import ROOT, run

EXAMPLES = ROOT / "examples"
FORMATS = ("table", "json", "jsonl", "csv", "md", "html", "xlsx", "docx")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A working folder with two months in it."""
    for month in ("cixi-2020-05", "cixi-2020-06"):
        shutil.copytree(EXAMPLES / month, tmp_path / month)
    return tmp_path


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_to_a_file_and_to_a_pipe(format: str, place: Path) -> None:
    made = run("cixi-2020-06", "--format", format, "--output", "结果", cwd=place)
    assert (made.returncode, made.stdout) == (1, b""), made.stderr.decode()
    piped = run("cixi-2020-06", "--format", format, cwd=place)
    assert piped.returncode == 1
    if format != "table":  # whose width is the terminal's
        assert piped.stdout == (place / "结果").read_bytes()
    assert "市文广旅体局".encode() in piped.stdout or format in ("xlsx", "docx")


def test_json_lines_come_one_by_one_and_end_with_the_whole(place: Path) -> None:
    lines = [json.loads(line) for line in run("cixi-2020-06", "--format", "jsonl", cwd=place).stdout.splitlines()]
    whole = json.loads(run("cixi-2020-06", "--format", "json", cwd=place).stdout)
    assert [line.pop("type") for line in lines] == ["submission"] * 11 + ["summary"]
    submissions = whole.pop("submissions")
    assert [one.pop("standing") for one in submissions].count("superseded") == 1
    assert lines[:-1] == submissions
    assert lines[-1] == whole


def test_json_lines_and_runs_keep_to_their_schemas(place: Path) -> None:
    import jsonschema

    schemas = {name: json.loads(run("schema", name).stdout) for name in ("run", "jsonl")}
    ledger = ["--ledger", "a.db", "--targets", str(EXAMPLES / "cixi-scored.yaml")]
    run("cixi-2020-05", *ledger, cwd=place)
    whole = json.loads(run("cixi-2020-06", *ledger, "--format", "json", cwd=place).stdout)
    assert whole["changes"] and whole["points"] and whole["index"] and whole["contradictions"]
    jsonschema.validate(whole, schemas["run"])
    for line in run("cixi-2020-06", *ledger, "--format", "jsonl", cwd=place).stdout.splitlines():
        jsonschema.validate(json.loads(line), schemas["jsonl"])


def test_a_ledger_compares_with_the_month_before(place: Path) -> None:
    alone = run("cixi-2020-06", cwd=place).stdout.decode()
    run("cixi-2020-05", "--ledger", "chanfa.db", cwd=place)
    first = run("cixi-2020-06", "--ledger", "chanfa.db", cwd=place).stdout.decode()
    again = run("cixi-2020-06", "--ledger", "chanfa.db", cwd=place).stdout.decode()
    assert first == again
    for said in ("新达标", "新出现滞后", "累计数减少"):
        assert said in first and said not in alone


def test_a_corrected_report_of_a_later_day(place: Path) -> None:
    corrected = place / "cixi-2020-06" / "团市委（更正）.xlsx"
    late = corrected.rename(place / "团市委补.xlsx")
    run("cixi-2020-06", "--ledger", "chanfa.db", cwd=place)
    said = run(late.name, "--ledger", "chanfa.db", cwd=place).stdout.decode()
    assert "更正（1 项）" in said
    assert "团市委 20.2a “青匠工程”活动：2020年6月报表由“未填报”更正为“待核实”" in said


def test_history(place: Path) -> None:
    for month in ("cixi-2020-05", "cixi-2020-06"):
        run(month, "--ledger", "chanfa.db", cwd=place)
    for word in ("19.3", "19.3a", "市应急管理局", "市应急局"):
        found = run("history", word, "--ledger", "chanfa.db", cwd=place)
        assert found.returncode == 0, found.stderr.decode()
        assert "19.3a" in found.stdout.decode()
    assert "4.1a" not in run("history", "19.3", "--ledger", "chanfa.db", cwd=place).stdout.decode()
    told = json.loads(run("history", "4.1b", "--ledger", "chanfa.db", "--format", "json", cwd=place).stdout)
    assert told["schema"] == "chanfa-check/history/1"
    assert run("history", "--ledger", "没有.db", cwd=place).returncode == 2
    assert not (place / "没有.db").exists()
    assert run("history", cwd=place).returncode == 2
    assert run("history", "不存在的局", "--ledger", "chanfa.db", cwd=place).returncode == 2


def test_a_configuration_makes_the_monthly_line_short(place: Path) -> None:
    shutil.copy(EXAMPLES / "cixi-scored.yaml", place)
    (place / "chanfa-check.toml").write_text(
        'targets = "cixi-scored.yaml"\nledger = "chanfa.db"\ndue_day = 9\nfail_on = "never"\njobs = 2\n',
        encoding="utf-8",
    )
    inside = place / "cixi-2020-06"
    found = run(".", "--format", "json", cwd=inside)
    told = json.loads(found.stdout)
    assert found.returncode == 0
    assert told["points"]["ranking"]
    assert told["coverage"]["periods"][0]["due"] == "2020-07-09"
    assert told["coverage"]["periods"][0]["late"] == []
    assert (place / "chanfa.db").is_file()
    assert not (inside / "chanfa.db").exists()
    # What the command line says outranks it.
    assert run(".", "--fail-on", "invalid", cwd=inside).returncode == 1
    elsewhere = run("cixi-2020-06", "--config", "chanfa-check.toml", "--format", "json", cwd=place)
    assert json.loads(elsewhere.stdout)["points"] == told["points"]


def test_a_table_in_pyproject_is_a_configuration_too(place: Path) -> None:
    (place / "pyproject.toml").write_text('[project]\nname = "x"\n[tool.chanfa-check]\nfail_on = "never"\n')
    assert run("cixi-2020-06", cwd=place).returncode == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("target = 'x'", "“target”不认识。是否想写 targets？"),
        ("due_day = 32", "due_day 写的是 32，应写1 到 31 的整数"),
        ("due_day = true", "due_day 写的是 True"),
        ("fail_on = 'bad'", "fail_on 写的是 'bad'，应写unmet、missing、invalid、behind、review、never"),
        ("jobs = 0", "jobs 写的是 0"),
        ("ledger = ''", "ledger 写的是 ''"),
        ("targets = [", "不是合法的 TOML"),
        ("targets = 'no-such'", "没有“no-such”这份任务责任分工表"),
    ],
)
def test_a_configuration_is_read_strictly(text: str, said: str, place: Path) -> None:
    (place / "chanfa-check.toml").write_text(text, encoding="utf-8")
    found = run("cixi-2020-06", cwd=place)
    assert (found.returncode, found.stdout) == (2, b"")
    assert said in found.stderr.decode()
    assert "Traceback" not in found.stderr.decode()


def test_the_supplement_of_the_examples_says_that_it_is_one() -> None:
    text = (EXAMPLES / "cixi-scored.yaml").read_text(encoding="utf-8")
    assert "不是慈溪市的规定" in yaml.safe_load(text)["notes"][0]


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("no-such", "没有“no-such”这份分工表"),
        ("其二.yaml", "本身也有 base"),
        ("cixi-2019-2025/", "cixi-2019-2025/"),
    ],
)
def test_a_supplement_of_nothing(base: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "其二.yaml").write_text("base: cixi-2019-2025\n", encoding="utf-8")
    (tmp_path / "其一.yaml").write_text(f"base: {base}\n", encoding="utf-8")
    found = run("targets", "show", "其一.yaml", cwd=tmp_path)
    assert found.returncode == 3
    assert said in found.stderr.decode()


def test_an_archive_and_passed_over_files(place: Path) -> None:
    shutil.make_archive(str(place / "6月"), "zip", place / "cixi-2020-06")
    (place / "cixi-2020-06" / "说明.docx").write_bytes(b"")
    found = run("6月.zip", "cixi-2020-06/说明.docx", cwd=place)
    assert "市文广旅体局  未报送" in found.stdout.decode()
    folder = run("cixi-2020-06", cwd=place)
    assert "另有 1 个文件不是电子表格或是临时文件，没有检查（.docx 1 个）。" in folder.stderr.decode()


def test_annotated_copies(place: Path) -> None:
    before = {path: path.read_bytes() for path in (place / "cixi-2020-06").iterdir()}
    found = run("cixi-2020-06", "--annotate", "退回", cwd=place)
    assert found.returncode == 1
    assert "份带核对意见的副本" in found.stderr.decode()
    assert {path: path.read_bytes() for path in (place / "cixi-2020-06").iterdir()} == before
    assert {path.suffix for path in (place / "退回").iterdir()} == {".xlsx"}


@pytest.mark.parametrize("format", ["xlsx", "docx", "html", "jsonl"])
def test_an_output_that_cannot_be_written_is_not_there(format: str, place: Path) -> None:
    found = run("cixi-2020-06", "--format", format, "--output", "没有这个文件夹/结果", cwd=place)
    assert found.returncode == 3
    assert "无法写入" in found.stderr.decode()
    assert "Traceback" not in found.stderr.decode()
    assert sorted(path.name for path in place.iterdir()) == ["cixi-2020-05", "cixi-2020-06"]


def test_the_bulletin_s_template_can_be_made_one_s_own(place: Path) -> None:
    made = run("template", "--bulletin", "--output", "模板.docx", cwd=place)
    assert made.returncode == 0, made.stderr.decode()
    assert run("template", "--bulletin", "--output", "模板.docx", cwd=place).returncode == 2
    own = run("cixi-2020-06", "--format", "docx", "--bulletin", "模板.docx", "--output", "a.docx", cwd=place)
    plain = run("cixi-2020-06", "--format", "docx", "--output", "b.docx", cwd=place)
    assert (own.returncode, plain.returncode) == (1, 1)
    assert (place / "a.docx").read_bytes() == (place / "b.docx").read_bytes()
    for bad in ("没有.docx", "cixi-2020-06/市教育局.xlsx"):
        found = run("cixi-2020-06", "--format", "docx", "--bulletin", bad, "--output", "c.docx", cwd=place)
        assert (found.returncode, (place / "c.docx").exists()) == (2, False)
        assert "Traceback" not in found.stderr.decode()


def test_a_correction_beside_what_it_corrects_is_said_without_a_ledger(place: Path) -> None:
    assert "更正（1 项）" in run("cixi-2020-06", cwd=place).stdout.decode()


@pytest.mark.parametrize("folder", ["cixi-2020-06", "cixi-2020-06/退回", "./cixi-2020-05/../cixi-2020-06/退回"])
def test_copies_are_not_written_among_the_submissions(folder: str, place: Path) -> None:
    before = sorted(place.rglob("*"))
    found = run("cixi-2020-06", "--annotate", folder, cwd=place)
    assert (found.returncode, sorted(place.rglob("*"))) == (2, before)
    assert "下次检查会把副本当成报表" in found.stderr.decode()


def test_copies_of_another_month_are_refused_and_said(place: Path) -> None:
    assert run("cixi-2020-05", "--annotate", "退回", cwd=place).returncode == 1
    kept = {path: path.read_bytes() for path in (place / "退回").iterdir()}
    found = run("cixi-2020-06", "--annotate", "退回", cwd=place)
    assert found.returncode == 3
    assert "没有写副本" in found.stderr.decode()
    assert {path: path.read_bytes() for path in kept} == kept


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["cixi-2020-06", "--department", "市应急管理局"], "--department 只能用于一份报表"),
        (["cixi-2020-06", "--format", "xlsx", "--output", "cixi-2020-06/汇总.xlsx"], "下次检查会把它当成报表"),
        ([""], "有一个参数是空的"),
        (["cixi-2020-06", "--ledger", ""], "有一个参数是空的"),
    ],
)
def test_what_would_do_harm_is_refused(arguments: list[str], said: str, place: Path) -> None:
    before = sorted(place.rglob("*"))
    found = run(*arguments, cwd=place)
    assert (found.returncode, found.stdout, sorted(place.rglob("*"))) == (2, b"", before)
    assert said in found.stderr.decode()


def test_a_page_in_the_folder_that_is_checked_is_no_submission(place: Path) -> None:
    assert run("cixi-2020-06", "--format", "html", "--output", "cixi-2020-06/汇总.html", cwd=place).returncode == 1
    assert run("cixi-2020-06", cwd=place).returncode == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only there a file name may be any bytes")
@pytest.mark.parametrize("format", FORMATS)
def test_a_file_name_in_another_encoding_breaks_no_format(format: str, place: Path) -> None:
    folder = os.fsencode(place / "cixi-2020-06")
    for name in ("说明.txt", "坏.xlsx"):
        with open(folder + b"/" + name.encode("gbk"), "wb") as file:  # noqa: PTH123  (no Path holds bytes)
            file.write(b"x")
    found = run("cixi-2020-06", "--format", format, "--output", "结果", cwd=place)
    assert found.returncode == 3
    assert "Traceback" not in found.stderr.decode()
    assert (place / "结果").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
@pytest.mark.parametrize("format", ["table", "json", "jsonl", "md", "html"])
def test_nobody_is_told_that_a_pipe_was_closed(format: str, place: Path) -> None:
    command = [sys.executable, "-m", "chanfa_check", "cixi-2020-06", "--format", format]
    with subprocess.Popen(command, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (1, b"")


def test_unbuffered_output_is_whole(place: Path) -> None:
    whole = run("cixi-2020-06", "--format", "html", cwd=place).stdout
    assert len(whole) > 100_000
    assert run("cixi-2020-06", "--format", "html", cwd=place, PYTHONUNBUFFERED="1").stdout == whole


@pytest.mark.parametrize("format", ["md", "html", "csv"])
def test_judged_by_another_day_nothing_is_left_out(format: str, place: Path) -> None:
    found = run("cixi-2020-06", "--as-of", "2020-12", "--format", format, cwd=place)
    assert found.returncode == 1, found.stderr.decode()
    said = found.stdout.decode()
    # 5.1a is short of its year's goal by then, and the superseded report still does not count.
    assert "1.13 倍" in said and "已更正，不计" in said


def test_history_goes_back_before_a_revision(tmp_path: Path) -> None:
    plan(tmp_path, "first", "1.1a 人 {rule: total, by: {2025: 9000}}", lead="市总: {aliases: [市总工会]}")
    plan(tmp_path, "second", "1.1a 万人 {rule: total, by: {2025: 1}}", more="from: 2021\nsupersedes: first.yaml\n")
    for month, value in (("2020年12月", 4000), ("2021年6月", 0.5)):
        head = [["填报单位：市总工会"], [f"报告期：{month}"], ["编号", "完成值"]]
        (tmp_path / month).mkdir()
        write(tmp_path / month / "市总工会.xlsx", Page(rows=[*head, ["1.1a", value]]))
        assert (
            run(f"{month}/市总工会.xlsx", "--targets", "second.yaml", "--ledger", "台账.db", cwd=tmp_path).returncode
            == 0
        )
    for word in ("1.1", "市总工会"):
        shown = run("history", word, "--ledger", "台账.db", "--targets", "second.yaml", cwd=tmp_path)
        assert "2020年12月—2021年6月  0.4 万人 → 0.5 万人" in shown.stdout.decode()
