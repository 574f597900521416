"""What an index shows of this package, where the one who builds it says in which repository it lives.

No address is written here: a fork has its own. RUTAPLAN_REPOSITORIO is the https address of the repository:
with it the package has links, and those of README.md, which are relative, lead there. Without it, none.
"""

import os
import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_IMAGE = re.compile(r"(!\[[^\]]*\]\()(?!https?:)([^)\s]+)\)")
_LINK = re.compile(r"(\]\()(?!https?:|#)([^)\s]+)\)")
_PAGES = {"Cambios": "CHANGELOG.md", "Documentación": "docs/paseo.md", "Seguridad": "SECURITY.md"}


class CustomMetadataHook(MetadataHookInterface):
    """Gives readme and urls, which pyproject.toml leaves to it."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Fill them in."""
        address = os.environ.get("RUTAPLAN_REPOSITORIO", "").rstrip("/")
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        metadata["urls"] = {}
        if address:
            pages = {name: f"{address}/blob/HEAD/{path}" for name, path in _PAGES.items()}
            metadata["urls"] = {"Repositorio": address, **pages, "Preguntas": f"{address}/issues"}
            text = _IMAGE.sub(rf"\1{address}/raw/HEAD/\2)", text)
            text = _LINK.sub(rf"\1{address}/blob/HEAD/\2)", text)
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
