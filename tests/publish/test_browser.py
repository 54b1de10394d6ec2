"""The briefing in a real browser whose network is cut: read, filtered, mailed, proven, attacked."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from flows import paths, store
from flows.publish.briefing import write_briefing
from flows.show import read_article
from flows.show_page import render_html
from tests import rows
from tests.publish import pages
from tests.publish.pages import DESKTOP, PHONE, opened

LINES = "#happened .open"
TOLD = "document.querySelectorAll('*').length"
WORDS = "[...document.querySelectorAll('.text .words')].map((e) => e.textContent).join('')"
CLAIM = "[...document.querySelectorAll('.text .claimant')].map((e) => e.textContent).join('')"
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture(scope="module")
def page_path(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("briefing") / "briefing.html"
    write_briefing(news, path, version="v000001")
    return path


@pytest.fixture(scope="module")
def attacked(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("attacked")
    with store.opened(Path(shutil.copy(filled, folder / "work.duckdb"))) as connection:
        attack = pages.add_hostile(connection)
    (folder / "out").mkdir()
    news = pages.publish(folder / "work.duckdb", folder / "out")
    write_briefing(news, folder / "briefing.html", version="v000001")
    return folder / "briefing.html", attack


def texts(page: Page, selector: str) -> list[str]:
    return page.locator(selector).all_text_contents()


def test_it_opens_without_a_network_and_tells_all_its_parts(
    browser: Browser, page_path: Path
) -> None:
    with opened(browser, page_path) as page:
        assert texts(page, LINES) == [
            "Mayor Ana Ruiz said on Monday that shells hit Lerano.",
            "Talks are planned in Lerano next week.",
        ]
        first = page.locator("#happened .row").first
        expect(first).to_contain_text("2 outlets")
        expect(first).to_contain_text("disputed")
        expect(first).to_contain_text("denied by Northern army")
        assert texts(page, "#said .speaker > h3 > span:first-child > bdi") == [
            "Ana Ruiz",
            "Northern army",
        ]
        expect(page.locator("#timeline .planned")).to_contain_text("26 Jan – 1 Feb 2026")
        assert texts(page, "#timeline .bars .value") == [""] * 11 + ["1", "", ""]
        expect(page.locator("#stories summary")).to_have_count(2)
        assert texts(page, "#sources tbody th") == ["Herald", "Gazette"]
        counts = ["2", "5", "1", "1 planned", "2", "2"]
        assert texts(page, ".sections [data-count]") == counts


def test_a_filter_narrows_the_page_and_goes_into_the_address(
    browser: Browser, page_path: Path
) -> None:
    with opened(browser, page_path) as page:
        page.select_option("[name=type]", "CONSULT")
        expect(page.locator(LINES)).to_have_count(1)
        expect(page.locator("#answer")).to_contain_text("1 happening")
        assert page.url.endswith("#type=CONSULT")
        page.fill("[name=q]", "nowhere")
        expect(page.locator("#happened .empty")).to_be_visible()
        page.click("#reset")
        expect(page.locator(LINES)).to_have_count(2)
        assert page.evaluate("location.hash") == ""
        page.locator("#map .spot").first.click()
        expect(page.locator("#map .chosen").first).to_be_visible()
        assert "place=gn" in page.url
        page.locator("#timeline .bars button:enabled").click()
        assert "from=2026-01-19&to=2026-01-19" in page.url
        page.locator("#timeline .bars [aria-pressed=true]").click()
        assert "from=" not in page.url


def test_a_mailed_address_shows_what_its_sender_saw(browser: Browser, page_path: Path) -> None:
    with opened(browser, page_path, "#q=BRIDGE+open&actor=ruiz&outlet=Gazette") as page:
        assert page.input_value("[name=q]") == "BRIDGE open"
        expect(page.locator("#happened .empty")).to_be_visible()
        expect(page.locator("#said .quote")).to_have_count(1)
        page.evaluate("location.hash = '#country=ES&from=2026-01-24'")
        expect(page.locator(LINES)).to_have_text(["Talks are planned in Lerano next week."])


def test_every_row_opens_the_words_that_it_was_read_from(browser: Browser, page_path: Path) -> None:
    corpus = rows.corpus()
    newest = {row["article_id"]: row for row in corpus["articles"]}
    with opened(browser, page_path) as page:
        for row in (*corpus["events"], *corpus["statements"]):
            if row["revision"] != newest[row["article_id"]]["revision"]:
                continue
            key = row.get("event_id") or row["statement_id"]
            page.evaluate("(key) => { location.hash = `#row=${key}`; }", key)
            expect(page.locator("#proof dl")).to_contain_text(key)
            wanted = row.get("trigger_text") or row["content"].replace(" … ", "")
            assert page.evaluate(WORDS) == wanted
            if row.get("claimant_name") == "Ana Ruiz":
                assert page.evaluate(CLAIM) == "Mayor Ana Ruiz"
                assert texts(page, ".text .date") == ["Monday"]


def test_a_story_opens_the_text_of_each_article(browser: Browser, page_path: Path) -> None:
    denial = rows.corpus()["articles"][2]
    with opened(browser, page_path) as page:
        for summary in page.locator("#stories summary").all():
            summary.click()
        expect(page.locator("#stories .appearance")).to_have_count(4)
        expect(page.locator("#stories .headline button")).to_have_count(3)  # no older revision
        page.locator("#stories .headline button", has_text="Title of denial").click()
        assert page.url.endswith(f"#row={denial['article_id']}")
        assert texts(page, "#proof .text p") == [rows.DENIAL_LATER]
        assert page.evaluate(CLAIM) == "The Northern army"


def test_it_is_worked_by_keys_alone(browser: Browser, page_path: Path) -> None:
    with opened(browser, page_path) as page:
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#happened-title")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator(LINES).first).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#proof-title")).to_be_focused()
        assert page.evaluate(WORDS) == "hit"
        page.keyboard.press("Escape")
        expect(page.locator("#proof")).to_be_hidden()
        expect(page.locator(LINES).first).to_be_focused()
        page.locator(".mapframe").focus()
        before = page.locator("svg.map").get_attribute("viewBox")
        page.keyboard.press("+")
        page.keyboard.press("ArrowLeft")
        assert page.locator("svg.map").get_attribute("viewBox") != before


@pytest.mark.parametrize(
    ("scheme", "viewport"), [("light", DESKTOP), ("dark", PHONE)], ids=["desktop", "phone"]
)
def test_axe_finds_no_serious_violation(
    browser: Browser, page_path: Path, scheme: str, viewport: dict[str, int]
) -> None:
    with opened(browser, page_path, color_scheme=scheme, viewport=viewport) as page:
        assert serious(page) == []
        assert page.evaluate(WIDTH) <= viewport["width"]
        page.locator(LINES).first.click()
        assert serious(page) == []


def serious(page: Page) -> list[str]:
    """Return axe's serious findings, each with what it found fault with."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:200]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


