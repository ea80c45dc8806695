"""A matrix file comes by mail as reports do: nothing in it is run, followed without end, or too large to be refused."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

import pytest
import yaml

from chanfa_check.cli.main import run
from chanfa_check.matrix import compose, library
from chanfa_check.matrix.cache import load_cached
from chanfa_check.matrix.flaws import MatrixError
from chanfa_check.matrix.load import load_matrix, load_text
from tests.batch.plans import plan
from tests.matrix.test_load import matrix_text

GOOD = matrix_text()
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="devices, pipes and owners as POSIX knows them")
SHARE = "1.1a % {rule: floor, value: 60%}"
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 9)}]\n" for number in range(1, 30)
)


def titled(text: str) -> str:
    """A good matrix with this in the place of its title, which stands in line 3."""
    return GOOD.replace("分工表", text, 1)


def bound(text: str) -> str:
    """A good matrix with this in the place of its only number, which stands in line 21."""
    return GOOD.replace("95%", text, 1)


def flaws_of(content: bytes | str) -> list[tuple[int, str]]:
    """Line and message of each flaw; whatever it is, it takes no time."""
    before = time.process_time()
    with pytest.raises(MatrixError) as caught:
        load_text(content.encode() if isinstance(content, str) else content, Path("matrix.yaml"))
    assert time.process_time() - before < 5
    return [(flaw.line, flaw.message) for flaw in caught.value.flaws]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        (titled("!!python/object/apply:os.system [ls]"), "!!python/object/apply:os.system"),
        (titled("!!python/name:os.system 分工表"), "!!python/name:os.system"),
        (titled("!foo 分工表"), "!foo"),
        (titled("! 分工表"), "!"),
        (titled("!!str 分工表"), "!!str"),
        (titled("!!binary aGVsbG8="), "!!binary"),
        (titled("!<tag:example.com,2000:x> 分工表"), "tag:example.com,2000:x"),
        (titled("分工表\n!!set source: 来源").replace("\n!!set", "\n!!str", 1), "!!str"),
    ],
)
def test_a_tag_is_refused(text: str, tag: str) -> None:
    line = next(number for number, words in enumerate(text.splitlines(), 1) if "!" in words)
    assert flaws_of(text) == [(line, f"不支持 YAML 的标签（{tag}），请删去“!”和后面的字")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (BOMB, 1),
        (GOOD + BOMB, 22),
        (titled("*nothing"), 3),
        (titled("&a [*a]"), 3),
        (titled("&a 分工表"), 3),
        (GOOD.replace("  市教育局: {}", "  市教育局: &x {}\n  市财政局: {<<: *x}"), 7),
    ],
)
def test_anchors_and_aliases_are_refused(text: str, line: int) -> None:
    assert flaws_of(text) == [(line, "不支持 YAML 的引用（& 和 *），请把内容写全")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("id: " + "[" * 1_000_000, 1),
        ("id: " + "{a: " * 100_000, 1),
        ("- " * 100_000, 1),
        ("".join(" " * depth + "a:\n" for depth in range(1500)), 30),
    ],
    ids=["brackets", "braces", "dashes", "indents"],
)
def test_depth_is_bounded(text: str, line: int) -> None:
    assert flaws_of(text) == [(line, "一层套一层超过 30 层，不是任务责任分工表")]


def test_number_and_length_are_bounded() -> None:
    assert flaws_of("id: [" + "x," * 200_000 + "]") == [(1, "到这里已超过 100000 项，不是任务责任分工表")]
    most = compose.MAX_CHARACTERS
    assert flaws_of(titled("长" * (most + 1))) == [(3, "这一个值有 10001 个字，最多 10000 个")]
    assert load_text(titled("长" * most).encode(), Path("matrix.yaml")).title == "长" * most


def test_the_file_s_size_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "matrix.yaml"
    for size, good in ((library.MAX_BYTES, True), (library.MAX_BYTES + 1, False), (50_000_000, False)):
        path.write_bytes(GOOD.encode() + b"#".ljust(size - len(GOOD.encode()), b"x"))
        for load in (load_matrix, load_cached):
            if good:
                assert load(path).id == "some-city"
                continue
            with pytest.raises(MatrixError) as caught:
                load(path)
            said = f"文件有 {size / 1_000_000:.1f} MB，最大 4 MB；任务责任分工表没有这么大，请确认是否选错了文件"
            assert str(caught.value) == f"{path}:1: {said}"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1e999999999%", "“1e999999999%”应写一个数和单位，如 35%、100人；范围写成 1-2家，前后不加别的字"),
        ("'1" + " " * 9_000 + "x'", f"“1{' ' * 19}…”有 9002 个字，最多 200 个"),
        ("9" * 9_000 + "%", f"“{'9' * 20}…”有 9001 个字，最多 200 个"),
        ("'" + "千百" * 2_000 + "'", f"“{'千百' * 10}…”有 4000 个字，最多 200 个"),
    ],
    ids=["exponent", "blanks", "digits", "characters"],
)
def test_a_number_out_of_all_bounds(value: str, said: str) -> None:
    assert flaws_of(bound(value)) == [(21, f"value：{said}")]


@pytest.mark.parametrize(
    "piece", ["1 ", "-", "１", "一", "十", "千百", "1/", "分之", "(", "%", "万", "1-", ".", ">", "至 "]
)
def test_no_number_takes_long_to_read(piece: str) -> None:
    flaws_of(bound("'" + (piece * 200)[:199] + "x'"))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (titled("分\0工表"), (3, "含有控制字符（U+0000），请删去")),
        (titled("分\x1b[31m工表"), (3, "含有控制字符（U+001B），请删去")),
        (titled("分工表\n\ttask: 1"), (4, "不是合法的 YAML：缩进用了制表符（Tab），请改用空格")),
        (GOOD.encode("gbk"), (3, "文件不是 UTF-8 编码；请用文本编辑器另存为 UTF-8")),
        (GOOD.encode("utf-16"), (1, "文件不是 UTF-8 编码；请用文本编辑器另存为 UTF-8")),
        (GOOD.encode()[:-2] + b"\xff\n", (21, "文件不是 UTF-8 编码；请用文本编辑器另存为 UTF-8")),
        (GOOD + "---\n" + GOOD, (23, "后面还有第二份内容（---）；一个文件只写一份")),
        ("# 只有说明\n", (1, "文件是空的")),
        ("? [a, b]\n: c\n", None),
    ],
)
def test_what_is_no_plain_text(content: bytes | str, expected: tuple[int, str] | None) -> None:
    flaws = flaws_of(content)
    assert flaws[0] == expected or (expected is None and (1, "字段名应是一个词") in flaws)


@pytest.mark.parametrize("change", [("\n", "\r\n"), ("\n", "\r"), ("id: some-city", "\ufeffid: some-city")])
def test_what_editors_make_of_it_stays_good(change: tuple[str, str]) -> None:
    assert load_text(GOOD.replace(*change).encode(), Path("x")) == load_text(GOOD.encode(), Path("x"))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: [1\nb: 2\n", 2, "方括号或花括号里缺逗号，或没有写完"),
        ("a: b: c\n", 1, "冒号用得不对；值里有“: ”的，请用引号括起来"),
        ("a: 1\nb: @x\n", 2, "有不能写在开头的符号；含 @、%、` 等符号的请用引号括起来，缩进请用空格"),
        ("a: 'x\n", 2, "引号没有成对，请补上缺的一个"),
        ('a: "\\q"\n', 1, "双引号里有不认识的反斜杠写法，请改用单引号"),
        ("a:\n  b: 1\n c: 2\n", 3, "缩进不齐"),
        ("- a\nb: 1\n", 2, "缩进不齐"),
        ("a: [\n", 2, "括号没有写完"),
    ],
)
@pytest.mark.parametrize("loader", [getattr(yaml, "CBaseLoader", yaml.BaseLoader), yaml.BaseLoader])
def test_what_is_no_yaml_is_said_in_chinese(
    text: str, line: int, said: str, loader: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The two libraries see some of these a line earlier or later.
    monkeypatch.setattr(compose, "_Loader", loader)
    ((found, message),) = flaws_of(text)
    assert message.startswith(f"不是合法的 YAML：{said}")
    assert abs(found - line) <= 1


def test_as_many_flaws_as_anybody_reads() -> None:
    flaws = flaws_of(GOOD + "".join(f"k{number}: 1\n" for number in range(5_000)))
    assert (len(flaws), flaws[-1]) == (201, (222, "从这里起还有 4800 处错误，没有列出"))


@POSIX
def test_what_is_no_ordinary_file_is_never_opened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    link = tmp_path / "zero.yaml"
    link.symlink_to("/dev/zero")
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    instead = "没有打开。请先把内容存成文件，再指明那个文件。"
    said = {
        str(pipe): f"“{pipe}”是管道，不是任务责任分工表的文件，{instead}\n",
        str(link): f"“{link}”是设备，不是任务责任分工表的文件，{instead}\n",
        "/dev/zero": f"“/dev/zero”是设备，不是任务责任分工表的文件，{instead}\n",
        str(tmp_path): f"“{tmp_path}”是文件夹，不是任务责任分工表的文件，里面没有 matrix.yaml。\n",
    }
    for name in (*said, str(tmp_path / "loop.yaml"), "x" * 5_000):
        assert library.locate(name) is None
        assert run(["--targets", name, "report.xlsx"]) == 2
        found = capsys.readouterr().err
        assert found == said[name] if name in said else "这份任务责任分工表，也没有这个文件" in found
    for name in ("pipe.yaml", "zero.yaml", "loop.yaml", "/dev/zero", "../..", "x" * 5_000, '"a\\n"'):
        path = plan(tmp_path, "revised", SHARE, more=f"from: 2021\nsupersedes: {name}\n")
        with pytest.raises(MatrixError, match=r"^[^\n]*：没有“"):
            load_matrix(path)
        path.write_text(f"base: {name}\n", encoding="utf-8")
        with pytest.raises(MatrixError, match="base：没有“"):
            load_matrix(path)


def test_a_base_that_is_itself(tmp_path: Path) -> None:
    path = tmp_path / "matrix.yaml"
    path.write_text("base: matrix.yaml\n", encoding="utf-8")
    with pytest.raises(MatrixError, match="本身也有 base"):
        load_matrix(path)


def test_a_chain_without_end(tmp_path: Path) -> None:
    plan(tmp_path, "m0", SHARE)
    for number in range(1, 60):
        year = 2019 + number % 7
        plan(tmp_path, f"m{number}", SHARE, more=f"from: {year}\nsupersedes: m{number - 1}.yaml\n")
    for load in (load_matrix, load_cached):
        with pytest.raises(MatrixError, match=r"m39\.yaml:1: supersedes、rollup 一份接一份超过 20 份"):
            load(tmp_path / "m59.yaml")


@POSIX
@pytest.mark.parametrize("foreign", ["world", "group", "owner"])
def test_a_cache_that_others_could_have_written_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, foreign: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = plan(tmp_path, "plan", SHARE)
    load_cached(path)
    (kept,) = (tmp_path / "cache" / "chanfa-check").iterdir()
    opened: list[bytes] = []
    monkeypatch.setattr("pickle.loads", opened.append)
    load_cached(path)
    assert opened == [kept.read_bytes()]
    if foreign == "owner":
        mine = os.getuid()
        monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    else:
        kept.chmod(kept.stat().st_mode | (stat.S_IWOTH if foreign == "world" else stat.S_IWGRP))
    load_cached(path)
    assert len(opened) == 1
