"""What a shell offers where the cursor is: words of the plan with their names, and never an error."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from helpers.calls import Rutaplan, accion, program

from rutaplan.cli import COMMANDS
from rutaplan.cli.commands.completion import SHELLS

TURNS = 600


def offered(rutaplan: Rutaplan, folder: Path, *words: str) -> dict[str, str]:
    done = rutaplan("__complete", *words, cwd=folder)
    assert (done.code, done.err) == (0, "")
    lines = [line.split("\t") for line in done.out.splitlines()]
    return {value or kind: told for kind, value, told in lines}


@pytest.mark.parametrize(
    ("call", "word", "told"),
    [
        ("", "validate", COMMANDS["validate"]),
        ("--d", "--datos", "La carpeta data/ del plan (o RUTAPLAN_DATOS)."),
        ("show RET-N-0", "RET-N-01", "Revisión de los marcos jurídicos."),
        ("show hn-inm g", "g1-retorno", "Grupo 1: RETORNO"),
        ("list --eje ", "retorno", "Retorno"),
        ("list --eje=ret", "--eje=retorno", "Retorno"),
        ("list --eje = ret", "retorno", "Retorno"),
        ("list --no-eje ret", "retorno", "Retorno"),
        ("status --institucion hn-in", "hn-inm", "INM · Instituto Nacional de Migración (Honduras)"),
        ("list --institucion canc", "cancilleria", "cancillerías: las de los países de la acción"),
        ("list --pais h", "HN", "Honduras"),
        ("list --pendiente ", "plazo_meses", "plazo"),
        ("new --institucion HN-IN", "hn-inm", "INM · Instituto Nacional de Migración (Honduras)"),
        ("avance RET-N-0", "RET-N-02", "Presentar los principios de transversalización a las instit…"),
        ("avance RET-N-01 --reporta oi", "oim", "OIM · Organización Internacional para las Migraciones (inte…"),
        ("avance RET-N-01 --estado c", "cumplida", ""),
        ("set RET-N-01 resp", "responsable=", "Responsable"),
        ("set RET-N-01 responsable=hn-in", "responsable=hn-inm", "INM · Instituto Nacional de Migración (Honduras)"),
        ("set RET-N-01 responsable = hn-in", "hn-inm", "INM · Instituto Nacional de Migración (Honduras)"),
        ("set g1-retorno pon", "ponente=", "Ponente"),
        ("render ple", "plenaria", "la hoja de quien presenta: lo que se dice, con sus minutos,…"),
        ("render matriz --formato do", "docx", ""),
        ("rules INS0", "INS03", "la sigla es de varias instituciones"),
        ("list --nivel nacional --prioridad --eje ", "retorno", "Retorno"),
        ("validate --detalle --falla ", "aviso", ""),
        ("validate --ignorar NIV01,ACC0", "NIV01,ACC06", "el texto no empieza con un verbo en infinitivo"),
        ("export - --tabla av", "avances", "Avance"),
        ("set RET-N-01 estado=ac", "estado=acordada", "acordada"),
        ("set RET-N-01 instituciones=hn-inm,mx-in", "instituciones=hn-inm,mx-inm", "INM · Instituto Nacional de Migración (México)"),
        ("set RET-N-01 alineacion.p", "alineacion.pmm=", "Objetivos del PMM"),
        ("set taller validar.f", "validar.falla=", "Falla"),
        ("set taller validar.falla=av", "validar.falla=aviso", "aviso"),
        ("set taller documentos.juego=matriz,pl", "documentos.juego=matriz,plenaria", "plenaria"),
        ("init --desde ", "archivo", ""),
        ("validate --ignorar ACC0", "ACC06", "el texto no empieza con un verbo en infinitivo"),
        ("help re", "render", COMMANDS["render"]),
        ("completion ", "zsh", ""),
        ("import ", "archivo", ""),
        ("validate ", "archivo", ""),
        ("--datos ", "carpeta", ""),
        ("render -o ''", "carpeta", ""),
    ],
)  # fmt: skip
def test_what_is_offered(untouched: Path, rutaplan: Rutaplan, call: str, word: str, told: str) -> None:
    assert offered(rutaplan, untouched, *call.split(" "))[word] == told


@pytest.mark.parametrize(
    "call",
    [
        "",
        "show ",
        "lst ",
        "list --eje retono --x",
        "show --datos no-hay ",
        "set a=b ",
        "list --eje ",
        "validate --desde ",
    ],
)
def test_where_nothing_can_be_offered_nothing_is_said(tmp_path: Path, rutaplan: Rutaplan, call: str) -> None:
    assert (call == "") == bool(offered(rutaplan, tmp_path, *call.split(" ")))


def test_a_name_in_the_plan_commands_no_terminal(seed: Path, rutaplan: Rutaplan) -> None:
    path = seed / "data" / "instituciones.yaml"
    more = 'hn-mala:\n  {nombre: "a\\tb\\nc $(date) `x`", pais: HN, tipo: otro, fuente: x, confianza: verificada}\n'
    path.write_text(path.read_text("utf-8") + more + "hn-$(date): {}\n", "utf-8")
    known = offered(rutaplan, seed, "show", "hn-")
    assert known["hn-mala"] == "a b c $(date) `x` (Honduras)"
    assert "hn-inm" in known
    assert not any("$" in each for each in known)


def test_what_is_there_twice_is_offered_once(seed: Path, rutaplan: Rutaplan) -> None:
    """Of two that are the same, bash would write into the line how both are described."""
    for name in ("RET-N-98", "RET-N-99"):
        text = accion(seed, "RET-N-01").read_text("utf-8").replace("Revisión", f"$(date) {name}")
        accion(seed, name).write_text(text, "utf-8")
    done = rutaplan("__complete", "show", "RET-N-01", cwd=seed)
    assert done.out.count("RET-N-01") == 1


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed(rutaplan: Rutaplan, shell: str) -> None:
    done = rutaplan("completion", shell.upper())
    assert (done.code, done.err) == (0, "")
    assert "__complete" in done.out
    assert rutaplan("completion", "tcsh").code == 2
    assert rutaplan("completion").code == 2


class Terminal:
    """A shell with a person before it."""

    def __init__(self, folder: Path, *call: str) -> None:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        env = {
            **os.environ,
            "PATH": path,
            "PS1": "LISTO> ",
            "TERM": "xterm",
            "INPUTRC": os.devnull,
            "LC_ALL": "C.UTF-8",
        }
        self.screen, inner = pty.openpty()
        self.process = subprocess.Popen(
            call,
            cwd=folder,
            env=env,
            stdin=inner,
            stdout=inner,
            stderr=inner,
            close_fds=True,
            start_new_session=True,
        )
        os.close(inner)
        self.seen = ""

    def type(self, text: str, until: str) -> str:
        """Type, and read until something is seen."""
        os.write(self.screen, text.encode())
        begin, self.seen = time.monotonic(), ""
        while until not in self.seen:
            assert time.monotonic() - begin < TURNS / 10, self.seen
            if select.select([self.screen], [], [], 0.1)[0]:
                self.seen += os.read(self.screen, 65536).decode("utf-8", "replace")
        return self.seen

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.screen)


@pytest.mark.programas
def test_bash_completes(untouched: Path) -> None:
    terminal = Terminal(untouched, program("bash"), "--norc", "--noprofile", "-i")
    try:
        assert "ya-esta" in terminal.type('eval "$(rutaplan completion bash)"; echo ya-"esta"\n', "ya-esta")
        assert "show hn-inm " in terminal.type("rutaplan show hn-in\t", "show hn-inm ")
        assert "--eje=retorno " in terminal.type("\x15rutaplan list --eje=ret\t", "--eje=retorno ")
        assert "responsable=hn-inm " in terminal.type(
            "\x15rutaplan set RET-N-01 responsable=hn-in\t", "responsable=hn-inm "
        )
        assert "validate data/" in terminal.type("\x15rutaplan validate dat\t", "validate data/")
        assert "hn-sedh  (SEDH · Secretaría de Derechos Humanos (Honduras))" in terminal.type(
            "\x15rutaplan show hn-s\t\t", "hn-sedh  (SEDH · Secretaría de Derechos Humanos (Honduras))"
        )
        assert "salida:0" in terminal.type("\x15echo salida:$?\n", "salida:0")
    finally:
        terminal.close()


@pytest.mark.programas
def test_zsh_completes(untouched: Path) -> None:
    terminal = Terminal(untouched, program("zsh"), "-f", "-i")
    try:
        assert "ya-esta" in terminal.type(
            'autoload -U compinit; compinit -u -D; eval "$(rutaplan completion zsh)"; echo ya-"esta"\n',
            "ya-esta",
        )
        assert "hn-inm" in terminal.type("rutaplan show hn-in\t", "hn-inm")
        assert "retorno" in terminal.type("\x15rutaplan list --eje=ret\t", "retorno")
        assert "data" in terminal.type("\x15rutaplan validate dat\t", "data")
        assert "Derechos Humanos" in terminal.type("\x15rutaplan show hn-s\t", "Derechos Humanos")
    finally:
        terminal.close()


@pytest.mark.programas
def test_fish_completes(untouched: Path, tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}

    def ask(line: str) -> list[str]:
        script = f'rutaplan completion fish | source; complete -C "{line}"'
        done = subprocess.run(
            [program("fish"), "-c", script],
            cwd=untouched,
            env=env,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.splitlines()

    assert ask("rutaplan show hn-in") == ["hn-inm\tINM · Instituto Nacional de Migración (Honduras)"]
    assert ask("rutaplan list --eje ")[0] == "retorno\tRetorno"
    assert ask("rutaplan list --eje=ret") == ["--eje=retorno\tRetorno"]
    assert ask("rutaplan validate dat") == ["data/"]
