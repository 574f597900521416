"""The door: rutaplan --version is answered before anything else is loaded."""

import gc
import os
import sys

_LOADER = "pydantic.plugin._loader"
_CHECKS = ("pydantic.types", "annotated_types")
_UNASKED = ("secrets", "tokenize")
"""What libraries import and no call asks: secrets loads OpenSSL. 3 % of validate on 33 actions."""


class _Late(type(sys)):  # type: ignore[misc]  # mypy knows no class by a call; types would be one import more
    """Stands for a module until something is asked of it, and then gives the real one."""

    __name__: str

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # what import itself asks
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:  # whoever kept this one may ask again
            del sys.modules[self.__name__]
        return getattr(__import__(self.__name__, fromlist=[name]), name)


class _NoPlugins(_Late):
    """Stands for pydantic's loader of plugins, and finds none.

    The real one reads the metadata of every distribution that is installed, 8 % of validate on a
    small plan, to run code of strangers. A pydantic that asks anything else of it gets the real one.
    """

    def get_plugins(self) -> tuple[()]:
        return ()


class _LateChecks(_Late):
    """Stands for a module of checks of which no record of ours has any: 7 % of validate on 33 actions.

    A table of what any field may be asked to check names their classes once: each is made when it is called.
    """

    _tabled = {"Strict", "AllowInfNan", "FailFast", "Gt", "Ge", "Lt", "Le", "MultipleOf", "MinLen", "MaxLen"}  # noqa: RUF012 - typing would be one import more

    def __getattr__(self, name: str) -> object:
        real = super().__getattr__

        def made(*given: object) -> object:
            return real(name)(*given)  # type: ignore[operator]  # mypy sees an object; what pydantic gives by this name is a class

        if name not in self._tabled:
            return real(name)
        self._tabled.remove(name)  # who asks again is no table
        return made


def main() -> int:
    """Run the command line; the exit code is 0 fine, 1 the plan has findings, 2 call or machine."""
    if sys.argv[1:] in (["--version"], ["-V"]) and sys.stdout is not None:
        from rutaplan import __version__  # noqa: PLC0415 - nothing more is needed

        try:
            sys.stdout.write(f"rutaplan {__version__}\n")
            sys.stdout.flush()
        except OSError:
            pass  # the call below says what the machine refused
        else:
            return 0
    gc.disable()  # a plan has no cycles: looking for them is 6 % of validate on 33 actions, 13 % on 10,000
    sys.modules.setdefault(_LOADER, _NoPlugins(_LOADER))
    for late, names in ((_LateChecks, _CHECKS), (_Late, _UNASKED)):
        for name in names:
            sys.modules.setdefault(name, late(name))
    try:
        from rutaplan.cli import run  # noqa: PLC0415 - click costs more than the answer above
    except KeyboardInterrupt:
        return 130

    return run(sys.argv[1:])


def entry() -> None:
    """Run the command line as a process of its own, and end it at once.

    Everything is written by then, and freeing it all piece by piece is 14 % of validate on 33 actions,
    10 % on 10,000.
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        try:  # noqa: SIM105 - contextlib would cost --version a tenth
            stream.flush()
        except (OSError, ValueError, AttributeError):
            pass  # closed, full, or never there: it has been told
    os._exit(code)


if __name__ == "__main__":
    entry()
