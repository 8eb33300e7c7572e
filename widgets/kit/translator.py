"""Languages: the catalogues of ``resources/i18n`` read as they are, without a compiled copy beside them.

English, the language of the code, has a catalogue too: it tells one from many.
"""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree as ET

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from resources import path

LANGUAGES: Final = ("zh_CN", "en")


class Catalogue(QTranslator):
    """The finished messages of one language. Raises ParseError or OSError for a catalogue that cannot be read."""

    def __init__(self, language: str) -> None:
        super().__init__()
        tree = ET.parse(path(f"i18n/griddesk_{language}.ts"))
        self._messages: dict[tuple[str, str], tuple[str, ...]] = {}
        for context in tree.iterfind("context"):
            name = context.findtext("name", "")
            for message in context.iterfind("message"):
                translation = message.find("translation")
                if translation is not None and translation.get("type") is None:
                    counted = tuple(form.text or "" for form in translation.iterfind("numerusform"))
                    forms = counted or (translation.text or "",)
                    if all(forms):
                        self._messages[name, message.findtext("source", "")] = forms

    def isEmpty(self) -> bool:
        return not self._messages

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        forms = self._messages.get((context, source))
        # None, not "": an empty text would be taken for a translation.
        if forms is None:
            return None
        # Of the languages here Chinese has one form, English one for one thing and one for all other numbers.
        return forms[0] if n == 1 else forms[-1]


class Doubled(QTranslator):
    """A language for the looks tests: every text of ours twice as long, so that what does not fit is seen."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        # Qt's own contexts begin with Q; a doubled text direction or date format would break more than it shows.
        return None if context.startswith("Q") else f"{source} {source}"


class Language:
    """The language in force on an application; one at a time."""

    def __init__(self) -> None:
        self._worn: list[QTranslator] = []

    def speak(self, app: QCoreApplication, language: str) -> None:
        """Let the application speak ``zh_CN``, ``en`` or, for tests, ``doubled``; what is on screen stays as it is.

        Sets Qt's default locale too, by which dates, numbers and the names of categories are chosen.
        """
        self.leave(app)
        QLocale.setDefault(QLocale(language if language != "doubled" else "en"))
        if language == "doubled":
            self._wear(app, Doubled())
        else:
            own_of_qt = QTranslator()
            if own_of_qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
                self._wear(app, own_of_qt)
            self._wear(app, Catalogue(language))

    def leave(self, app: QCoreApplication) -> None:
        """Say no more: texts that are made from now on are English, or of another ``Language``."""
        for translator in self._worn:
            app.removeTranslator(translator)
        self._worn = []

    def _wear(self, app: QCoreApplication, translator: QTranslator) -> None:
        app.installTranslator(translator)
        self._worn.append(translator)
