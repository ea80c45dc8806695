"""Which submissions a path means: folders, and archives as mail brings them."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from chanfa_check.batch.collect import collect
from chanfa_check.batch.engines.local import local
from chanfa_check.batch.one import Order, check_one
from chanfa_check.batch.run import check_submissions
from chanfa_check.batch.source import Source
from chanfa_check.model import Problem
from tests.batch.test_run import report


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    """An archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def names(found: tuple[Source, ...]) -> list[str]:
    return [Path(one.shown).name for one in found]


def test_an_archive_is_a_folder(tmp_path: Path) -> None:
    fine = report(tmp_path / "甲.xlsx").read_bytes()
    path = zipped(
        tmp_path / "6月.zip",
        {
            "6月/市教育局.xlsx": fine,
            "6月/~$市教育局.xlsx": b"",
            "6月/说明.docx": b"",
            "__MACOSX/6月/._市教育局.xlsx": b"",
        },
    )
    found = collect([path])
    assert names(found.sources) == ["市教育局.xlsx"]
    assert [Path(name).name for name in found.passed_over] == ["~$市教育局.xlsx", "说明.docx"]
    checked = check_one(found.sources[0], Order())
    assert (checked.problems, checked.department) == ((), "市教育局")
    assert checked.path == f"{path}/6月/市教育局.xlsx"


def test_names_in_windows_own_encoding() -> None:
    from chanfa_check.batch.archive import readable

    for name in ("市教育局.xlsx", "6月/市总工会（更正）.xls", "report.xlsx"):
        assert readable(name.encode("gb18030").decode("cp437")) == name
        assert readable(name.encode("utf-8").decode("cp437")) == name
        assert readable(name) == name


def test_an_archive_within_a_folder_and_one_within_another(tmp_path: Path) -> None:
    fine = report(tmp_path / "甲.xlsx").read_bytes()
    folder = tmp_path / "6月"
    folder.mkdir()
    inner = zipped(tmp_path / "inner.zip", {"乙.xlsx": fine}).read_bytes()
    zipped(folder / "外.zip", {"甲.xlsx": fine, "内.zip": inner})
    (folder / "旧.rar").write_bytes(b"Rar!\x1a\x07\x00")
    run = check_submissions(collect([folder]), Order())
    assert [(Path(one.path).name, [each.code for each in one.problems]) for one in run.submissions] == [
        ("内.zip", ["archive-damaged"]),
        ("甲.xlsx", []),
        ("旧.rar", ["not-a-workbook"]),
    ]
    assert run.exit_code == 3


def test_a_workbook_that_is_named_zip_is_a_workbook(tmp_path: Path) -> None:
    path = report(tmp_path / "甲.xlsx").rename(tmp_path / "市教育局.zip")
    assert collect([path]).sources == (Source(str(path)),)
    assert check_one(Source(str(path)), Order()).problems == ()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"nothing of the kind"])
def test_a_broken_archive_costs_only_itself(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "坏.zip").write_bytes(content)
    report(tmp_path / "甲.xlsx")
    run = check_submissions(collect([tmp_path]), Order())
    assert [[each.code for each in one.problems] for one in run.submissions] == [["archive-damaged"], []]


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    fine = report(tmp_path / "甲.xlsx").read_bytes()
    path = zipped(tmp_path / "6月.zip", {"甲.xlsx": fine, "乙.xlsx": fine})
    data = bytearray(path.read_bytes())
    start = data.index(b"PK\x03\x04") + 60
    data[start : start + 40] = b"\xff" * 40
    path.write_bytes(data)
    run = check_submissions(collect([path]), Order())
    assert [[each.code for each in one.problems] for one in run.submissions] == [[], ["archive-damaged"]]


def test_an_archive_with_a_password_is_named(tmp_path: Path) -> None:
    fine = report(tmp_path / "甲.xlsx").read_bytes()
    path = zipped(tmp_path / "6月.zip", {"甲.xlsx": fine})
    data = path.read_bytes()
    # The bit that says that a member is encrypted, in its own header and in the directory.
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature) + offset
        data = data[:at] + bytes([data[at] | 1]) + data[at + 1 :]
    path.write_bytes(data)
    run = check_submissions(collect([path]), Order())
    assert [each.code for one in run.submissions for each in one.problems] == ["password"]


def test_a_member_larger_than_a_report_can_be_is_not_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chanfa_check.batch import archive
    from chanfa_check.submission import workbook

    for module in (archive, workbook):
        monkeypatch.setattr(module, "MAX_FILE_BYTES", 1000)
    path = zipped(tmp_path / "大.zip", {"甲.xlsx": b"\0" * 1_000_000})
    assert len(archive.read_member(str(path), "甲.xlsx")) == 1001
    run = check_submissions(collect([path]), Order())
    assert [each.code for one in run.submissions for each in one.problems] == ["file-too-large"]


