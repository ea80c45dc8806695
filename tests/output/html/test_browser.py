"""The page in a real browser: keyboard, widths, console, network, paper."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chanfa_check.model import Run, Status
from chanfa_check.output.html import encode
from chanfa_check.output.short import counted
from tests.output.html.made import HOSTILE, example_run, written

pytestmark = pytest.mark.needs("chromium")

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
VISIBLE = "[...document.querySelectorAll('[data-finding]')].filter(one => one.offsetParent !== null)"
SHOWN = f"{VISIBLE}.filter(one => !one.closest('[data-aside]'))"
OUTSIDE = """
const boxed = one => one.closest('.scroll, .unseen, svg') !== null && !one.matches('.scroll');
return [...document.body.querySelectorAll('*')].filter(one => {
  const box = one.getBoundingClientRect();
  return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1) && !(arguments[0] && boxed(one));
}).map(one => one.outerHTML.slice(0, 200));
"""
CUT = """
return [...document.querySelectorAll('td, th')].filter(cell => [...cell.querySelectorAll(':not(.unseen)')].some(one =>
  one.getBoundingClientRect().right > cell.getBoundingClientRect().right + 1)).map(one => one.outerHTML.slice(0, 200));
"""
FAINT = """
const rgb = text => text.match(/[0-9.]+/g).slice(0, 3).map(Number);
const light = color => rgb(color).map(part => part / 255)
  .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
  .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
const behind = one => { const color = getComputedStyle(one).backgroundColor;
  return color === 'rgba(0, 0, 0, 0)' && one.parentElement ? behind(one.parentElement) : color; };
return [...document.body.querySelectorAll('*')].filter(one => one.offsetParent !== null && !one.closest('svg, .unseen')
  && [...one.childNodes].some(part => part.nodeType === 3 && part.data.trim())).filter(one => {
    const [low, high] = [light(getComputedStyle(one).color), light(behind(one))].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05) < 4.5;
}).map(one => one.outerHTML.slice(0, 200));
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Headless Chromium with a profile of its own."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.binary_location = _found("chromium")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(_found("chromedriver")))
    yield driver
    driver.quit()


def _found(program: str) -> str:
    import shutil

    path = shutil.which(program)
    assert path
    return path


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The examples' page, and one full of hostile texts."""
    folder = tmp_path_factory.mktemp("pages")
    seen: dict[str, int] = {}

    def evil(text: str) -> str:
        return HOSTILE[seen.setdefault(text, len(seen)) % len(HOSTILE)] + text

    for name, run in (("plain", example_run()), ("hostile", written(example_run(), evil))):
        (folder / f"{name}.html").write_bytes(encode(run))
    return {path.stem: path for path in folder.iterdir()}


def show(browser: Any, path: Path, width: int = 1280, **more: Any) -> None:
    """Opens the page in a window of this width."""
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": more.get("media", "")})
    browser.get(path.as_uri())


def press(browser: Any, *keys: str) -> None:
    """Keys, one after the other, wherever the focus is."""
    from selenium.webdriver import ActionChains

    for key in keys:
        ActionChains(browser).send_keys(key).perform()


def tab_to(browser: Any, name: str) -> None:
    """From where the focus is, by the tab key alone, to the field of this name."""
    from selenium.webdriver.common.keys import Keys

    for _ in range(60):
        press(browser, Keys.TAB)
        if browser.execute_script("return document.activeElement.name || document.activeElement.type") == name:
            style = "getComputedStyle(document.activeElement)"
            assert browser.execute_script(f"return {style}.outlineStyle + {style}.outlineWidth") == "solid3px"
            return
    raise AssertionError(f"no field {name} by the tab key")


def choose(browser: Any, name: str, value: str) -> None:
    """Goes down a list by the arrow key until the value stands there."""
    from selenium.webdriver.common.keys import Keys

    tab_to(browser, name)
    for _ in range(40):
        if browser.execute_script("return document.activeElement.value") == value:
            return
        press(browser, Keys.ARROW_DOWN)
    raise AssertionError(f"no {value} in {name}")


def count(run: Run, **wanted: str) -> int:
    """How many findings that count there are of this department, verdict, section, class and scope."""
    assert run.matrix
    tasks = {one.id: one for one in run.matrix.tasks}
    total = 0
    for checked, _ in counted(run):
        for one in checked.findings:
            class_ = run.matrix.class_of(one.task) if one.task else None
            has = {
                "department": checked.department,
                "verdict": one.status.value,
                "section": tasks[one.task].section if one.task in tasks else "",
                "class": class_.value if class_ else "",
                "scope": "wrong" if one in checked.to_put_right else "",
            }
            total += all(has[name] == value for name, value in wanted.items())
    return total


def check_shown(browser: Any, wanted: int) -> None:
    """The visible rows, and what the page says of them."""
    total = sum(example_run().counts.values())
    said = browser.execute_script("return document.getElementById('shown').textContent")
    assert browser.execute_script(f"return {SHOWN}.length") == wanted
    assert (f"显示 {wanted} 项，共 {total} 项" if wanted < total else f"显示全部 {total} 项") in said


