"""The command line: the list of commands, how a call ends, and Spanish for click's own words.

Commands are loaded when they are called: rutaplan --help loads click and nothing heavier.
"""

import gettext
import importlib
import os
import re
import signal
import sys
from collections.abc import Iterable
from types import FrameType

# click passes its words through gettext's default domain, some while it is imported (the names of its types),
# and ships no catalogue. The language is that of this process and its children, whatever the user's locale.
os.environ["LANGUAGE"] = "es"
gettext.bindtextdomain("messages", os.path.join(os.path.dirname(__file__), "locale"))  # noqa: PTH118, PTH120 - pathlib costs more than all of this
gettext.textdomain("messages")

import click  # noqa: E402 - after its language is set

from rutaplan import __version__  # noqa: E402 - the same
from rutaplan.cli import terminal  # noqa: E402 - the same
from rutaplan.diagnostics import NotDoneError  # noqa: E402 - the same
from rutaplan.printable import INVISIBLE, MAX_SHOWN, quoted, sentence  # noqa: E402 - the same

OK, FINDINGS, FAILED, INTERRUPTED, BROKEN_PIPE, TERMINATED = 0, 1, 2, 130, 141, 143

COMMANDS = {
    "validate": "Revisa el plan entero y dice todo lo que encuentra.",
    "list": "Lista las acciones que cumplen los filtros, o las instituciones.",
    "show": "Muestra completa una acción, un grupo o una institución.",
    "status": "El tablero: cuánto hay, cuánto falta y quién lo debe.",
    "diff": "Dice qué cambió entre dos versiones del plan.",
    "render": "Hace los documentos, en salida/.",
    "ronda": "Hace lo que se envía a cada institución, y dice quién respondió.",
    "export": "Da el plan como datos abiertos: tablas CSV en un zip, o líneas JSON.",
    "import": "Lleva al plan un documento lleno: Word, Excel, CSV o el formulario.",
    "rules": "Lista las reglas, o explica una.",
    "schema": "Escribe los esquemas JSON para el editor, en esquemas/.",
    "init": "Hace la carpeta de un taller nuevo, lista para git.",
    "new": "Crea el archivo de una acción, con el número que sigue.",
    "set": "Cambia campos de acciones, grupos, instituciones o del taller.",
    "avance": "Escribe lo que una institución informa de una acción.",
    "fmt": "Da a los archivos una sola forma, sin cambiar lo que dicen.",
    "rename": "Cambia el id de una acción o de una institución, y todo lo que la nombra.",
    "completion": "Imprime lo que hace que su terminal complete con el tabulador.",
    "help": "Explica una orden: rutaplan help render.",
}

WRITING = {"--si", "--forzar"}
"""Options by which something is written that would not be: nobody is told to try one of them."""
_HYPHEN = "\u2011"
COMPLETE = "__complete"
"""What the scripts of completion call, with the words of a line up to the cursor."""

_PATHS = {"CARPETA", "ARCHIVO", "PAPEL", "FORMULARIO", "VERSIÓN"}
"""Options of names that are what they are on a disk."""
_LISTS = {"CÓDIGOS"}
"""Options by which a call may say that there is none."""

MODULES = {"import": "import_", "avance": "avance_"}
"""Commands whose name is no name for a module, or another's."""