@pytest.mark.parametrize(("scheme", "viewport"), [("light", DESKTOP), ("dark", PHONE)])
def test_the_page_of_an_article_leads_from_each_row_to_its_words(
    browser: Browser, news: Path, tmp_path: Path, scheme: str, viewport: dict[str, int]
) -> None:
    denial = rows.corpus()["articles"][2]
    reading = read_article(paths.Warehouse(news.parent), denial["article_id"])
    (tmp_path / "show.html").write_text(render_html(reading), encoding="utf-8")
    with opened(browser, tmp_path / "show.html", color_scheme=scheme, viewport=viewport) as page:
        assert serious(page) == []
        assert page.evaluate(WIDTH) <= viewport["width"]
        links = page.locator("#events a.open")
        assert links.all_text_contents() == ["shelled", "Talks"]
        for link in links.all():
            link.click()
            expect(page.locator(":target")).to_have_text(link.text_content() or "")
            expect(page.locator(":target")).to_be_in_viewport()
        page.locator("#statements a.open").first.click()
        assert rows.DENIAL.startswith(page.locator(":target").text_content() or "-", 36)
        assert page.locator("script").count() == 0


def test_hostile_text_is_text_and_runs_nothing(
    browser: Browser, attacked: tuple[Path, dict[str, Any]]
) -> None:
    path, attack = attacked
    with opened(browser, path, viewport=PHONE) as page:
        shown = "".join(texts(page, "#happened .open"))
        assert pages.ATTACK in shown
        assert page.evaluate(WIDTH) <= PHONE["width"]
        for row, words in ((attack["event"], "hit"), (attack["statement"], None)):
            key = row.get("event_id") or row["statement_id"]
            page.evaluate("(key) => { location.hash = `#row=${key}`; }", key)
            expect(page.locator("#proof dl")).to_contain_text(key)
            assert page.evaluate(WORDS) == (words or row["content"])
            assert page.evaluate(WIDTH) <= PHONE["width"]
        assert page.evaluate("window.ran") is None
        assert page.locator("img, iframe, body script:not([type]) ~ script").count() == 0
        assert page.locator("a[href^=javascript]").count() == 0
        assert pages.ATTACK in "".join(texts(page, "#sources tbody th"))


def test_a_crowd_is_shown_page_by_page(browser: Browser, crowd: Path, tmp_path: Path) -> None:
    write_briefing(crowd, tmp_path / "page.html", version="v000001", limit=900_000)
    with opened(browser, tmp_path / "page.html") as page:
        assert page.evaluate(TOLD) < 2_000
        expect(page.locator("#notice")).to_contain_text("Only the newest")
        before = page.locator(LINES).count()
        page.locator("#happened > .body > div > .more").click()
        assert page.locator(LINES).count() == 2 * before
