"""The README goes in as the site's first page, and the decisions as a list with their titles."""

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
PAGE = re.compile(r"[\w-]+\.md")
LINK = re.compile(r"\]\(docs/([^)]*)\)")
HEAD = re.compile(r"# (.*)\n\n(?:\*(?!\*)(.*)\*\n)?")


def on_config(config: Any) -> Any:
    """Put pages that the menu does not name under a heading of their own."""
    named = set(PAGE.findall(repr(config.nav)))
    others = sorted(path.name for path in (ROOT / "docs").glob("*.md") if path.name not in named)
    config.nav += [{"More": others}] if others else []
    return config


def on_files(files: Files, config: Any) -> Files:
    """Add the pages that no file of docs/ holds."""
    for name, text in (("index.md", first_page()), ("decisions.md", decisions())):
        files.append(File.generated(config, name, content=text))
    return files


def first_page() -> str:
    """Return the README with its links turned to the site's pages."""
    text = LINK.sub(r"](\1)", (ROOT / "README.md").read_text(encoding="utf-8"))
    return text.replace("](decisions/)", "](decisions.md)")


def decisions() -> str:
    """Return a page that links to every decision, and says which one took it further."""
    lines = ["# Decisions", "", "Why things are as they are: context, choice, cost.", ""]
    for path in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        head = HEAD.match(path.read_text(encoding="utf-8"))
        assert head, f"{path}: no heading"
        later = f". {head[2]}".replace("](", "](decisions/") if head[2] else ""
        lines.append(f"- [{head[1]}](decisions/{path.name}){later}")
    return "\n".join(lines) + "\n"
