"""The demonstration goes in; the pictures of the documentation come out.

`make demo`, then `python -m tests.pictures`: look at each before it is committed.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from flows import paths, store
from flows.show import read_article
from flows.show_page import render_html
from tests.publish.pages import DESKTOP, PHONE, opened

IMAGES = paths.ROOT / "docs" / "images"
DEMO = paths.Warehouse(paths.ROOT / "build" / "demo" / "warehouse")


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: of which page, how wide, in which scheme, after which steps."""

    name: str
    page: str
    viewport: dict[str, int]
    scheme: str = "light"
    fragment: str = ""
    before: Callable[[Page], None] | None = None


def _open_proof(page: Page) -> None:
    page.locator("#happened .open").first.click()


def _to(part: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.evaluate(f"document.getElementById('{part}').scrollIntoView()")

    return go


SHOTS = (
    Shot("briefing-desktop-light", "briefing", DESKTOP),
    Shot("briefing-desktop-dark", "briefing", DESKTOP, "dark"),
    Shot("briefing-phone-light", "briefing", PHONE),
    Shot("briefing-phone-dark", "briefing", PHONE, "dark", before=_to("map")),
    Shot("briefing-proof-desktop", "briefing", DESKTOP, before=_open_proof),
    Shot("briefing-proof-phone", "briefing", PHONE, "dark", before=_open_proof),
    Shot("briefing-empty", "briefing", DESKTOP, fragment="#q=zeppelin"),
    Shot("briefing-crowded", "briefing", PHONE, before=_to("said")),
    Shot("show-desktop", "show", DESKTOP),
    Shot("show-phone", "show", PHONE, "dark"),
)


def take(browser: Browser, found: dict[str, Path], folder: Path) -> None:
    """Write every picture into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for shot in SHOTS:
        how: dict[str, Any] = {
            "viewport": shot.viewport,
            "color_scheme": shot.scheme,
            "reduced_motion": "reduce",
        }
        with opened(browser, found[shot.page], shot.fragment, **how) as page:
            if shot.before:
                shot.before(page)
            page.wait_for_timeout(600)
            page.screenshot(path=folder / f"{shot.name}.png")


def main() -> None:
    """Take the pictures of the demonstration."""
    article = DEMO.reports / "article.html"
    with store.opened(DEMO.news, read_only=True) as news:
        sql = "select url from marts.articles order by word_count desc, url limit 1"
        row = news.execute(sql).fetchone()
    assert row is not None
    article.write_text(render_html(read_article(DEMO, row[0])), encoding="utf-8")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        take(chromium, {"briefing": DEMO.briefing, "show": article}, IMAGES)
        chromium.close()


if __name__ == "__main__":
    main()
