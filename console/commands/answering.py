"""How a command answers the shell: one JSON object on stdout, one sentence on stderr, and an exit code."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Mapping

from console.commands.sentences import sentence
from console.domain.errors import Refused
from console.gateways.files.unusable import Unusable
from console.outages import ServerOutage
from console.ports import Outage

Answer = Mapping[str, object]

DONE, MISSED, UNUSABLE, REFUSED, OUT_OF_REACH, BROKEN_OFF = 0, 1, 2, 3, 4, 130


class BarMissed(Exception):
    """A bench ran to its end and did not reach what it is held to; the text says which bars."""


class BrokenOff(Exception):
    """A command came to an end before its work did; ``done`` tells what was done and stays done."""

    def __init__(self, why: Exception, done: Answer) -> None:
        super().__init__(str(why))
        self.why = why
        self.done = done


def answered(run: Callable[[], Answer], *, silent: bool = False) -> int:
    """Run a command, print its answer on stdout unless ``silent``, and return its exit code.

    0 done, 1 a bench's bar missed, 2 unusable input or options, 3 refused by a rule, 4 database out of reach, 130 stopped from the keyboard.
    When it could not be done, one sentence on stderr says why, and the answer holds it as ``error``.
    """
    try:
        answer, code, said = run(), DONE, ""
    except BrokenOff as wrong:
        code, said = _told(wrong.why)
        answer = {**wrong.done, "error": said}
    except (Unusable, Refused, Outage) as wrong:
        code, said = _told(wrong)
        answer = {"error": said}
    except KeyboardInterrupt:
        code, said = BROKEN_OFF, "Stopped. What was taken in before stays taken in."
        answer = {"error": said}
    if said:
        sys.stderr.write(f"{said}\n")
    if not silent:
        print_answer(answer)
    return code


def told(run: Callable[[], int]) -> int:
    """Run what tells its own story and has an exit code; where it cannot, one sentence on stderr says why."""
    try:
        return run()
    except (Unusable, Refused, Outage) as wrong:
        code, said = _told(wrong)
        sys.stderr.write(f"{said}\n")
        return code


def print_answer(answer: Answer) -> None:
    """Print the answer; where nobody can take it, as in a closed pipe, the work is done all the same."""
    try:
        sys.stdout.write(f"{json.dumps(answer, ensure_ascii=_plain_only())}\n")
        sys.stdout.flush()
    except OSError as wrong:
        sys.stderr.write(f"The answer could not be printed: {wrong.strerror or wrong}.\n")
        # What is still held would fail once more at the very end, and change the exit code.
        sys.stdout = io.StringIO()


def _told(wrong: Exception) -> tuple[int, str]:
    """Return the exit code and the sentence for what went wrong."""
    match wrong:
        case BarMissed():
            return MISSED, str(wrong)
        case ServerOutage():
            return OUT_OF_REACH, sentence(wrong)
        case Outage():
            why = " ".join(str(wrong).split()).rstrip(".?!")
            return OUT_OF_REACH, f"The database is out of reach: {why}."
        case Refused() if wrong.code in {"database.bad_url", "database.password_in_url"} or wrong.code.startswith(
            ("file.", "rulebook.")
        ):
            return UNUSABLE, sentence(wrong)
        case Refused() if wrong.code.startswith("database."):
            return OUT_OF_REACH, sentence(wrong)
        case Refused():
            return REFUSED, sentence(wrong)
        case _:
            return UNUSABLE, str(wrong)


def _plain_only() -> bool:
    """Tell whether stdout can only carry plain letters, as on a console in an old code page."""
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
    return not encoding.startswith("utf")
