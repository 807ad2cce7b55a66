"""Serve a built site to this machine, as hosting/nginx.conf and apache.conf serve it to all."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HEADERS = {
    "Content-Security-Policy": "default-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
TYPES = {
    "": "application/octet-stream",
    ".bib": "application/x-bibtex; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".ris": "application/x-research-info-systems; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
}

_ASSET = re.compile(r".*/_static/.+\?v=[0-9a-f]{8}")
FOR_EVER = "public, max-age=31536000, immutable"


class Handler(SimpleHTTPRequestHandler):
    """Answers from one folder; what is not there is answered by its page 404."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a body waits 40 ms for word that its headers have come
    extensions_map = SimpleHTTPRequestHandler.extensions_map | TYPES
    every_answer: Mapping[str, str] = HEADERS
    status = 200

    def handle(self) -> None:
        """Answer, until who asks goes away, be it in the middle."""
        with suppress(ConnectionError):
            super().handle()

    def send_response(self, code: int, message: str | None = None) -> None:
        """Begin an answer, and remember how it ends."""
        self.status = code
        super().send_response(code, message)

    def end_headers(self) -> None:
        """Add what every answer has."""
        for name, text in self.every_answer.items():
            self.send_header(name, text)
        lasts = self.status < 400 and _ASSET.fullmatch(self.path)
        self.send_header("Cache-Control", FOR_EVER if lasts else "no-cache")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page where nothing stands."""
        missing = Path(self.directory, "404.html")
        if code != 404 or not missing.is_file():
            super().send_error(code, message, explain)
            return
        data = missing.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", TYPES[".html"])
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def list_directory(self, path: object) -> None:
        """List no folder."""
        self.send_error(404)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


def serve(folder: Path, port: int = 0) -> int:
    """Serve until Ctrl+C; port 0 stands for any that is free."""
    with ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=folder)) as server:
        try:
            print(f"http://127.0.0.1:{server.server_port}/ (Ctrl+C ends it)", flush=True)
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    sys.exit(serve(Path(sys.argv[1])))
