"""Brings the catalogues up to date with the texts in the code: ``python tests/refresh_catalogue.py``.

What is translated stays, what is new comes in as unfinished, what nobody says any more goes. Then translate what is
unfinished, by hand or with Qt Linguist. The English catalogue holds only what is counted: one thing, or many.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

HOUSE = Path(__file__).resolve().parent.parent
CATALOGUE = HOUSE / "resources" / "i18n" / "griddesk_zh_CN.ts"
ENGLISH = CATALOGUE.with_name("griddesk_en.ts")
Message = tuple[str, str]


def extract(into: Path) -> None:
    """Write every text of the widgets into the catalogue ``into``, named as one of ours; what is translated is kept."""
    tool = shutil.which("pyside6-lupdate", path=str(Path(sys.executable).parent))
    assert tool, "pyside6-lupdate does not lie beside this Python: use the environment of the lock file"
    modules = [str(module.relative_to(HOUSE)) for module in sorted((HOUSE / "widgets").rglob("*.py"))]
    language = into.stem.removeprefix("griddesk_")
    options = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", language]
    options += ["-pluralonly"] if language == "en" else []
    subprocess.run([tool, *options, *modules, "-ts", str(into)], cwd=HOUSE, check=True)


def messages(catalogue: Path) -> dict[Message, str | None]:
    """Return (context, source) → translation, the forms of a counted one in lines; None for what is not finished."""
    found: dict[Message, str | None] = {}
    for context in ET.parse(catalogue).iterfind("context"):
        for message in context.iterfind("message"):
            translation = message.find("translation")
            said = None
            if translation is not None and translation.get("type") is None:
                forms = [form.text or "" for form in translation.iterfind("numerusform")]
                said = "\n".join(forms) if all(forms) and forms else translation.text
            found[context.findtext("name", ""), message.findtext("source", "")] = said or None
    return found


if __name__ == "__main__":
    for catalogue in (CATALOGUE, ENGLISH):
        extract(catalogue)
        for (context, source), translation in messages(catalogue).items():
            if translation is None:
                print(f"{catalogue.stem} {context}: {source!r}")
