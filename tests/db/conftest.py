"""A store on every engine: the fake, SQLite and PostgreSQL, each empty and each test its own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import text

from console.domain.shift import SEAT_ROLES
from console.ports import Store
from db import administration
from db.engine import SqlStore, open_store
from db.local_server import OWNER
from tests.builders import NOON, VILLAGE, a_region_tree
from tests.db.desks import Cities, City
from tests.db.postgres_server import TEMPLATE, Server, installed, running_server
from tests.fakes import FakeStore

ON_SERVER = pytest.param("postgresql", marks=pytest.mark.postgres)
DATABASES = ["sqlite", ON_SERVER]
STORES = ["fake", *DATABASES]
AT_THE_DOOR = pytest.param("door", marks=pytest.mark.postgres)
DOOR_AT_NOON = f"""
CREATE OR REPLACE FUNCTION door_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$ SELECT timestamptz '{NOON.isoformat()}' $$
"""


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running_server() as server:
        server.run("CREATE DATABASE {}", TEMPLATE)
        open_store(server.url(TEMPLATE)).close()
        yield server


@pytest.fixture(scope="session")
def cities() -> Iterator[Cities]:
    with ExitStack() as until_then:
        yield Cities(until_then)


@pytest.fixture(scope="module", params=installed())
def city(request: pytest.FixtureRequest, cities: Cities) -> Iterator[City]:
    """Return a city of the module's own with its operators, on each PostgreSQL of this machine."""
    with cities.on(request.param) as city:
        yield city


@pytest.fixture(scope="session")
def file_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with empty tables; copying it is quicker than making them each time."""
    path = tmp_path_factory.mktemp("template") / "griddesk.db"
    open_store(str(path)).close()
    return path


@pytest.fixture
def file_url(file_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "griddesk.db"
    shutil.copy(file_template, path)
    return f"sqlite:///{path.as_posix()}"


@pytest.fixture
def server_folder() -> Iterator[Path]:
    """Return an empty folder for a server of the test's own; pytest's own folders are shut to the user it runs as."""
    with tempfile.TemporaryDirectory(prefix="griddesk-postgres-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture
def server_url(server: Server) -> Iterator[str]:
    with server.database(TEMPLATE) as url:
        yield url


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest) -> str:
    """Return the address of a database with empty tables."""
    name = "file_url" if request.param == "sqlite" else "server_url"
    address: str = request.getfixturevalue(name)
    return address


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Return an open store that holds the regions of ``a_region_tree`` and nothing else."""
    yield from _opened(request)


@pytest.fixture
def sql_store(url: str) -> Iterator[SqlStore]:
    """Return a database that knows the regions, on either engine."""
    opened = open_store(url)
    assert isinstance(opened, SqlStore)
    opened.registry().add_regions(a_region_tree())
    yield opened
    opened.close()


@pytest.fixture(params=[*STORES, AT_THE_DOOR])
def any_store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Return what ``store`` returns, and once more a server's, as an operator's role has it."""
    if request.param == "door":
        yield request.getfixturevalue("door_store")
    else:
        yield from _opened(request)


def _opened(request: pytest.FixtureRequest) -> Iterator[Store]:
    if request.param == "fake":
        opened: Store = FakeStore()
    else:
        opened = open_store(request.getfixturevalue("file_url" if request.param == "sqlite" else "server_url"))
    opened.registry().add_regions(a_region_tree())
    yield opened
    opened.close()


@pytest.fixture
def door_url(server_url: str) -> str:
    """Return the address of a database under the role of an operator, who has a seat at the village; there it is noon."""
    owner = open_store(server_url)
    assert isinstance(owner, SqlStore)
    owner.registry().add_regions(a_region_tree())
    server = administration.Server(server_url)
    server.upgrade()
    server.grant("李四", VILLAGE, SEAT_ROLES, None)
    server.close()
    with owner.engine.begin() as connection:
        connection.execute(text(DOOR_AT_NOON))
    owner.close()
    return server_url.replace(f"{OWNER}@", f"{quote('李四')}@")


@pytest.fixture
def door_store(door_url: str) -> Iterator[Store]:
    """Return a store of an operator's role, which writes through the door; it holds the regions of ``a_region_tree``."""
    opened = open_store(door_url)
    yield opened
    opened.close()
