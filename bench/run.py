"""Measure rutaplan as ratios, in the same run: python -m bench.run [--acciones N] [--rondas N] [--pares].

The floor of a plan is one process that only does yaml.load with CSafeLoader on its files. Every ratio
is the median of interleaved rounds; times are CPU seconds of whole processes, memory is the peak of
one. Absolute times mean nothing on a shared machine, so none is printed without its ratio.
"""

import argparse
import math
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import peers
from bench.plan import NAMES, add_hostile_line, add_reports, change_some, make_plan, make_table

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "data"
FLOOR = """
import pathlib, sys, yaml
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml")):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""
START = "import click, yaml; from pydantic import BaseModel"
MODELS = "import click, yaml, rutaplan.model"
CLI = "from rutaplan.__main__ import entry; entry()"
HEAVY = ("pdf", "docx", "xlsx")
QUICK = (
    "render-own",
    "render-seed",
    "click",
    "start",
    "models",
    "version",
    "help",
    "list",
    "complete",
    "complete-document",
    "complete-value",
    "complete-file",
    "validate-seed",
    "yamllint-seed",
)
MORE = 5  # times as many rounds, for what is over at once and differs most
LARGE = 10  # times as many actions, for what is measured once
VALIDATE = {"largo": 1.4, "real": 2.0, "pordef": 2.3, "corto": 2.4}


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
    Target("`validate` de data/ / importar click, yaml y pydantic", "validate-seed", "start", 1.55),
    *(
        Target(f"`validate`, todas las reglas, {name} / piso", f"validate-{name}", f"floor-{name}", limit)
        for name, limit in VALIDATE.items()
    ),
    Target("`validate`, largo: crecimiento de 1k a 10k", "validate-largo", "validate-1k", 10.5),
    Target("`validate ARCHIVO`, real / piso", "validate-file", "floor-real", 1.5),
    Target("`validate ARCHIVO` / `validate`, real", "validate-file", "validate-real", 1.0),
    Target("`show ID`, real / piso", "show", "floor-real", 1.2),
    Target("`list` como tabla, real / piso", "table", "floor-real", 1.5),
    Target("`list --formato jsonl`, real / piso", "jsonl", "floor-real"),
    Target("`list` como tabla con 10k avances / sin ellos, real", "table-reported", "table-300", 1.1),
    Target("`render plenaria` a HTML con 10k avances / sin ellos", "plenaria-reported", "plenaria-300", 1.1),
    Target("`show ID` con 10k avances / sin ellos", "show-reported", "show-300"),
    Target("`list --formato jsonl`: crecimiento de 1k a 10k avances", "jsonl-10k", "jsonl-1k"),
    Target("`validate` con 10k avances / piso de lo mismo", "validate-reported", "floor-reported"),
    Target("`diff` de 3k con 50 cambiadas / `list --formato ids` de lo mismo", "diff", "ids-3k", 1.4),
    Target("`rename --simular`, real / piso", "rename", "floor-real", 2.3),
    Target("`import --simular` de una tabla CSV de 10k filas, real / piso", "import", "floor-real", 6.0),
    Target("`render matriz` a HTML, real / piso", "html", "floor-real", 4.0),
    *(Target(f"`render matriz` de 1k a {kind.upper()} / piso de 1k", kind, "floor-1k") for kind in HEAVY),
    *(
        Target(f"`render matriz` a {kind.upper()}: crecimiento de 250 a 1k", kind, f"{kind}-250", 4.4)
        for kind in HEAVY
    ),
    Target("`render` de data/ con plantillas propias / sin ellas", "render-own", "render-seed", 1.3),
    Target("`--version` / importar click", "version", "click", 0.4),
    Target("`--help` / importar click", "help", "click", 1.15),
    Target("`list` de data/ / importar click, yaml y modelos", "list", "models", 1.15),
    Target("completar un id de data/ / importar click, yaml y pydantic", "complete", "start", 2.5),
    Target("completar un documento / importar click, yaml y pydantic", "complete-document", "start", 2.5),
    Target("completar un valor de set / importar click, yaml y pydantic", "complete-value", "start", 2.5),
    Target("completar un archivo de import / importar click, yaml y pydantic", "complete-file", "start", 2.5),
)
PEER_TARGETS = (
    Target("`validate` / yamllint, de data/", "validate-seed", "yamllint-seed", 0.72),
    *(
        Target(f"`validate`, todas las reglas / yamale, solo esquema, {name}", *pair, 1.0)
        for name in NAMES
        for pair in [(f"validate-{name}", f"yamale-{name}")]
    ),
    Target("`validate` de 1k / yamllint, largo", "validate-1k", "yamllint-1k"),
    Target("`validate` de 1k / check-jsonschema, solo esquema, largo", "validate-1k", "check-jsonschema-1k"),
)
MEBIBYTES: Mapping[str, tuple[str, float | None]] = {
    "validate-largo": ("`validate`, largo", 100),
    "hostile": ("`validate`, una línea de 122 KB con 19.000 entradas malas", 100),
    "jsonl-large": ("`list --formato jsonl`, 100k", 600),
    "import": ("`import --simular` de una tabla CSV de 10k filas", 300),
    "html": ("`render matriz` a HTML, real", None),
    **{kind: (f"`render matriz` de 1k a {kind.upper()}", None) for kind in HEAVY},
}
"""The processes whose memory is printed, and the most that the project promises."""
ONCE = ("hostile", "jsonl-large")


def main() -> int:
    """Run every round, print the table, and exit 1 if a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acciones", type=int, default=10_000)
    parser.add_argument("--rondas", type=int, default=5)
    parser.add_argument("--pares", action="store_true", help="también yamale, check-jsonschema y yamllint")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        plans = {name: _plan(folder / name, name, options.acciones) for name in NAMES}
        small = _plan(folder / "1k", "largo", options.acciones // 10)
        processes = _processes(plans, small, folder)
        if options.pares:
            processes |= peers.commands(peers.install(folder / "pares"), SEED, plans, small)
        rounds: dict[str, list[Measure]] = {name: [] for name in processes}
        for arguments in processes.values():
            measure(arguments)  # once unmeasured: bytecode is written, files are in memory
        for round_ in range(options.rondas * MORE):
            for name, arguments in processes.items():
                if name in QUICK or round_ % MORE == 0:
                    rounds[name].append(measure(arguments))
        for name, arguments in _once(folder, options.acciones).items():
            rounds[name] = [measure(arguments)]
    return _report(rounds, (*TARGETS, *PEER_TARGETS) if options.pares else TARGETS)


def measure(arguments: Sequence[str]) -> Measure:
    """Run one process to its end, silent. One that cannot do what is asked costs infinitely much."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    pid = os.fork()
    if pid == 0:
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 1)
        os.dup2(devnull, 2)
        os.execve(arguments[0], [*arguments], environment)  # noqa: S606 - our own interpreter and the peers
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) not in {0, 1}:
        return Measure(math.inf, math.inf)
    return Measure(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _plan(target: Path, name: str, count: int) -> Path:
    make_plan(SEED, target, name, count)
    return target


def _python(script: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", script, *arguments]


def _rutaplan(data: Path, *arguments: str) -> list[str]:
    return _python(CLI, "--datos", str(data), *arguments)


def _document(plan: Path, name: str, kind: str) -> list[str]:
    return _rutaplan(plan / "data", "render", name, "--formato", kind, "-o", str(plan / "salida"))


def _matriz(plan: Path, kind: str) -> list[str]:
    return _document(plan, "matriz", kind)


def _render(target: Path, own: str = "") -> list[str]:
    """The documents of the plenary, of the real plan; own: which templates lie beside it, as copies."""
    shutil.copytree(SEED, target / "data")
    (target / "templates").mkdir()
    for path in (ROOT / "templates").glob(own) if own else ():
        shutil.copy(path, target / "templates")
    return _rutaplan(target / "data", "render")


def _import(target: Path, count: int) -> list[str]:
    make_table(SEED, target, count)
    return _rutaplan(target / "data", "import", str(target / "nuevas.csv"), "--simular")


def _processes(plans: Mapping[str, Path], small: Path, folder: Path) -> dict[str, list[str]]:
    real = plans["real"] / "data"
    smallest = _plan(folder / "250", "largo", 250)
    sheet = real / "acciones" / "retorno" / "RET-N-18.yaml"
    return {
        **{f"floor-{name}": _python(FLOOR, str(plan)) for name, plan in plans.items()},
        **{f"validate-{name}": _rutaplan(plan / "data", "validate") for name, plan in plans.items()},
        "validate-file": _rutaplan(real, "validate", str(sheet)),
        "show": _rutaplan(real, "show", "RET-N-18"),
        "table": _rutaplan(real, "list"),
        "jsonl": _rutaplan(real, "list", "--formato", "jsonl"),
        "rename": _rutaplan(real, "rename", "RET-N-18", "RET-N-999999", "--simular"),
        "import": _import(folder / "tabla", len([*sheet.parent.glob("*.yaml")])),
        "html": _matriz(plans["real"], "html"),
        "floor-1k": _python(FLOOR, str(small)),
        "validate-1k": _rutaplan(small / "data", "validate"),
        **{kind: _matriz(small, kind) for kind in HEAVY},
        **{f"{kind}-250": _matriz(smallest, kind) for kind in HEAVY},
        **_reported(folder),
        **_changed(folder),
        "click": _python("import click"),
        "start": _python(START),
        "models": _python(MODELS),
        "version": _python(CLI, "--version"),
        "help": _python(CLI, "--help"),
        "list": _rutaplan(SEED, "list"),
        "complete": _python(CLI, "__complete", "show", "--datos", str(SEED), "hn-"),
        "complete-document": _python(CLI, "__complete", "render", "--datos", str(SEED), "ma"),
        "complete-value": _python(CLI, "__complete", "set", "--datos", str(SEED), "RET-N-01", "responsable="),
        "complete-file": _python(CLI, "__complete", "import", "--datos", str(SEED), "do"),
        "render-seed": _render(folder / "incluidas"),
        "render-own": _render(folder / "propias", "*"),
        "validate-seed": _rutaplan(SEED, "validate"),
    }


def _reported(folder: Path) -> dict[str, list[str]]:
    """What is asked of 300 actions, of which nothing, some or three years of rounds were reported."""
    plain, some, all_ = (_plan(folder / name, "real", 300) for name in ("sin", "pocos", "avances"))
    add_reports(some, 1000)
    add_reports(all_, 10_000)
    calls = {"table": ["list"], "show": ["show", "RET-N-18"]}
    return {
        **{f"{name}-300": _rutaplan(plain / "data", *call) for name, call in calls.items()},
        **{f"{name}-reported": _rutaplan(all_ / "data", *call) for name, call in calls.items()},
        "plenaria-300": _document(plain, "plenaria", "html"),
        "plenaria-reported": _document(all_, "plenaria", "html"),
        "jsonl-1k": _rutaplan(some / "data", "list", "--formato", "jsonl"),
        "jsonl-10k": _rutaplan(all_ / "data", "list", "--formato", "jsonl"),
        "validate-reported": _rutaplan(all_ / "data", "validate"),
        "floor-reported": _python(FLOOR, str(all_)),
    }


def _changed(folder: Path) -> dict[str, list[str]]:
    """What is asked of 3,000 actions, of which 50 are not as git has them."""
    target = _plan(folder / "cambios", "real", 3000)
    change_some(target, 50)
    data = target / "data"
    return {
        "diff": _rutaplan(data, "diff", "HEAD", "--formato", "json"),
        "ids-3k": _rutaplan(data, "list", "--formato", "ids"),
    }


def _once(folder: Path, acciones: int) -> dict[str, list[str]]:
    """What is too large for every round, of which only the memory is asked."""
    large = _plan(folder / "grande", "real", LARGE * acciones)
    hostile = _plan(folder / "hostil", "largo", 1)
    add_hostile_line(hostile)
    return {
        "hostile": _rutaplan(hostile / "data", "validate"),
        "jsonl-large": _rutaplan(large / "data", "list", "--formato", "jsonl"),
    }


def _report(rounds: Mapping[str, Sequence[Measure]], targets: Sequence[Target]) -> int:
    missed = 0
    print("| qué | medido | meta | |\n| --- | ---: | ---: | --- |")
    for target in targets:
        ratio = statistics.median(
            above.seconds / below.seconds
            for above, below in zip(rounds[target.what], rounds[target.against], strict=True)
        )
        missed += _row(target.name, f"{ratio:.2f}", ratio, target.limit)
    for name, (label, limit) in MEBIBYTES.items():
        peak = max(each.mebibytes for each in rounds[name])
        missed += _row(f"memoria de {label}, MiB", f"{peak:.0f}", peak, limit)
    return 1 if missed else 0


def _row(name: str, shown: str, value: float, limit: float | None) -> bool:
    """Print a figure; True if it misses what the project promises."""
    verdict = "" if limit is None else "bien" if value <= limit else "NO SE ALCANZA"
    print(f"| {name} | {shown} | {'' if limit is None else limit} | {verdict} |")
    return verdict.isupper()


if __name__ == "__main__":
    sys.exit(main())
