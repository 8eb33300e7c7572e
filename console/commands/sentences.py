"""What the shell is told for each code that a rule or a store may raise."""

from __future__ import annotations

from console.domain.errors import Refused
from console.outages import ServerOutage

SENTENCES = {
    "database.bad_url": "{url} names no database; write sqlite:///FILE, a plain path, or postgresql://….",
    "database.network_share": "{path} lies on a network share, where SQLite is not safe; use a local disk or PostgreSQL.",
    "database.missing": "There is no database {path}; name another with --db, or make it with import or demo.",
    "database.read_only": "{path} cannot be written; choose another place with --db.",
    "database.not_a_database": "{path} is no database of GridDesk, or is damaged ({why}); name another with --db.",
    "database.newer": "The database was made by a newer GridDesk; nothing was changed. Update this program.",
    "database.no_rights": "The tables of {database} may not be read by that name: ask who runs the server (db grant).",
    "database.no_schema": "{database} holds no tables of GridDesk: ask who runs the server to make them (db create).",
    "database.older": "{database} is older than this program: ask who runs the server to bring it up to date (db upgrade).",
    "database.older_file": "{path} is older than this program: open the console on it once, then the wall.",
    "database.password_in_url": (
        "{url} holds a password, which others can read there: leave it out, it is asked for or taken from the keyring."
    ),
    "server.bad_role": "{name} can be no name at the server: it is one of the server's own, or longer than {most} bytes.",
    "server.another_seat": "{name}'s seat was changed at the server meanwhile: sign in anew.",
    "server.certificate_host": "The certificate of {server} is made out to another machine: nobody signs in there.",
    "server.certificate_unknown": (
        "The certificate of {server} is from no authority that this computer trusts, or has run out: nobody signs in."
    ),
    "server.deadline": "The server gave no answer within {seconds} s; what was asked may be done or not.",
    "server.failed": "The server cannot be used: {why}.",
    "server.foreign_role": "The server has a role {name} already that is no operator's; nothing was changed.",
    "server.full": "{server} takes no more connections now; try again in a while.",
    "server.locked_name": "{name} may not sign in at {server} any more.",
    "server.lost": "The link to the server broke; what was asked may be done or not.",
    "server.may_not": "Whoever signed in may not do that at the server: {why}.",
    "server.needed": "{url} is no server: rights and roles are a PostgreSQL server's, a file has none.",
    "server.no_rights": "{name} has no right to the database {database} on {server}: ask who runs it (db grant).",
    "server.no_root_certificate": (
        "The certificate of the authority cannot be read at {path}: get it from who runs {server}, or set sslrootcert."
    ),
    "server.no_server": "Something answers at {server}, but that is no PostgreSQL: check machine and port.",
    "server.no_tls": "{server} offers no encryption, so no password is sent there: ask who runs it to switch TLS on.",
    "server.not_admitted": "{server} does not admit {name} from this computer: ask who runs it (pg_hba.conf).",
    "server.not_owner": "{name} does not own the tables there: sign in as the role that made them with db create.",
    "server.password_needed": "{server} asks for the password of {name}, and none was given.",
    "server.read_only": "The server takes no changes now: another may have become the primary.",
    "server.refused": "The machine of {server} is there, but no server listens at that port: check the port, or start it.",
    "server.silent": "{server} does not answer: the network or a firewall is in between, or the machine is off.",
    "server.slow": "The server gave up the question, which took it too long.",
    "server.standby": (
        "{server} is a standby, which takes no changes, and no primary was found: name all servers, with commas between."
    ),
    "server.starting": "The server is starting or stopping; try again in a moment.",
    "server.too_old": "{server} runs PostgreSQL {found}; GridDesk needs {least} or newer.",
    "server.unfit": "The server is not fit yet: {broken} broken, {unsafe} unsafe; each is told above.",
    "server.unknown_database": "There is no database {database} on {server}.",
    "server.unknown_host": "No machine is called {server}: check the address, or the network's name service.",
    "server.unknown_name": "{server} knows no {name}.",
    "server.weak_sign_in": (
        "{server} wants the password in a form that others could use: ask who runs it for SCRAM (scram-sha-256)."
    ),
    "server.wrong_sign_in": "{server} does not take this name with this password.",
    "sign_in.no_account": "That server role is no operator's: ask who runs the server (db grant).",
    "sign_in.no_seat": "{name} has no seat at any centre.",
    "file.disk_full": "The disk is full: {path} was not written, and an older file there is as it was.",
    "file.not_writable": "{path} cannot be written: {why}.",
    "file.no_folder": "There is no folder for {path}.",
    "file.is_a_folder": "{path} is a folder, not a file.",
    "file.failed": "{path} was not written: {why}.",
    "file.unusable": "{why}",
    "centre.none": "There is no city in this database yet: import grids first, or make the demo city with demo.",
    "centre.unknown": "There is no centre {centre} in this database.",
    "wall.no_screen": "There is no screen {screen}: this workstation has {count}, numbered from 1.",
    "wall.shown_already": "This wall is shown by another process of this workstation already.",
    "wall.as_owner": "A wall does not sign in as the owner of the database: give it a name of its own (db grant --wall).",
    "wall.no_desk": "{name} is a wall's name: it only looks, and sits at no desk.",
    "wall.no_rights": "{database} knows no walls of their own yet. Ask who runs the server (db upgrade).",
    "wall.bad_name": "A wall needs a name of at most {most} letters.",
    "answers.role_missing": (
        "Answers are marked as taken by an outside system (adapter), a shift lead or a duty commander; none was."
    ),
    "archive.another_runs": "Another db archive is at {file} at this moment; let it end, then try again.",
    "archive.differs": "{path} is not as it was written; nothing was taken out of the database. Put a good copy there.",
    "archive.misread": "{path} is not what the database holds, nothing was taken out of it: is the disk sound?",
    "archive.missing": "{path} cannot be read: {why}. Name the folder that db archive wrote to.",
    "archive.not_governed": (
        "{name} may not move months out: that is for a duty commander of the top centre, who signs in; nothing was changed."
    ),
    "archive.occupied": "{path} is there already and is another file; move it away. Nothing was taken out of the database.",
    "archive.not_over": "{month} has not begun yet; name this month or an earlier one.",
    "map.moved_out": "What was reported then lies in the archive of {months}.",
    "log.moved_out": "Lines of that day lie in the archive of {months}: say where with --archive FOLDER.",
    "past.moved_out": "What happened by then lies in the archive of {month}.",
    "ticket.moved_out": "{number} lies in the archive of {month}.",
    "journal.broken": "The journal is not what was written: {count} findings; each is told above.",
    "rulebook.bad": "The rules of {file} cannot be used. {place}: {why}.",
    "rulebook.no_such_file": "{file} is no file of rules; there are {files}.",
    "regions.none": "There are no regions yet, so nothing could be placed: import grids first.",
    "hall.disagrees": "The desks do not agree with the database at the end: {wrong}.",
    "hall.no_server": "Outages are played on a server that the hall starts itself: leave out --db.",
    "hall.other_city": "The database holds a city, {city}, that is not the demo city: the hall writes tickets.",
    "demo.half_made": (
        "The city {city} in this database is not whole: another demo is making it now, or one was broken off. "
        "Wait until no other demo runs and try again; if it is still not whole, name an empty database with --db."
    ),
    "demo.made_meanwhile": (
        "Another demo is making a city in this database at this moment, so this one stopped. "
        "Wait until that is done, then open the city with: main.py --db and this database; "
        "or name an empty database with --db."
    ),
    "operator.last_administrator": (
        "{name} is the last administrator, without whom nobody could give seats or set rules; nothing was changed."
    ),
    "operator.name_alike": "{name} looks like {known}, who has a seat already: one person has one name.",
    "operator.no_name": "An operator needs a name.",
    "operator.not_governed": (
        "{name} may not change accounts at {centre}: that is for a duty commander there or above; nothing was changed."
    ),
    "operator.of_the_server": "Operators of a server are let in by its owner: db grant and db revoke; nothing was changed.",
    "operator.reserved": "{name} is the console's own name in the journal; choose another.",
    "operator.sign_in_needed": "Operators of this database sign in with a password: that needs a window.",
    "operator.unknown": "There is no operator {name} here.",
    "password.differ": "The two passwords differ; nothing was changed.",
    "password.is_name": "A password that is the name keeps nobody out; nothing was changed.",
    "password.too_short": "A password has at least {least} letters; nothing was changed.",
    "rules.of_the_server": "Rules of a server are set by its owner, who signs in with --db; nothing was changed.",
    "rules.not_governed": (
        "{name} may not set rules: that is for a duty commander of the top centre, who signs in; nothing was changed."
    ),
    "sign_in.must_change": (
        "Somebody else chose the password of {name}. Give yourself another with operator passwd, then try again."
    ),
    "sign_in.not_known_here": "The server does not answer, and this is not the password that was last taken here.",
    "sign_in.wrong": "Name or password is wrong; nothing was changed. Say who you are with --operator.",
    "order.already_carried_out": "This was done already.",
    "outbox.damaged": "The orders that wait in {path} cannot be read; put the file aside, then start again.",
    "outbox.newer": "The orders that wait in {path} were given with a newer GridDesk; update this program.",
    "outbox.not_writable": "Orders cannot be kept in {path}: it cannot be written.",
}


class _Told(dict[str, object]):
    """The facts of a refusal; one that is not there leaves its name."""

    def __missing__(self, name: str) -> str:
        return name


def sentence(refused: Refused | ServerOutage) -> str:
    """Return one sentence in English; a code without one stands there itself, with its facts."""
    known = SENTENCES.get(refused.code)
    return known.format_map(_Told(refused.facts)) if known else f"Refused: {refused}."
