"""fields: a record, and what each field says of itself; every list of fields is made from that.

The type says what may be written, whether it is free text and what its ids name; the marks say the rest.
"""

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple, Self, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from rutaplan.model.cells import LIBRE, CellType

_T = TypeVar("_T")
if TYPE_CHECKING:
    Opcional: TypeAlias = _T | None
else:

    class Opcional:
        """The key may be absent, and then reads None; but null may not be written."""

        _absent = Field(default=None)

        def __class_getitem__(cls, item: Any) -> Any:  # an alias of typing takes ten times as long to fill in
            return Annotated[item, cls._absent]


class Campo(NamedTuple):
    """A field: what it says of itself, and what its type says, which places.fields adds.

    exigible: by what word people are asked for it; nothing if nobody counts its silence.
    sugerible: whether somebody may propose it to the group.
    titulos: what else a column is called that holds it, between bars.
    impreso: whether papers show it and people change it there: it is part of the fingerprint.
    tardio: whether papers came to show it after others were printed: part of it only where it is set.
    cell, record: what it is made of, one or several. is_map: whether those have ids of their own before them.
    silent: whether each silence may stand in it; por_definir alone fits the text of an action, too.
    """

    titulo: str = ""
    exigible: str = ""
    sugerible: bool = True
    titulos: str = ""
    impreso: bool = False
    tardio: bool = False
    is_required: bool = True
    is_several: bool = False
    is_map: bool = False
    silent: bool = False
    cell: CellType | None = None
    record: "type[Registro] | None" = None

    @property
    def nombres(self) -> tuple[str, ...]:
        """What people call it: its title first."""
        return (self.titulo, *filter(None, self.titulos.split("|")))

    @property
    def kind(self) -> str:
        """What its cells hold; nothing for a record."""
        return self.cell.kind if self.cell else ""

    @property
    def is_text(self) -> bool:
        """Whether it is one free text."""
        return self.kind == LIBRE and not self.is_several

    def __call__(self, schema: object) -> None:
        """Add nothing to the schema: pydantic keeps this with the field, where it keeps such hooks."""


def field(  # noqa: PLR0913 - one for each thing that a field may say
    title: str,
    description: str,
    default: Any = ...,
    *,
    examples: list[Any] | None = None,
    exigible: str | bool = False,
    sugerible: bool = True,
    titulos: str = "",
    impreso: bool = False,
    tardio: bool = False,
) -> Any:
    """Make a field of a record: its title and description, as an editor shows them, and what it says."""
    word = title.lower() if exigible is True else exigible or ""
    said = Campo(title, word, sugerible, titulos, impreso or tardio, tardio)
    known = {} if default is ... else {"default": default}
    return Field(title=title, description=description, examples=examples, json_schema_extra=said, **known)  # type: ignore[arg-type]  # mypy sees no call in a named tuple


class Registro(BaseModel):
    """A frozen record of the plan: strict, no key too many, and no value in its errors.

    label and about, given with the class, are its title and description, as an editor shows them.
    """

    # Built when a sheet is read: most records are only part of one, and need no build of their own.
    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, hide_input_in_errors=True, defer_build=True
    )
    label: ClassVar[str]
    about: ClassVar[str]

    def __init_subclass__(cls, *, label: str = "", about: str = "") -> None:
        super().__init_subclass__()
        cls.label, cls.about = label, about


class Hoja(Registro):
    """A record that fills a file."""

    # A slot, and not a private attribute of pydantic's, which costs as much as checking four cells.
    __slots__ = ("_archivo",)

    @property
    def archivo(self) -> str:
        """The path of its file, as shown to people; nothing for a sheet that no file holds."""
        return getattr(self, "_archivo", "")

    def at(self, archivo: str) -> Self:
        """Tell the sheet where it was read, once, while it is loaded."""
        object.__setattr__(self, "_archivo", archivo)
        return self