def test_an_archive_that_lists_too_much_is_not_taken_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the length of its directory, by which the library goes, too; whatever number of members it gives itself."""
    entries, folder = (b"PK\x01\x02" + bytes(42)) * 60_001, tmp_path / "6月.zip"

    def taken_in(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(zipfile, "ZipFile", taken_in)
    remedy = "不像是报表。文件不能超过 20000 个。请解压以后，检查解压出来的文件夹。"
    for listed, length, found in (
        (entries, len(entries), "60001 项"),
        (b"", 20_000_001, "20.0 MB"),
        (b"", 0xFFFFFFFF, "4295.0 MB"),
    ):
        folder.write_bytes(listed + struct.pack("<4s4xHHIIH5s", b"PK\x05\x06", 1, 1, length, 0, 5, b"hello"))
        [source] = collect([folder]).sources
        assert source.problem == Problem("archive-damaged", f"压缩包的目录有 {found}，{remedy}")


@pytest.mark.parametrize("comment", [b"", b"x" * 0xFFFF])
def test_as_much_as_an_archive_may_list(comment: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from chanfa_check.batch import archive

    fine = report(tmp_path / "甲.xlsx").read_bytes()
    path = zipped(tmp_path / "6月.zip", {"6月/": b"", "6月/甲.xlsx": fine, "6月/乙.xlsx": fine})
    with zipfile.ZipFile(path, "a") as added:
        added.comment = comment
    for most, found in ((3, ["乙.xlsx", "甲.xlsx"]), (2, ["6月.zip"])):
        monkeypatch.setattr(archive, "_MOST_ENTRIES", most)
        archive._opened_by.cache_clear()
        assert names(collect([path]).sources) == found


def test_a_missing_archive_is_a_missing_file(tmp_path: Path) -> None:
    run = check_submissions(collect([tmp_path / "没有.zip"]), Order())
    assert [each.code for one in run.submissions for each in one.problems] == ["file-missing"]


def test_an_archive_is_read_alike_by_any_number_of_processes(tmp_path: Path) -> None:
    fine = report(tmp_path / "甲.xlsx").read_bytes()
    path = zipped(tmp_path / "6月.zip", {f"{number:03}.xlsx": fine for number in range(100)})
    runs = [check_submissions(collect([path]), Order(), engine=local(jobs)) for jobs in (1, 4)]
    assert [one.problems for one in runs[1].submissions] == [()] * 100
    assert runs[0] == runs[1]


def test_a_file_is_one_however_it_is_spelt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "6月"
    folder.mkdir()
    report(folder / "甲.xlsx")
    (folder / "说明.txt").touch()
    monkeypatch.chdir(tmp_path)
    found = collect([Path("6月"), folder, Path("6月/../6月/甲.xlsx")])
    assert [one.shown for one in found.sources] == ["6月/甲.xlsx"]
    assert found.whole
    assert not collect([Path("6月/甲.xlsx")]).whole
    assert collect([folder]).whole


@pytest.mark.skipif(not hasattr(Path, "symlink_to"), reason="no links")
def test_a_link_that_leads_nowhere_is_a_missing_file(tmp_path: Path) -> None:
    (tmp_path / "市教育局.xlsx").symlink_to(tmp_path / "没有.xlsx")
    (tmp_path / "环").symlink_to(tmp_path)
    run = check_submissions(collect([tmp_path]), Order())
    assert [[each.code for each in one.problems] for one in run.submissions] == [["file-missing"]]
    assert [Path(name).name for name in run.passed_over] == ["环"]


def test_two_members_of_one_name_are_not_one(tmp_path: Path) -> None:
    fine = report(tmp_path / "甲.xlsx").read_bytes()
    with pytest.warns(UserWarning), zipfile.ZipFile(tmp_path / "6月.zip", "w") as archive:
        archive.writestr("乙.xlsx", fine)
        archive.writestr("乙.xlsx", fine)
    run = check_submissions(collect([tmp_path / "6月.zip"]), Order())
    assert [each.code for one in run.submissions for each in one.problems] == ["archive-damaged"]
    assert "“乙.xlsx”" in run.submissions[0].problems[0].message


def test_what_cannot_be_read_is_still_whose_its_name_says(tmp_path: Path) -> None:
    (tmp_path / "市教育局2020年6月.xlsx").write_bytes(b"garbage")
    report(tmp_path / "甲.xlsx", department="市总工会")
    run = check_submissions(collect([tmp_path]), Order())
    assert run.coverage[0].received == ("市总工会", "市教育局")
    assert {row.department for row in run.rows if row.path} == {"市总工会", "市教育局"}


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("jobs", [1, 2])
def test_however_a_damaged_member_is_compressed(method: int, jobs: int, tmp_path: Path) -> None:
    """Every method of compression has errors of its own."""
    archive = tmp_path / "6月.zip"
    with zipfile.ZipFile(archive, "w", method) as made:
        for number in range(40):
            made.write(report(tmp_path / "甲.xlsx"), f"{number:02}.xlsx")
    data = bytearray(archive.read_bytes())
    start = data.index(b"00.xlsx") + 40
    for place in range(start, start + 300):
        data[place] ^= 0x5A
    archive.write_bytes(data)
    run = check_submissions(collect([archive]), Order(), engine=local(jobs))
    assert [[each.code for each in one.problems] for one in run.submissions] == [["archive-damaged"], *[[]] * 39]


def test_an_archive_that_another_has_taken_the_place_of(tmp_path: Path) -> None:
    found = []
    for number in range(1, 4):
        zipped(tmp_path / "新.zip", {"甲.xlsx": report(tmp_path / "甲.xlsx", period=f"2020年{number}月").read_bytes()})
        (tmp_path / "新.zip").replace(tmp_path / "6月.zip")
        run = check_submissions(collect([tmp_path / "6月.zip"]), Order())
        found += [one.period.last.month for one in run.submissions if one.period]
    assert found == [1, 2, 3]
