"""An editor with the schemas at hand: yaml-language-server, spoken to in its own protocol over its streams."""

import json
import subprocess
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from helpers.calls import ROOT, program

SERVER = ROOT / "tests/navegador/node_modules/yaml-language-server/bin/yaml-language-server"
SETTINGS = {
    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}},
    "http": {"proxy": "", "proxyStrictSSL": False},
}


class Editor:
    """A folder that is open in an editor."""

    def __init__(self, folder: Path, schemas: dict[str, str] | None = None) -> None:
        if not SERVER.is_file():
            pytest.skip("no está instalado: yaml-language-server (npm ci --prefix tests/navegador)")
        self.settings = {**SETTINGS, "yaml": {**SETTINGS["yaml"], "schemas": schemas or {}}}
        self.process = subprocess.Popen(
            [program("node"), str(SERVER), "--stdio"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.numbers, self.marks = count(1), dict[str, list[dict[str, Any]]]()
        markup = {"documentationFormat": ["markdown"], "snippetSupport": True}
        self.ask(
            "initialize",
            {
                "processId": None,
                "locale": "es",
                "rootUri": folder.as_uri(),
                "workspaceFolders": [{"uri": folder.as_uri(), "name": "plan"}],
                "capabilities": {
                    "textDocument": {
                        "completion": {"completionItem": markup},
                        "hover": {"contentFormat": ["markdown"]},
                        "publishDiagnostics": {},
                    },
                    "workspace": {"configuration": True},
                },
            },
        )
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": self.settings})

    def open(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Open a file with a text, and give the marks that appear in it."""
        uri = path.as_uri()
        self.tell(
            "textDocument/didOpen",
            {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}},
        )
        while uri not in self.marks:
            self._read()
        return self.marks[uri]

    def at(self, what: str, path: Path, line: int, character: int) -> Any:
        """Ask for completion or hover at a place."""
        place = {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": character}}
        return self.ask(f"textDocument/{what}", place)

    def tell(self, method: str, params: Any) -> None:
        self._write({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        number = next(self.numbers)
        self._write({"id": number, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == number and "method" not in message:
                return message.get("result")

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            stream.close()

    def _write(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self.process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        """Read a message; what the server asks of an editor is answered at once."""
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        assert length, "the server ended"
        message = json.loads(self.process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.marks[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and "method" in message:
            asked = (
                message["params"].get("items", []) if message["method"] == "workspace/configuration" else []
            )
            result = [self.settings.get(each.get("section", ""), {}) for each in asked]
            self._write({"id": message["id"], "result": result or None})
        return message
