"""zips: what others sent is counted, weighed and whole before anything opens it."""

import warnings
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.zips import LockedError, TooBigError, TooManyError, ZipError, read_parts

PARTS = {"a.xml": b"<a/>" * 40, "b/c.bin": b"\0\1\2", "d": b""}


def zipped(parts: list[tuple[str, bytes]], how: int = ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", how) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a repeated name
        for name, content in parts:
            archive.writestr(name, content)
    return stream.getvalue()


def read(data: bytes, max_parts: int = 100, max_bytes: int = 10_000) -> dict[str, bytes]:
    return dict(read_parts(data, max_parts, max_bytes))


@pytest.mark.parametrize("how", [ZIP_STORED, ZIP_DEFLATED])
def test_every_part_comes_back_and_no_folder(how: int) -> None:
    assert read(zipped([*PARTS.items(), ("b/", b"")], how)) == PARTS


def test_bounds_hold_to_the_last_one() -> None:
    data, size = zipped([*PARTS.items()]), sum(map(len, PARTS.values()))
    assert read(data, len(PARTS), size) == PARTS
    with pytest.raises(TooManyError) as many:
        read(data, len(PARTS) - 1, size)
    assert many.value.parts == len(PARTS)
    with pytest.raises(TooBigError) as big:
        read(data, len(PARTS), size - 1)
    assert big.value.size == size


def test_a_password_is_told_apart() -> None:
    data = bytearray(zipped([("a", b"x")]))
    data[data.index(b"PK\1\2") + 8] |= 1
    with pytest.raises(LockedError):
        read(bytes(data))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        zipped([("a", b"x"), ("a", b"y")]),
        zipped([("a", b"x"), ("A", b"y")]),
        zipped([("a", b"x" * 99)], ZIP_BZIP2),
        zipped([("name", b"x")]).replace(b"name", b"\0ame"),
        zipped([*PARTS.items()])[:-30],
    ],
    ids=["empty", "no zip", "a name twice", "in other letters", "another compression", "no name", "cut"],
)
def test_what_no_office_program_writes_is_damaged(data: bytes) -> None:
    with pytest.raises(ZipError) as damaged:
        read(data)
    assert type(damaged.value) is ZipError


@given(at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_any_byte_changed_gives_parts_within_bounds_or_says_why(at: int, byte: int) -> None:
    data = bytearray(zipped([*PARTS.items()]))
    data[at % len(data)] = byte
    try:
        parts = read(bytes(data), 3, 200)
    except ZipError:
        return
    assert len(parts) <= 3
    assert sum(map(len, parts.values())) <= 200
