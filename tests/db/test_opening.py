"""Opening a database: what it may be, where it may lie, and what the operator is told where it cannot be used."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from console.domain.errors import Refused
from console.ports import Outage
from db import address
from db.address import file_of, is_server
from db.connecting import ON_CONNECT, file_engine, server_engine
from db.engine import default_url, open_store
from db.migrate import HEAD
from tests.builders import a_ticket, an_entry

HOUSE = Path(__file__).resolve().parents[2]

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
tmpfs /srv tmpfs rw 0 0
server:/export /srv/shared\\040files nfs4 rw 0 0
//server/share /mnt cifs rw 0 0
"""

OPEN_WITHOUT_RIGHTS = """
import os, sys
from console.domain.errors import Refused
from db.engine import open_store

if sys.platform != "win32" and os.geteuid() == 0:
    os.setuid(65534)
try:
    open_store(sys.argv[1])
except Refused as refused:
    print(refused.code)
"""


def refusal(url: str, *, create: bool = True) -> Refused:
    with pytest.raises(Refused) as refused:
        open_store(url, create=create)
    return refused.value


@pytest.fixture
def file(file_url: str) -> Path:
    """Return a database file with empty tables."""
    return Path(file_url.removeprefix("sqlite:///"))


@pytest.mark.parametrize("form", [str, lambda path: f"sqlite:///{path.as_posix()}"], ids=["path", "url"])
def test_that_a_new_file_is_made_with_its_folder(tmp_path: Path, form: Callable[[Path], str]) -> None:
    path = tmp_path / "a new" / "folder %20" / "griddesk.db"
    open_store(form(path)).close()
    assert path.is_file()


def test_that_the_users_own_database_lies_in_the_users_data_folder(own_home: Path) -> None:
    open_store(default_url()).close()
    assert [path.name for path in own_home.rglob("griddesk.db")] == ["griddesk.db"]


def test_that_a_missing_file_is_not_made_where_it_should_be_there(tmp_path: Path) -> None:
    path = tmp_path / "missing.db"
    assert refusal(str(path), create=False).code == "database.missing"
    assert not path.exists()


@pytest.mark.parametrize(
    "url", ["", "sqlite://", "sqlite:///:memory:", "mysql://server/db", "postgresql://server:port/db"]
)
def test_that_an_address_of_nothing_we_know_is_refused(url: str) -> None:
    assert refusal(url).code == "database.bad_url"


def test_that_what_was_written_is_there_when_the_file_is_opened_again(file: Path) -> None:
    store = open_store(str(file))
    ticket = a_ticket()
    store.registry().add_past([(ticket, (an_entry(ticket),))])
    store.close()
    store = open_store(str(file), create=False)
    assert store.archive().find(ticket.number) == ticket
    store.close()


def test_that_a_database_of_a_newer_program_is_refused(url: str) -> None:
    _revise(url, "9999")
    refused = refusal(url)
    assert refused.code == "database.newer"
    assert (refused.facts["found"], refused.facts["known"]) == ("9999", HEAD)


def test_that_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear Sir or Madam, " * 100)
    assert refusal(str(path)).code == "database.not_a_database"


def test_that_a_truncated_file_is_refused(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)
    assert refusal(str(file)).code == "database.not_a_database"


def test_that_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmark (url TEXT)")
    connection.close()
    assert refusal(str(path)).code == "database.not_a_database"
    connection = sqlite3.connect(path)
    tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    connection.close()
    assert tables == [("bookmark",)]


def test_that_a_folder_is_no_database(tmp_path: Path) -> None:
    assert refusal(str(tmp_path)).code == "database.read_only"


def test_that_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    assert refusal(str(tmp_path / "a file" / "griddesk.db")).code == "database.read_only"


@pytest.fixture
def guarded(file: Path) -> Iterator[Path]:
    """Return a database file that nobody may write, in a folder that everybody may enter and nobody may change."""
    folder = Path(tempfile.mkdtemp(prefix="griddesk-"))
    path = folder / "griddesk.db"
    shutil.copy(file, path)
    path.chmod(0o444)
    folder.chmod(0o555)
    yield path
    folder.chmod(0o755)
    path.chmod(0o644)
    shutil.rmtree(folder)


def said_without_rights(url: str) -> str:
    """Return the code of the refusal that a user without rights is told, in a process of its own."""
    command = [sys.executable, "-c", OPEN_WITHOUT_RIGHTS, url]
    return subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True).stdout.strip()


def test_that_a_file_that_may_not_be_written_is_told(guarded: Path) -> None:
    assert said_without_rights(str(guarded)) == "database.read_only"


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows a folder's rights are not told by its mode")
@pytest.mark.parametrize("name", ["new.db", "new folder/griddesk.db"])
def test_that_a_folder_that_may_not_be_written_is_told(guarded: Path, name: str) -> None:
    assert said_without_rights(str(guarded.parent / name)) == "database.read_only"


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows a folder's rights are not told by its mode")
def test_that_a_folder_that_may_not_be_entered_is_told(guarded: Path) -> None:
    guarded.parent.chmod(0o700)
    assert said_without_rights(str(guarded)) == "database.read_only"


def test_that_a_file_on_another_machine_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "on_network", lambda path: True)
    assert refusal(str(tmp_path / "griddesk.db")).code == "database.network_share"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/desk/griddesk.db", "ext4"),
        ("/srv/griddesk.db", "tmpfs"),
        ("/srv/shared files/griddesk.db", "nfs4"),
        ("/srv/shared files of ours/griddesk.db", "tmpfs"),
        ("/mnt/griddesk.db", "cifs"),
    ],
)
def test_that_a_file_lies_on_the_innermost_mount(path: str, kind: str) -> None:
    assert address.file_system_of(Path(path), MOUNTS) == kind


def test_that_a_server_out_of_reach_is_an_outage() -> None:
    with pytest.raises(Outage):
        open_store("postgresql://nobody@127.0.0.1:1/griddesk")


def test_that_opening_what_is_up_to_date_imports_no_migrations(file: Path) -> None:
    question = "import sys; from db.engine import open_store; open_store(sys.argv[1]); print('alembic' in sys.modules)"
    command = [sys.executable, "-c", question, str(file)]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_that_a_full_disk_is_an_outage_and_undoes_the_transaction(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A limit below what the file holds already is taken as exactly that: not a page more.
    monkeypatch.setattr("db.connecting.ON_CONNECT", (*ON_CONNECT, "PRAGMA max_page_count = 1"))
    store = open_store(str(file))
    ticket = a_ticket(description="长" * 100_000)
    with store.unit_of_work() as uow, pytest.raises(Outage, match="full"):
        uow.record(ticket, (an_entry(ticket),))
    assert store.archive().counts()["ticket"] == 0
    store.close()


def test_that_a_file_that_another_holds_too_long_is_an_outage(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.connecting.BUSY_S", 0.05)
    store = open_store(str(file))
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Outage), store.unit_of_work():
        pass
    other.rollback()
    other.close()
    store.close()


def _revise(url: str, revision: str) -> None:
    engine = server_engine(url) if is_server(url) else file_engine(file_of(url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    engine.dispose()