@pytest.mark.parametrize(
    "wanted",
    [
        {"department": "市教育局"},
        {"verdict": Status.BEHIND.value},
        {"section": "提升产业工人技能素质"},
        {"class": "约束性"},
        {"department": "市教育局", "verdict": Status.MET.value, "section": "提升产业工人技能素质"},
        {"department": "市教育局", "verdict": Status.INVALID.value},
    ],
    ids="-".join,
)
def test_a_filter_by_the_keyboard(browser: Any, pages: dict[str, Path], wanted: dict[str, str]) -> None:
    show(browser, pages["plain"])
    check_shown(browser, count(example_run()))
    for name, value in wanted.items():
        choose(browser, name, value)
    check_shown(browser, count(example_run(), **wanted))
    rows = browser.execute_script(f"return {SHOWN}.map(one => ({{...one.dataset}}))")
    assert all(row[name] == value for row in rows for name, value in wanted.items())
    empty = "[...document.querySelectorAll('[data-group]')].filter(one => one.offsetParent !== null && "
    inside = "![...one.querySelectorAll('[data-finding], [data-plot], [data-problem]')].some(each => !each.hidden))"
    assert browser.execute_script(f"return {empty}{inside}.length") == 0


def test_what_has_to_be_put_right_and_back_again(browser: Any, pages: dict[str, Path]) -> None:
    from selenium.webdriver.common.keys import Keys

    run = example_run()
    show(browser, pages["plain"])
    tab_to(browser, "scope")
    press(browser, Keys.ARROW_DOWN)
    check_shown(browser, count(run, scope="wrong"))
    aside = "[...document.querySelectorAll('[data-aside]')]"
    assert browser.execute_script(f"return {aside}.length") > 0
    assert browser.execute_script(f"return {aside}.filter(one => one.offsetParent !== null).length") == 0
    said = browser.execute_script("return document.getElementById('shown').textContent")
    assert said.startswith("筛选：只看需要处理。")
    tab_to(browser, "button")
    press(browser, Keys.SPACE)
    check_shown(browser, count(run))
    assert browser.execute_script("return document.querySelectorAll('main [hidden]').length") == 0


@pytest.mark.parametrize("name", ["plain", "hostile"])
@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_runs_over(browser: Any, pages: dict[str, Path], name: str, width: int) -> None:
    show(browser, pages[name], width)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    assert browser.execute_script(OUTSIDE, True) == []


def test_the_heat_map_fits_a_common_screen(browser: Any, pages: dict[str, Path]) -> None:
    show(browser, pages["plain"])
    wide, room = browser.execute_script(
        "const one = document.querySelector('.heat'); return [one.scrollWidth, one.clientWidth]"
    )
    assert wide <= room


def test_the_index_can_be_read_on_a_telephone(browser: Any, pages: dict[str, Path]) -> None:
    show(browser, pages["plain"], 375)
    table = "document.querySelector('.bars')"
    assert browser.execute_script(f"return {table}.parentElement.scrollWidth - {table}.parentElement.clientWidth") == 0
    names = f"[...{table}.querySelectorAll('tbody th')].map(one => one.getBoundingClientRect().width)"
    assert min(browser.execute_script(f"return {names}")) >= 128
    assert browser.execute_script(f"return {table}.querySelector('svg').getBoundingClientRect().width") == 0


@pytest.mark.parametrize("name", ["plain", "hostile"])
def test_a_quiet_console_and_a_still_network(browser: Any, pages: dict[str, Path], name: str) -> None:
    browser.get_log("browser")
    browser.get_log("performance")
    show(browser, pages[name])
    assert browser.get_log("browser") == []
    events = [json.loads(one["message"])["message"] for one in browser.get_log("performance")]
    asked = [one["params"]["request"]["url"] for one in events if one["method"] == "Network.requestWillBeSent"]
    assert asked == [pages[name].as_uri()]


def test_without_scripts_everything_is_there(browser: Any, pages: dict[str, Path]) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        show(browser, pages["plain"])
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        assert browser.execute_script(f"return {VISIBLE}.length") == sum(
            len(one.findings) for one in example_run().submissions
        )
        assert browser.execute_script("return document.getElementById('filters').offsetParent") is None
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_contrast(browser: Any, pages: dict[str, Path]) -> None:
    show(browser, pages["plain"])
    assert browser.execute_script(FAINT) == []


@pytest.mark.parametrize("name", ["plain", "hostile"])
def test_nothing_is_cut_on_a4(browser: Any, pages: dict[str, Path], name: str) -> None:
    across = 1047
    """277 mm: A4 across, less the margins."""
    show(browser, pages[name], across, media="print")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= across
    assert browser.execute_script(OUTSIDE, False) == []
    assert browser.execute_script(CUT) == []


def test_printing_opens_what_is_closed(browser: Any, pages: dict[str, Path]) -> None:
    show(browser, pages["plain"])
    closed = "document.querySelectorAll('details:not([open])').length"
    browser.execute_script("document.querySelectorAll('details').forEach(one => { one.open = false; })")
    whole = _printed(browser)
    assert browser.execute_script(f"return {closed}") > 0
    browser.execute_script("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert _pages(whole) == _pages(_printed(browser)) > 5
    assert set(re.findall(rb"/MediaBox \[0 0 (\S+) (\S+)\]", whole)) == {(b"841.91998", b"594.95996")}


def _printed(browser: Any) -> bytes:
    said = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    return base64.b64decode(said["data"])


def _pages(document: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", document))
