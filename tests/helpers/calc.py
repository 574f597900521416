"""What a person does with a sheet in LibreOffice: sort its rows, filter them, copy them into a new sheet."""

import os
import signal
import subprocess
import time
from pathlib import Path
from xml.sax.saxutils import escape

from helpers.calls import program

_MODULE = """
Sub Main
  Dim asked(0) As New com.sun.star.beans.PropertyValue
  asked(0).Name = "Hidden" : asked(0).Value = True
  book = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, asked())
  sheet = book.Sheets.getByIndex(0)
  sheet.unprotect("")
  cursor = sheet.createCursor()
  cursor.gotoEndOfUsedArea(False)
  lastColumn = cursor.RangeAddress.EndColumn
  lastRow = cursor.RangeAddress.EndRow
  area = sheet.getCellRangeByPosition(0, 0, lastColumn, lastRow)
{steps}
  Dim kept(0) As New com.sun.star.beans.PropertyValue
  kept(0).Name = "FilterName" : kept(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL("{target}", kept())
  done = FreeFile
  Open "{done}" For Output As #done
  Close #done
End Sub
"""
SORT = """
  Dim field(0) As New com.sun.star.table.TableSortField
  field(0).Field = 1 : field(0).IsAscending = False
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "SortFields" : how(0).Value = field()
  how(1).Name = "ContainsHeader" : how(1).Value = True
  area.sort(how())
"""
"""By the second column, from the end."""
FILTER = """
  Dim one(0) As New com.sun.star.sheet.TableFilterField
  one(0).Field = 2 : one(0).Operator = com.sun.star.sheet.FilterOperator.EQUAL
  one(0).StringValue = "Regional"
  wanted = area.createFilterDescriptor(True)
  wanted.ContainsHeader = True
  wanted.FilterFields = one()
  area.filter(wanted)
"""
COPY = """
  book.Sheets.insertNewByName("Copia", 0)
  fresh = book.Sheets.getByName("Copia")
  place = fresh.getCellByPosition(0, 0)
  fresh.copyRange(place.CellAddress, area.RangeAddress)
  For at = book.Sheets.Count - 1 To 1 Step -1
    book.Sheets.removeByName(book.Sheets.getByIndex(at).Name)
  Next at
"""
"""Whole rows into a new sheet, the only one that is kept."""
_LIBRARY = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE {kind} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{dtd}">\n{body}'
)


def done_in_calc(path: Path, folder: Path, *steps: str) -> Path:
    """A workbook after these steps, saved by LibreOffice in a folder."""
    target, done = folder / f"otra-{path.name}", folder / "hecho"
    target.unlink(missing_ok=True)
    done.unlink(missing_ok=True)
    home = f"-env:UserInstallation={(folder / 'perfil').as_uri()}"
    call = [program("soffice"), home, "--headless", "--norestore"]
    basic = folder / "perfil" / "user" / "basic" / "Standard"
    if not basic.is_dir():  # the first start of a profile writes its own over what is there
        subprocess.run([*call, "--terminate_after_init"], check=True, capture_output=True, timeout=60)
        basic.mkdir(parents=True, exist_ok=True)
    text = _MODULE.format(source=path.as_uri(), target=target.as_uri(), done=done, steps="\n".join(steps))
    script = 'xmlns:script="http://openoffice.org/2000/script"'
    library = 'xmlns:library="http://openoffice.org/2000/library"'
    (basic / "Module1.xba").write_text(
        _LIBRARY.format(
            kind="script:module", dtd="module.dtd",
            body=f'<script:module {script} script:name="Module1" script:language="StarBasic">{escape(text)}</script:module>',
        ), encoding="utf-8",
    )  # fmt: skip
    (basic / "script.xlb").write_text(
        _LIBRARY.format(
            kind="library:library", dtd="library.dtd",
            body=f'<library:library {library} library:name="Standard" library:readonly="false" '
            'library:passwordprotected="false"><library:element library:name="Module1"/></library:library>',
        ), encoding="utf-8",
    )  # fmt: skip
    # Closing the book from a macro leaves the program waiting for a person: it is ended once it has saved.
    with subprocess.Popen([*call, "macro:///Standard.Module1.Main"], start_new_session=True,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as office:  # fmt: skip
        try:
            for _ in range(200):
                if done.is_file() or office.poll() is not None:
                    break
                time.sleep(0.1)
        finally:
            os.killpg(office.pid, signal.SIGKILL)
    assert done.is_file(), "la macro no terminó"
    (path.parent / f".~lock.{path.name}#").unlink(missing_ok=True)
    return target
