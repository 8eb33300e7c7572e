"""A city's tickets made by the database itself, as many as wanted, for benches: only how they are read is measured.

A year is 3.5 million; more are more years. About 70,000 of the newest are open, as in a city of 12 districts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, text

from console.domain.grid import RegionCode
from db.columns import EPOCH, MICROSECOND
from db.deadlines import Call

A_YEAR = 3_500_000
OPEN_AMONG, OPEN_EVERY = 700_000, 10
AT_ONCE = 250_000
CITY = RegionCode("3208")
DISTRICTS, TOWNSHIPS, VILLAGES, GRIDS = 12, 15, 14, 6_895
END = datetime(2025, 12, 31, tzinfo=UTC)
FIRST = "人解建中新东西南北长和胜文光青团幸红向花湖江山河云海星月龙凤金银玉石松柏竹梅兰菊"
SECOND = "民放设华兴风关京平安康利化明年结福旗阳园滨城泉村桥门塔寺泰盛昌荣祥瑞嘉庆丰茂"
MATTERS = (
    "暴露垃圾", "乱堆物料", "窨井盖破损", "道路积水", "路灯不亮", "占道经营", "非法小广告", "违章停车", "噪音扰民",
    "树木倒伏", "绿地脏乱", "下水道堵塞", "护栏损坏", "公厕保洁不及时", "渣土车撒漏", "油烟扰民", "楼道堆物",
    "电动车飞线充电", "消防通道堵塞", "邻里纠纷", "房屋漏水", "围墙倾斜", "广告牌松动", "河道漂浮物", "犬只扰民",
    "燃气异味", "供水中断", "停电", "高空抛物", "无证摊贩", "工地扬尘", "独居老人走访", "信号灯故障", "坑洞", "井盖缺失",
)  # fmt: skip
STREETS = tuple(f"{one}{other}{'路街巷'[at % 3]}" for at, one in enumerate(FIRST) for other in SECOND)

LANDMARKS = tuple(f"{one}{other}{kind}" for one in "鹤鹿雁鹰蝶鲤" for other in "鸣栖渡影" for kind in ("大厦", "花苑"))
"""What stands in few addresses: of each one in 50,000."""

MADE = """
INSERT INTO ticket (id, number, version, state, priority, category, title, source, centre, tier, reported_at, stage_since,
  changed_at, due_at, warn_at, area, grid, lat_deg, lng_deg, address, description, dispatched_by, handled_by, result,
  caller_name, caller_phone, readers, outside_number)
SELECT n + 1, 'Y' || (100000000 + n), 1, CASE WHEN n >= :open_from AND n % :open_every = 0 THEN 'filed' ELSE 'archived' END,
  1 + luck % 4, '0101', matter.word || (luck % 97), 'patrol', substr(ground.word, 1, 12), 5, {at}, {at}, {at}, {due}, {at},
  ground.word, ground.word, 33.6, 119.0, street.word || (luck % 300) || '号' || coalesce(landmark.word, ''), 'made for a bench', '', '', '', '', '', '', ''
FROM ({numbers}) AS number
  JOIN bench_word AS matter ON matter.kind = 1 AND matter.place = luck % :matters
  JOIN bench_word AS street ON street.kind = 2 AND street.place = luck / 64 % :streets
  JOIN bench_word AS ground ON ground.kind = 3 AND ground.place = luck / 1024 % :grounds
  LEFT JOIN bench_word AS landmark ON landmark.kind = 4 AND landmark.place = luck / 64 % 50000
