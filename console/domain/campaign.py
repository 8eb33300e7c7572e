"""Campaigns: one checklist for many grids, one line a household or site, and nobody's name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from console.domain.errors import Refused
from console.domain.grid import RegionCode

_GAPS = re.compile(r"(?<=\d)[\s\-–—·.]+(?=[\dXx])")
_IDENTITY_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_PHONE_NUMBER = re.compile(r"(?<!\d)(?:(?:\+?86)?1[3-9]\d{9}|0\d{2,3}\d{7,8})(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A checklist that was pushed to grids; ``ended_at`` is None while it goes on."""

    id: UUID
    name: str
    items: tuple[str, ...]
    centre: RegionCode
    by: str
    begun_at: datetime
    due_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a campaign is: grids that have a line, lines, and lines with the whole checklist done."""

    grids: int
    visited: int
    sites: int
    done: int

    @property
    def share(self) -> float:
        """Return the part of the lines that is done, 0 where there is none."""
        return self.done / self.sites if self.sites else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GridProgress:
    """How far one grid is."""

    grid: RegionCode
    name: str
    sites: int
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One household or site: which lines of the checklist are done there, by their places from 0."""

    campaign: UUID
    grid: RegionCode
    label: str
    version: int
    done: frozenset[int]
    note: str
    by: str
    at: datetime

    def is_done(self, items: int) -> bool:
        """Tell whether all of so many lines are done."""
        return len(self.done) == items


def check_impersonal(text: str) -> None:
    """Refuse numbers that name a person, however they are spaced and however wide they are written.

    Raises:
        Refused: ``campaign.identity_number`` or ``campaign.phone_number``.
    """
    plain = _GAPS.sub("", unicodedata.normalize("NFKC", text))
    if _IDENTITY_NUMBER.search(plain):
        raise Refused("campaign.identity_number")
    if _PHONE_NUMBER.search(plain):
        raise Refused("campaign.phone_number")
