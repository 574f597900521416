"""zips: the parts of a zip, looked at before anything opens them, for a .docx may be a bomb; and new ones."""

import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

_FIRST = ("[Content_Types].xml", "_rels/.rels")
"""What office programs look for at the beginning."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can tell
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)


class ZipError(Exception):
    """A zip that is damaged, or written as no office program does."""


class LockedError(ZipError):
    """It has a password."""


class TooManyError(ZipError):
    """It has more parts than may be."""

    def __init__(self, parts: int) -> None:
        super().__init__(parts)
        self.parts = parts


class TooBigError(ZipError):
    """It opens into more bytes than may be."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


class Zip:
    """A zip within bounds, whose parts are opened one by one. Raises ZipError."""

    def __init__(self, data: bytes, max_parts: int, max_bytes: int) -> None:
        try:
            self._archive = ZipFile(BytesIO(data))
        except _BROKEN:
            raise ZipError from None
        entries = [entry for entry in self._archive.infolist() if not entry.filename.endswith("/")]
        _check(entries, max_parts, max_bytes)
        self.entries = {entry.filename: entry for entry in entries}

    def read(self, name: str) -> bytes:
        """Give what a part holds."""
        try:
            return self._archive.read(self.entries[name])
        except _BROKEN:
            raise ZipError from None


def read_parts(data: bytes, max_parts: int, max_bytes: int) -> Iterator[tuple[str, bytes]]:
    """Give each part's name and content, one after the other, within bounds. Raises ZipError."""
    archive = Zip(data, max_parts, max_bytes)
    for name in archive.entries:
        yield name, archive.read(name)


def _check(entries: list[ZipInfo], max_parts: int, max_bytes: int) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise LockedError
    names = {entry.filename.casefold() for entry in entries}
    plain = all(entry.compress_type in {ZIP_STORED, ZIP_DEFLATED} for entry in entries)
    if not plain or len(names) < len(entries) or "" in names:
        raise ZipError
    if len(entries) > max_parts:
        raise TooManyError(len(entries))
    size = sum(entry.file_size for entry in entries)
    if size > max_bytes:
        raise TooBigError(size)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Make the zip of some parts: always in the same order, with no clock in it."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name in sorted(parts, key=lambda name: (name not in _FIRST, name)):
            entry = ZipInfo(name, _LONG_AGO)
            entry.create_system = 0  # the same on every system
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return stream.getvalue()