class Help(click.HelpFormatter):
    """Lays out a help; what has a hyphen in it, as AAAA-MM-DD, stays in one line."""

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        super().write_text(text.replace("-", _HYPHEN))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms with what each is."""
        super().write_dl([(term, said.replace("-", _HYPHEN)) for term, said in rows], col_max, col_spacing)

    def getvalue(self) -> str:
        """All that was written, with the hyphens that people type."""
        return super().getvalue().replace(_HYPHEN, "-")


click.Context.formatter_class = Help  # of all contexts: click makes one for each command


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands, in the order in which people meet them."""
        return [*COMMANDS]  # here, list is the command

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import the module of a command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"rutaplan.cli.commands.{MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = module.command
        # The sign by which click leaves a paragraph as it is; docstrings hold it in letters.
        command.help = (command.help or "").replace("\\b", "\b")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the one that was probably meant."""
        from rutaplan.suggest import mend  # noqa: PLC0415 - loaded when needed

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            end = mend(args[0], COMMANDS, "; «rutaplan --help» las lista")
            ctx.fail(f"No hay una orden «{args[0]}»{end}.")
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None and not ctx.resilient_parsing:  # a shell asks in the middle of an option
            _check_options(click.Context(command, parent=ctx, info_name=name), rest)
        return name, command, rest

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options that stand before the command."""
        if not ctx.resilient_parsing:
            _check_options(ctx, args)
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """List the commands without importing them."""
        with formatter.section("Órdenes"):
            formatter.write_dl([*COMMANDS.items()])


def _check_options(ctx: click.Context, args: list[str]) -> None:
    """Refuse what click takes in silence: one value given twice, an empty one, or one that nobody can see."""
    if not any(each.startswith("-") for each in args):
        return
    values, _, order = ctx.command.make_parser(ctx).parse_args([*args])
    given = [each for each in order if isinstance(each, click.Option) and not each.is_flag]
    for each in given:
        name = each.opts[-1]
        if given.count(each) > 1 and not each.multiple:
            raise click.UsageError(f"{name} está dos veces, y lleva un solo valor.", ctx)
        found = values[each.name] if each.multiple else [values[each.name]]
        for value in (said for said in found if isinstance(said, str)):
            if not value.strip() and each.metavar not in _LISTS:
                raise NoPlan(f"{name}: está vacío; escriba su valor, o quite la opción.")
            if f"{each.opts[0]}{value}" in args and value.startswith("="):
                raise NoPlan(f"{quoted(each.opts[0] + value)} lleva un espacio: {each.opts[0]} {value[1:]}.")
            if each.metavar not in _PATHS and INVISIBLE.search(value):
                raise NoPlan(f"{name}: {quoted(value)} tiene caracteres que no se pueden imprimir.")


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    subcommand_metavar="ORDEN [ARGUMENTOS]...",
    options_metavar="[OPCIONES]",
    epilog="Salida: 0 todo bien, 1 el plan tiene hallazgos, 2 la llamada o la máquina falló.",
)
@click.version_option(__version__, "-V", "--version", prog_name="rutaplan", message="%(prog)s %(version)s")
@click.option("--datos", metavar="CARPETA", help="La carpeta data/ del plan (o RUTAPLAN_DATOS).")
@click.pass_context
def group(ctx: click.Context, datos: str | None) -> None:
    """El plan de acción de un taller, en archivos YAML: se revisa, se consulta y se imprime."""
    ctx.obj = datos


def run(args: list[str]) -> int:
    """Run a call to its end, whatever happens, and give its exit code. Nobody sees a traceback.

    With RUTAPLAN_DEBUG=1 the last net is off, so that tests see the bugs.
    """
    signal.signal(signal.SIGTERM, _terminate)
    terminal.open_missing()
    try:
        code = _call(args)
        terminal.finish()
    except BrokenPipeError:
        _close_stdout()
        return BROKEN_PIPE
    except KeyboardInterrupt:
        _close_stdout()
        terminal.tell("Interrumpido.")
        return INTERRUPTED
    except SystemExit as stop:
        _close_stdout()
        return TERMINATED if stop.code == TERMINATED else BROKEN_PIPE  # click leaves so when its reader does
    except OSError as error:
        _close_stdout()
        terminal.tell(f"Error de la máquina: {system_words(error)}.")
        return FAILED
    except Exception as error:
        if os.environ.get("RUTAPLAN_DEBUG"):
            raise
        terminal.tell(
            f"Error interno de rutaplan ({type(error).__name__}); el plan no se tocó. "
            "Repita con RUTAPLAN_DEBUG=1 y envíe lo que salga a quienes mantienen la herramienta."
        )
        return FAILED
    return code


