"""What a reader of files says: why a row was refused, what of it was mended, and why a file cannot be used."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console.domain.sentence import Sentence

_OF_FILES: Final = (
    QT_TRANSLATE_NOOP("row_words", "There is no file {file}."),
    QT_TRANSLATE_NOOP("row_words", "{file} is not a file."),
    QT_TRANSLATE_NOOP("row_words", "{file} is empty."),
    QT_TRANSLATE_NOOP("row_words", "{file} cannot be read: {why}."),
    QT_TRANSLATE_NOOP("row_words", "{file} is larger than {mb} MB; import it in parts."),
    QT_TRANSLATE_NOOP("row_words", "{file} is not UTF-8, as GeoJSON must be (byte {byte})."),
    QT_TRANSLATE_NOOP("row_words", "{file} is no JSON, or is cut off: {why} in line {line}, column {column}."),
    QT_TRANSLATE_NOOP("row_words", "{file} cannot be read as JSON: {why}."),
    QT_TRANSLATE_NOOP("row_words", "{file} is no GeoJSON: at its top stands no object."),
    QT_TRANSLATE_NOOP(
        "row_words",
        '{file} is no GeoJSON: "type" at its top must say FeatureCollection, Feature or the kind of a geometry.',
    ),
    QT_TRANSLATE_NOOP("row_words", '{file} has no list "features".'),
    QT_TRANSLATE_NOOP(
        "row_words", '{file} is in another coordinate system ("crs"); convert it to WGS 84 degrees first.'
    ),
    QT_TRANSLATE_NOOP("row_words", "{file} is in {crs}, which cannot be converted: {why}."),
    QT_TRANSLATE_NOOP(
        "row_words",
        "{file} does not say in which system its coordinates are, and they are no degrees:"
        " put its .prj file beside it ({beside}).",
    ),
    QT_TRANSLATE_NOOP(
        "row_words",
        "{file} does not say in which system its coordinates are; they were taken as degrees of WGS-84.",
    ),
    QT_TRANSLATE_NOOP(
        "row_words",
        "{file} does not say how its words are written; they were read as {encoding} (--encoding says it).",
    ),
    QT_TRANSLATE_NOOP("row_words", "{file} holds no .kml."),
    QT_TRANSLATE_NOOP("row_words", '{file} holds no layer "{layer}"{near}.'),
    QT_TRANSLATE_NOOP("row_words", "{file} holds no layer with areas{near}."),
    QT_TRANSLATE_NOOP("row_words", "{file} holds several layers with areas; name one with --layer: {layers}."),
    QT_TRANSLATE_NOOP("row_words", ' (did you mean "{word}"?)'),
    QT_TRANSLATE_NOOP("row_words", " (there are: {words})"),
    QT_TRANSLATE_NOOP(
        "row_words", 'There is no encoding "{encoding}"; Chinese words are mostly written as utf-8 or gb18030.'
    ),
    QT_TRANSLATE_NOOP("row_words", "The words of {file} are not written as {encoding}: say it with --encoding."),
    QT_TRANSLATE_NOOP(
        "row_words",
        "{file} does not say how its words are written: say it with --encoding, as in --encoding gbk.",
    ),
)
_OF_FEATURES: Final = (
    QT_TRANSLATE_NOOP("row_words", '{path} is no Feature: its "type" must say so'),
    QT_TRANSLATE_NOOP("row_words", "{path}.properties is no object"),
    QT_TRANSLATE_NOOP("row_words", "{path}.geometry is missing; null stands for none"),
    QT_TRANSLATE_NOOP("row_words", "{path} is no geometry"),
    QT_TRANSLATE_NOOP("row_words", "{path}.type is no kind of geometry: {kinds}"),
    QT_TRANSLATE_NOOP("row_words", "{path}.geometries is no list"),
    QT_TRANSLATE_NOOP("row_words", "{path} lies too deep in collections"),
    QT_TRANSLATE_NOOP("row_words", "{path}.coordinates is missing"),
    QT_TRANSLATE_NOOP("row_words", "{path} is no list"),
    QT_TRANSLATE_NOOP("row_words", "{path} is no list, or an empty one"),
    QT_TRANSLATE_NOOP("row_words", "{path} has {n} positions; a line needs at least {least}"),
    QT_TRANSLATE_NOOP("row_words", "{path} has {n} positions; a ring needs at least {least}"),
    QT_TRANSLATE_NOOP("row_words", "{path} was not closed; its first position now ends it"),
    QT_TRANSLATE_NOOP("row_words", "{path} is no position: [longitude, latitude]"),
    QT_TRANSLATE_NOOP(
        "row_words", "{path} is not longitude and latitude in degrees: NaN and infinity are no numbers of JSON"
    ),
    QT_TRANSLATE_NOOP("row_words", "{path} is {position}, not longitude and latitude in degrees"),
    QT_TRANSLATE_NOOP(
        "row_words",
        "{path} is {position}, not longitude and latitude in degrees; are longitude and latitude swapped?",
    ),
    QT_TRANSLATE_NOOP("row_words", "{path}.bbox is no box of 4 or 6 numbers; it was left aside."),
    QT_TRANSLATE_NOOP("row_words", "{path}.id is neither text nor a number; it was left aside."),
    QT_TRANSLATE_NOOP("row_words", "{path} does not belong there; it was left aside."),
    QT_TRANSLATE_NOOP("row_words", "{path} is empty; it was read as nothing"),
    QT_TRANSLATE_NOOP("row_words", "{path} is {position} and was read as {read}, once around the earth{more}"),
    QT_TRANSLATE_NOOP("row_words", ", with {n} more positions"),
    QT_TRANSLATE_NOOP("row_words", "{path} reaches over 180 degrees and was cut there into {n} parts"),
    QT_TRANSLATE_NOOP("row_words", "{path} is a {kind} where a Point is needed"),
    QT_TRANSLATE_NOOP("row_words", "{path} is a {kind} where a Polygon or MultiPolygon is needed"),
)
_OF_REGIONS: Final = (
    QT_TRANSLATE_NOOP("row_words", "{path}: {why}"),
    QT_TRANSLATE_NOOP("row_words", "the code {code} stands in row {row} already"),
    QT_TRANSLATE_NOOP("row_words", "{path}.properties.code is empty"),
    QT_TRANSLATE_NOOP(
        "row_words", '{path}.properties.level "{level}" is none of city, district, township, village, grid'
    ),
    QT_TRANSLATE_NOOP("row_words", "a grid needs a parent"),
    QT_TRANSLATE_NOOP("row_words", "its parent {parent} is missing, or was refused"),
    QT_TRANSLATE_NOOP("row_words", "its parent {parent} does not stand on a higher level"),
    QT_TRANSLATE_NOOP("row_words", "its code {code} does not begin with its parent's, {parent}"),
    QT_TRANSLATE_NOOP("row_words", "{path}.geometry: {why}; its area was made valid"),
    QT_TRANSLATE_NOOP("row_words", "{path}.geometry: {why}; it has no area and is taken in without one"),
)
_OF_AREAS: Final = (
    QT_TRANSLATE_NOOP("row_words", "unreadable"),
    QT_TRANSLATE_NOOP("row_words", "no area: {kind}"),
    QT_TRANSLATE_NOOP("row_words", "{reason}{place}"),
    QT_TRANSLATE_NOOP("row_words", "Topology Validation Error"),
    QT_TRANSLATE_NOOP("row_words", "Repeated Point"),
    QT_TRANSLATE_NOOP("row_words", "Hole lies outside shell"),
    QT_TRANSLATE_NOOP("row_words", "Holes are nested"),
    QT_TRANSLATE_NOOP("row_words", "Interior is disconnected"),
    QT_TRANSLATE_NOOP("row_words", "Self-intersection"),
    QT_TRANSLATE_NOOP("row_words", "Ring Self-intersection"),
    QT_TRANSLATE_NOOP("row_words", "Nested shells"),
    QT_TRANSLATE_NOOP("row_words", "Duplicate Rings"),
    QT_TRANSLATE_NOOP("row_words", "Too few points in geometry component"),
    QT_TRANSLATE_NOOP("row_words", "Invalid Coordinate"),
    QT_TRANSLATE_NOOP("row_words", "Ring is not closed"),
)
TEMPLATES: Final = frozenset(map(str, (*_OF_FILES, *_OF_FEATURES, *_OF_REGIONS, *_OF_AREAS)))
"""Every sentence that can be said in another language."""


def said(sentence: Sentence) -> str:
    """Return the sentence in the language in force; one that is not known is said in English rather than hidden."""
    if sentence.template not in TEMPLATES:
        return str(sentence)
    facts = {name: said(fact) if isinstance(fact, Sentence) else fact for name, fact in sentence.facts.items()}
    text = QCoreApplication.translate("row_words", sentence.template)
    return text.format(**facts) if facts else text
