"""Measure rutaplan as ratios to a floor, in the same run: python -m bench.run [--acciones N] [--rondas N].

The floor is one process that only does yaml.load with CSafeLoader on the same files. Every figure is
the median of interleaved rounds; times are CPU seconds of whole processes, memory is the peak of one.
Absolute times mean nothing on a shared machine, so none is printed without its ratio.
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.plan import make_plan

ROOT = Path(__file__).resolve().parents[1]
FLOOR = """
import pathlib, sys, yaml
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml")):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""
IMPORTS = "import click, yaml, rutaplan.model"
CLI = "from rutaplan.__main__ import entry; entry()"
HEAVY = ("pdf", "docx", "xlsx")


@dataclass(frozen=True)
class Measure:
    """One process: CPU seconds (its own and its children's) and peak memory in MiB."""

    seconds: float
    mebibytes: float


@dataclass(frozen=True)
class Target:
    """A ratio: median of what, over median of against; limit is what the project promises, or None."""

    name: str
    what: str
    against: str
    limit: float | None = None


TARGETS = (
    Target("validate de 10k, todas las reglas / piso", "validate", "floor", 1.0),
    Target("validate: crecimiento de 1k a 10k", "validate", "validate-1k", 10.5),
    Target("render matriz de 10k a HTML / piso", "html", "floor", 4.0),
    *(Target(f"render matriz de 1k a {kind.upper()} / piso de 1k", kind, "floor-1k") for kind in HEAVY),
    *(
        Target(f"render matriz a {kind.upper()}: crecimiento de 250 a 1k", kind, f"{kind}-250", 4.4)
        for kind in HEAVY
    ),
    Target("--version / import click", "version", "click", 0.5),
    Target("--help / import click", "help", "click", 1.6),
    Target("list del plan real / importar click, yaml y modelos", "list", "imports", 1.3),
)
MEBIBYTES: Mapping[str, float | None] = {"validate": 100, "html": None, **dict.fromkeys(HEAVY)}
"""The processes whose memory is printed, and the most that the project promises."""


def main() -> int:
    """Run every round, print the table, and exit 1 if a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acciones", type=int, default=10_000)
    parser.add_argument("--rondas", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        plans = {part: Path(folder, str(part)) for part in (1, 10, 40)}
        for part, target in plans.items():
            make_plan(ROOT / "data", target, options.acciones // part)
        processes = _processes(plans[1], plans[10], plans[40], Path(folder, "salida"))
        rounds: dict[str, list[Measure]] = {name: [] for name in processes}
        for arguments in processes.values():
            measure(arguments)  # once unmeasured: bytecode is written, files are in memory
        for _ in range(options.rondas):
            for name, arguments in processes.items():
                rounds[name].append(measure(arguments))
    return _report(rounds)


def measure(arguments: Sequence[str]) -> Measure:
    """Run one Python process to its end, silent; its exit code must be 0 or 1."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    pid = os.fork()
    if pid == 0:
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 1)
        os.dup2(devnull, 2)
        os.execve(sys.executable, [sys.executable, *arguments], environment)  # noqa: S606 - our own interpreter
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) not in {0, 1}:
        raise SystemExit(f"falló: {arguments}")
    return Measure(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _processes(big: Path, small: Path, smallest: Path, salida: Path) -> dict[str, list[str]]:
    def rutaplan(*arguments: str) -> list[str]:
        return ["-c", CLI, *arguments]

    def matriz(plan: Path, kind: str) -> list[str]:
        options = ("--datos", str(plan / "data"), "-o", str(salida / plan.name))
        return rutaplan("render", "matriz", "--formato", kind, *options)

    return {
        "floor": ["-c", FLOOR, str(big)],
        "validate": rutaplan("validate", "--datos", str(big / "data")),
        "validate-1k": rutaplan("validate", "--datos", str(small / "data")),
        "html": matriz(big, "html"),
        "floor-1k": ["-c", FLOOR, str(small)],
        **{kind: matriz(small, kind) for kind in HEAVY},
        **{f"{kind}-250": matriz(smallest, kind) for kind in HEAVY},
        "click": ["-c", "import click"],
        "version": rutaplan("--version"),
        "help": rutaplan("--help"),
        "imports": ["-c", IMPORTS],
        "list": rutaplan("list", "--datos", str(ROOT / "data")),
    }


def _report(rounds: dict[str, list[Measure]]) -> int:
    missed = 0
    print("| qué | medido | meta | |\n| --- | ---: | ---: | --- |")
    for target in TARGETS:
        ratio = statistics.median(
            above.seconds / below.seconds
            for above, below in zip(rounds[target.what], rounds[target.against], strict=True)
        )
        missed += _row(target.name, f"{ratio:.2f}", ratio, target.limit)
    for name, limit in MEBIBYTES.items():
        peak = max(each.mebibytes for each in rounds[name])
        missed += _row(f"memoria de {name}, MiB", f"{peak:.0f}", peak, limit)
    return 1 if missed else 0


def _row(name: str, shown: str, value: float, limit: float | None) -> bool:
    """Print a figure; True if it misses what the project promises."""
    verdict = "" if limit is None else "bien" if value <= limit else "NO SE ALCANZA"
    print(f"| {name} | {shown} | {'' if limit is None else limit} | {verdict} |")
    return verdict.isupper()


if __name__ == "__main__":
    sys.exit(main())
