"""A place as it is typed or pasted: two numbers and nothing else."""

from __future__ import annotations

import re
import unicodedata

from console.domain.place import LatLng, place_or_none

_NUMBER = r"[-+]?\d{1,3}(?:\.\d+)?"
_PAIR = re.compile(rf"\(?\s*(?P<first>{_NUMBER})\s*(?:[,;/、]|\s)\s*(?P<second>{_NUMBER})\s*\)?")
LAT_MAX_DEG = 90


def place_in(text: str) -> LatLng | None:
    """Return the place that ``text`` names: latitude, longitude in degrees; full-width digits and commas are as good.

    Map services of China write the longitude first: where the first number can be no latitude, it is taken for one.
    None where the text is anything else, an address with two house numbers for instance.
    """
    pair = _PAIR.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if pair is None:
        return None
    first, second = float(pair["first"]), float(pair["second"])
    if abs(first) > LAT_MAX_DEG >= abs(second):
        first, second = second, first
    return place_or_none(first, second)


def text_of(place: LatLng) -> str:
    """Return a place as ``place_in`` reads it back, to about 0.1 m."""
    return f"{place.lat_deg:.6f}, {place.lng_deg:.6f}"
