"""Debian's nginx and Apache with the files in hosting/, as an operator would set them up."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

HOSTING = Path(__file__).parents[1] / "hosting"
SERVERS = ("nginx", "apache")
PLACES = ("/", "/huibian/")

_PATH = f"{os.environ['PATH']}:/usr/sbin:/sbin"  # Debian's users do not have the last two

_NGINX = """\
load_module /usr/lib/nginx/modules/ngx_http_brotli_filter_module.so;
daemon off;
{user}
pid {folder}/pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    include /etc/nginx/mime.types;
    gzip on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {folder}/other;
        location /other/ {{ }}
        include {folder}/qikan.conf;
    }}
}}
"""

_APACHE = """\
ServerRoot /etc/apache2
ServerName localhost
Define APACHE_LOG_DIR {folder}
Define APACHE_RUN_DIR {folder}
PidFile {folder}/pid
DefaultRuntimeDir {folder}
Mutex file:{folder}
ErrorLog /dev/stderr
LogLevel error
{user}
Listen 127.0.0.1:{port}
{modules}
<Directory />
    AllowOverride None
    Require all denied
</Directory>
<VirtualHost 127.0.0.1:{port}>
    DocumentRoot {folder}/other
    <Directory {folder}/other>
        Options Indexes FollowSymLinks
        Require all granted
    </Directory>
    Include {folder}/qikan.conf
</VirtualHost>
"""

# What Debian loads by itself, then what hosting/apache.conf asks for
_MODULES = """
access_compat alias auth_basic authn_core authn_file authz_core authz_host authz_user autoindex
deflate dir env filter mime mpm_event negotiation reqtimeout setenvif status
headers substitute brotli
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    headers: HTTPMessage
    body: bytes

    def header(self, name: str) -> str | None:
        """Give a header that may stand in several lines, an empty one left out."""
        lines = [line for line in self.headers.get_all(name, []) if line]
        return ", ".join(lines) if lines else None


@dataclass(frozen=True, slots=True)
class Served:
    """A site on a running server: ``place`` is where it lies there, between slashes."""

    server: str
    port: int
    place: str
    folder: Path

    def address(self, path: str = "") -> str:
        """Give the address of a path below the site's folder."""
        return f"http://127.0.0.1:{self.port}{self.place}{path}"

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path below the site's folder, sent as it is."""
        return self.ask_host(self.place + path, method, **headers)

    def ask_host(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask the host for a path."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        fields = {name.replace("_", "-"): text for name, text in headers.items()}
        connection.request(method, path, headers=fields)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return Answer(answer.status, answer.headers, body)


def configuration(server: str, place: str, folder: Path) -> str:
    """Change the two lines of a file in hosting/ that an operator is to change."""
    text = (HOSTING / f"{server}.conf").read_text("utf-8")
    at = "/huibian" if server == "nginx" else "/huibian/"
    for old, new in ((at, place.rstrip("/") if server == "nginx" else place),
                     ("/srv/qikan/current", str(folder))):  # fmt: skip
        lines = [line for line in text.splitlines() if old in line and not is_comment(line)]
        assert len(lines) == 1, f"{old} stands in {len(lines)} lines"
        text = text.replace(lines[0], lines[0].replace(old, new))
    return text


def is_comment(line: str) -> bool:
    """Tell whether a line of a configuration says nothing to the server."""
    return line.lstrip().startswith("#")


@contextmanager
def served(server: str, site: Path, place: str) -> Iterator[Served]:
    """Serve a copy of a site, with some files beside it that builds may make, until the end.

    The server runs in a folder of its own; where the tests are root's, Apache takes another user.
    """
    program = {"nginx": "nginx", "apache": "apache2"}[server]
    found = shutil.which(program, path=_PATH)
    assert found, f"{program} is missing: make test installs it"
    root = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp(prefix=f"qikan-{server}-"))
    try:
        _lay_out(folder, site)
        port = _free_port()
        text = configuration(server, place, folder / "current")
        (folder / "qikan.conf").write_text(text, "utf-8")
        if server == "nginx":
            user = "user root;" if root else ""
            text = _NGINX.format(folder=folder, port=port, user=user)
            command = [found, "-e", "stderr", "-p", str(folder), "-c", str(folder / "server.conf")]
        else:
            user = "User www-data\nGroup www-data" if root else ""
            modules = "\n".join(_module(name) for name in _MODULES.split())
            text = _APACHE.format(folder=folder, port=port, user=user, modules=modules)
            command = [found, "-DFOREGROUND", "-f", str(folder / "server.conf")]
        (folder / "server.conf").write_text(text, "utf-8")
        with (folder / "log").open("w") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _wait(process, port, folder / "log")
            yield Served(server, port, place, folder / "current")
        finally:
            process.terminate()
            process.wait(timeout=20)
    finally:
        shutil.rmtree(folder)


def _lay_out(folder: Path, site: Path) -> None:
    """Put a copy of the site behind a link, as an operator does who changes it at one stroke."""
    folder.chmod(0o755)
    copy = shutil.copytree(site, folder / "2014-07-04")
    (folder / "current").symlink_to("2014-07-04")
    for name in (
        "feed.xml",
        "chart.svg",
        "data.csv",
        "issue.pdf",
        "notes.txt",
        ".secret",
        "data.unknown",
    ):
        (copy / name).write_text("松河" * 200, "utf-8")
    (copy / ".git").mkdir()
    (copy / ".git/config").write_text("秘密", "utf-8")
    (copy / "empty").mkdir()
    (folder / "other/other").mkdir(parents=True)
    (folder / "other/other/index.html").write_text("other", "utf-8")
    (folder / "outside.txt").write_text("outside", "utf-8")
    for path in [copy, *copy.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def _module(name: str) -> str:
    lines = [f"Include mods-available/{name}.load"]
    if Path(f"/etc/apache2/mods-available/{name}.conf").is_file():
        lines.append(f"Include mods-available/{name}.conf")
    return "\n".join(lines)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(200):
        if process.poll() is not None:
            break
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"the server did not start: {log.read_text('utf-8')}")
