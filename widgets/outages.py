"""The sentence for every reason why a database is out of reach."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console.outages import FileOutage, ServerOutage

OUTAGES: Final = {
    "file.damaged": QT_TRANSLATE_NOOP("outages", "{path} is damaged: put a good copy in its place."),
    "file.exchanged": QT_TRANSLATE_NOOP("outages", "{path} was exchanged for another file."),
    "file.full": QT_TRANSLATE_NOOP("outages", "The disk of {path} is full: make room."),
    "file.gone": QT_TRANSLATE_NOOP("outages", "{path} is gone: put it back."),
    "file.locked": QT_TRANSLATE_NOOP("outages", "Another program keeps {path} locked."),
    "file.not_writable": QT_TRANSLATE_NOOP("outages", "{path} cannot be written."),
    "server.another_seat": QT_TRANSLATE_NOOP(
        "outages",
        "The server is back, and {name}'s seat was changed there: leave it and sign in anew. All orders stay.",
    ),
    "server.certificate_host": QT_TRANSLATE_NOOP(
        "outages", "The certificate of {server} is made out to another machine. Your password was not sent."
    ),
    "server.certificate_unknown": QT_TRANSLATE_NOOP(
        "outages",
        "The certificate of {server} is from no authority that this computer trusts, or has run out. "
        "Your password was not sent.",
    ),
    "server.deadline": QT_TRANSLATE_NOOP("outages", "The server gave no answer within {seconds} s."),
    "server.failed": QT_TRANSLATE_NOOP("outages", "The server cannot be used: {why}"),
    "server.full": QT_TRANSLATE_NOOP("outages", "{server} takes no more connections now. Try again in a while."),
    "server.locked_name": QT_TRANSLATE_NOOP("outages", "{name} may not sign in at {server} any more."),
    "server.lost": QT_TRANSLATE_NOOP("outages", "The link to the server broke."),
    "server.no_rights": QT_TRANSLATE_NOOP(
        "outages", "{name} has no right to the database {database} on {server}. Ask who runs it."
    ),
    "server.no_root_certificate": QT_TRANSLATE_NOOP(
        "outages", "The certificate of the authority cannot be read at {path}. Get it from who runs {server}."
    ),
    "server.no_server": QT_TRANSLATE_NOOP(
        "outages", "Something answers at {server}, but that is no PostgreSQL. Check machine and port."
    ),
    "server.no_tls": QT_TRANSLATE_NOOP(
        "outages", "{server} offers no encryption. Your password was not sent: ask who runs it to switch TLS on."
    ),
    "server.not_admitted": QT_TRANSLATE_NOOP(
        "outages", "{server} does not admit {name} from this computer. Ask who runs it (pg_hba.conf)."
    ),
    "server.password_needed": QT_TRANSLATE_NOOP("outages", "{server} asks for the password of {name}."),
    "server.read_only": QT_TRANSLATE_NOOP("outages", "The server takes no changes now. Try again in a moment."),
    "server.refused": QT_TRANSLATE_NOOP(
        "outages", "The machine of {server} is there, but no server listens at that port."
    ),
    "server.silent": QT_TRANSLATE_NOOP(
        "outages", "{server} does not answer: the network or a firewall is in between, or the machine is off."
    ),
    "server.slow": QT_TRANSLATE_NOOP("outages", "The server gave up the question, which took it too long."),
    "server.standby": QT_TRANSLATE_NOOP(
        "outages", "{server} is a standby, which takes no changes, and no primary was found. Name all servers."
    ),
    "server.starting": QT_TRANSLATE_NOOP("outages", "The server is starting or stopping. Try again in a moment."),
    "server.too_old": QT_TRANSLATE_NOOP(
        "outages", "{server} runs PostgreSQL {found}; GridDesk needs {least} or newer."
    ),
    "server.unknown_database": QT_TRANSLATE_NOOP("outages", "There is no database {database} on {server}."),
    "server.unknown_host": QT_TRANSLATE_NOOP("outages", "No machine is called {server}. Check the address."),
    "server.unknown_name": QT_TRANSLATE_NOOP("outages", "{server} knows no {name}."),
    "server.weak_sign_in": QT_TRANSLATE_NOOP(
        "outages", "{server} wants the password in a form that others could use. It was not sent: ask who runs it."
    ),
    "server.wrong_sign_in": QT_TRANSLATE_NOOP("outages", "Name or password is wrong."),
}


PASSING: Final = {
    "file.locked", "server.deadline", "server.failed", "server.full", "server.lost", "server.read_only",
    "server.refused", "server.silent", "server.slow", "server.starting",
}  # fmt: skip
"""What comes to an end by itself, or by the hands of who runs the server."""


def is_passing(outage: BaseException) -> bool:
    """Tell whether waiting is all that can be done at this desk."""
    return not isinstance(outage, ServerOutage | FileOutage) or outage.code in PASSING


def sentence(outage: BaseException) -> str:
    """Return the sentence for an outage; what nobody knows more of has one for all."""
    if isinstance(outage, ServerOutage | FileOutage) and outage.code in OUTAGES:
        return QCoreApplication.translate("outages", str(OUTAGES[outage.code])).format(**outage.facts)
    return QCoreApplication.translate("outages", "The database is out of reach. Try again.")