def system_words(error: OSError) -> str:
    """What the machine refused, in Spanish."""
    import errno  # noqa: PLC0415 - only failures need it

    words = {
        errno.ENOSPC: "no queda espacio en el disco",
        errno.EDQUOT: "se agotó la cuota de disco",
        errno.EFBIG: "el archivo supera el tamaño permitido",
        errno.ENAMETOOLONG: "el nombre es demasiado largo",
        errno.EACCES: "no hay permiso",
        errno.EPERM: "no hay permiso",
        errno.EROFS: "el disco es de solo lectura",
        errno.ENOTDIR: "hay un archivo donde debería haber una carpeta",
        errno.EEXIST: "hay un archivo donde debería haber una carpeta",
        errno.ELOOP: "hay un enlace donde debería haber una carpeta",
        errno.EISDIR: "hay una carpeta donde debería haber un archivo",
        errno.ENOENT: "no existe" if error.filename else "la carpeta en que está ya no existe",
    }
    reason = words.get(error.errno or 0, f"el sistema respondió con el error {error.errno}")
    name = str(error.filename or "")
    if len(name) > MAX_SHOWN:
        name = f"{name[:MAX_SHOWN]}…"
    if os.path.basename(name).startswith(".rutaplan-"):  # noqa: PTH119 - what is ours says nothing to anybody
        name = os.path.dirname(name)  # noqa: PTH120 - the same
    return f"{reason} ({name})" if name else reason


def _call(args: list[str]) -> int:
    if not args:
        from rutaplan.cli.welcome import welcome  # noqa: PLC0415 - loaded when needed

        terminal.write(welcome(group))
        return OK
    if args[0] == COMPLETE:
        from rutaplan.cli.completing import complete  # noqa: PLC0415 - only shells ask it

        terminal.write(complete(args[1:]))
        return OK
    try:
        result = group.main(args, prog_name="rutaplan", standalone_mode=False)
    except click.UsageError as error:
        usage = (
            error.ctx.get_usage() + "\n\n" if error.ctx is not None and not isinstance(error, NoPlan) else ""
        )
        terminal.tell(f"{usage}Error: {_told(error)}")
        return FAILED
    except click.ClickException as error:
        terminal.tell(f"Error: {error.format_message()}")
        return FAILED
    except NotDoneError as error:
        terminal.tell(f"Error: {sentence(str(error))}")
        return FAILED
    except click.Abort:
        raise KeyboardInterrupt from None
    return result if isinstance(result, int) else OK


def _told(error: click.UsageError) -> str:
    """What click says of a call, with our quotes."""
    if isinstance(error, click.NoSuchOption):
        return f"No hay una opción «{error.option_name}»{_near(error)}."
    said = error.format_message()
    return re.sub("'([^']+)'", r"«\1»", said) if isinstance(error, click.MissingParameter) else said


def _near(error: click.NoSuchOption) -> str:
    """The option that was probably meant, hyphens apart, never one by which something is written; and all."""
    from rutaplan.suggest import nearest  # noqa: PLC0415 - loaded when needed

    options = error.ctx.command.params if error.ctx else []
    known = {name.lstrip("-"): name for each in options for name in each.opts if name.startswith("--")}
    near = known.get(nearest(error.option_name.lstrip("-"), known) or "", "")
    path = error.ctx.command_path if error.ctx else "rutaplan"
    proposed = f"; lo más parecido es «{near}»" if near and near not in WRITING else ""
    return f"{proposed}; «{path} --help» las dice"


class NoPlan(click.UsageError):
    """There is no plan here, or nothing that the call named: one sentence, without the usage."""


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(TERMINATED)


def _close_stdout() -> None:
    """Nobody reads any more: keep Python from complaining, or waiting for a reader, at exit."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 1)
    os.close(devnull)