ORDER BY number.n
"""
DIALECTS = {
    "sqlite": {
        "numbers": "WITH RECURSIVE line(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM line WHERE n < :last)"
        " SELECT n, (n * 2654435761 % 4294967296) AS luck FROM line",
        "at": ":began + n * :every",
        "due": ":began + n * :every + luck % 7 * 86400000000",
    },
    "postgresql": {
        "numbers": "SELECT n, (n * 2654435761 % 4294967296) AS luck FROM generate_series(CAST(:first AS bigint), :last) AS n",
        "at": "to_timestamp((CAST(:began AS bigint) + n * :every) / 1e6)",
        "due": "to_timestamp((CAST(:began AS bigint) + n * :every + luck % 7 * 86400000000) / 1e6)",
    },
}
INDEX = text("SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_ticket_text_tokens'")
TEXTS = """
INSERT INTO ticket_text (ticket, reported_at, area, also, text)
SELECT id, reported_at, area, '', search_plain(concat_ws(' ', number, outside_number, title, address)) FROM ticket
"""


def fill(engine: Engine, tickets: int, *, with_texts: bool = True) -> None:
    """Write so many tickets into a database that has none, and what they are found by.

    Without texts a server finds nothing, but is filled in a third of the time and of the room; a file has them anyway.
    """
    changing = engine.execution_options(begin="IMMEDIATE", call=Call.SCHEMA)
    with changing.begin() as connection:
        _unlimited(connection)
        _put_words(connection)
        index = _without_index(connection)
    for chunk in _chunks(tickets):
        with changing.begin() as connection:
            _unlimited(connection)
            connection.execute(text(MADE.format(**DIALECTS[engine.dialect.name])), _facts(tickets) | chunk)
    with changing.begin() as connection:
        _unlimited(connection)
        connection.execute(text("DROP TABLE bench_word"))
        if index:
            if with_texts:
                connection.execute(text(TEXTS))
            connection.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))
            connection.execute(text(index))
            connection.execute(text("ALTER TABLE ticket ENABLE TRIGGER USER"))
    if index:
        _look_over(engine)


def _without_index(connection: Connection) -> str:
    """Let a server take rows in without sorting each one's words in, and return what makes the index again.

    As an engineer would do it for a past of many years; a file has its own way, and "" is returned.
    """
    if connection.dialect.name == "sqlite":
        return ""
    index: str = connection.execute(INDEX).scalar_one()
    connection.execute(text("DROP INDEX ix_ticket_text_tokens"))
    connection.execute(text("ALTER TABLE ticket DISABLE TRIGGER USER"))
    return index


def _unlimited(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))


def _put_words(connection: Connection) -> None:
    connection.execute(
        text("CREATE TABLE bench_word (kind integer, place integer, word text, PRIMARY KEY (kind, place))")
    )
    rows = [
        {"kind": kind, "place": place, "word": word}
        for kind, words in enumerate((MATTERS, STREETS, grounds(), LANDMARKS), start=1)
        for place, word in enumerate(words)
    ]
    connection.execute(text("INSERT INTO bench_word (kind, place, word) VALUES (:kind, :place, :word)"), rows)


def grounds() -> tuple[str, ...]:
    """Return the codes of all grids."""
    villages = [
        f"{CITY}{district + 1:02}{township + 1:03}{village + 1:03}"
        for village in range(VILLAGES)
        for township in range(TOWNSHIPS)
        for district in range(DISTRICTS)
    ]
    return tuple(f"{villages[grid % len(villages)]}{grid // len(villages) + 1:03}" for grid in range(GRIDS))


def _chunks(tickets: int) -> Iterator[dict[str, int]]:
    for first in range(0, tickets, AT_ONCE):
        yield {"first": first, "last": min(first + AT_ONCE, tickets) - 1}


def _facts(tickets: int) -> dict[str, int]:
    every = timedelta(days=365) // A_YEAR // MICROSECOND
    return {
        "began": (END - EPOCH) // MICROSECOND - tickets * every,
        "every": every,
        "open_from": max(0, tickets - OPEN_AMONG),
        "open_every": OPEN_EVERY,
        "matters": len(MATTERS),
        "streets": len(STREETS),
        "grounds": GRIDS,
    }


def _look_over(engine: Engine) -> None:
    """Let the server's planner know what is there."""
    plainly = engine.execution_options(isolation_level="AUTOCOMMIT", call=Call.SCHEMA)
    with plainly.connect() as connection:
        connection.execute(text("SET statement_timeout = 0"))
        for table in ("ticket", "ticket_text"):
            connection.execute(text(f"VACUUM ANALYZE {table}"))
        connection.execute(text("RESET statement_timeout"))
