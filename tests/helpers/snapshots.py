"""What a plan holds at one time, and which lines are others later."""

from pathlib import Path


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a plan, by name."""
    data = folder / "data"
    return {
        path.relative_to(data).as_posix(): path.read_bytes() for path in data.rglob("*") if path.is_file()
    }


def changed_lines(
    before: dict[str, bytes], after: dict[str, bytes]
) -> dict[str, tuple[list[str], list[str]]]:
    """For each file that is not the same, the lines that went and the lines that came."""
    found = {}
    for name in sorted(before.keys() | after.keys()):
        old, new = (each.get(name, b"").decode().splitlines() for each in (before, after))
        if old != new:
            found[name] = (
                [each for each in old if each not in new],
                [each for each in new if each not in old],
            )
    return found
