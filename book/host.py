"""Serve a built site on this machine as a static host does: ``python book/host.py``.

A file opened from disk is not the site that readers get: search and the figures' modules need a
server, and weights are only true when text goes gzipped. This is that server, for a look at the
site, for the tests and for the benchmarks.
"""

import argparse
import contextlib
import functools
import gzip
import http.server
import io
import os
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# What GitHub Pages compresses, among the kinds of file that a site has.
TEXT = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}


@functools.lru_cache(maxsize=512)
def gzipped(path: Path, changed: int) -> bytes:
    """Return a file's bytes, compressed; `changed`, its time of change in ns, keeps them fresh."""
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Answer from one folder: text gzipped, the site's own page for wrong addresses."""

    protocol_version = "HTTP/1.1"  # connections stay open, as with any host
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".woff2": "font/woff2",
    }

    def log_message(self, format, *args):
        """Keep quiet."""

    def end_headers(self):
        """Let browsers keep what they got for as long as GitHub Pages does."""
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def send_head(self):
        """Send a text file compressed to whoever takes it so, all else as the base class does."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path = path / "index.html"
        wanted = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (wanted and path.suffix in TEXT and path.is_file()):
            return super().send_head()
        body = gzipped(path, path.stat().st_mtime_ns)
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(str(path))}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


class Server(http.server.ThreadingHTTPServer):
    """A server that lets go of a browser's open connections when it stops."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        """Say nothing of a browser that hung up."""


@contextlib.contextmanager
def serving(folder: str | os.PathLike, port: int = 0):
    """Serve a folder on loopback, as a context that gives the address, which ends in a slash.

    Parameters
    ----------
    folder : path
        The folder to serve.
    port : int
        The port, or 0 for any that is free.
    """
    handler = functools.partial(Handler, directory=str(folder))
    with Server(("127.0.0.1", port), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def main() -> None:
    """Serve the site until Ctrl+C."""
    parser = argparse.ArgumentParser(description="Serve the built site on this machine.")
    parser.add_argument(
        "folder", type=Path, nargs="?", default=ROOT / "_build" / "site", help="(%(default)s)"
    )
    parser.add_argument("--port", type=int, default=8000, help="(%(default)s)")
    options = parser.parse_args()
    if not (options.folder / "index.html").is_file():
        parser.error(f"{options.folder} holds no site: run make book first, or name its folder.")
    with serving(options.folder, options.port) as address, contextlib.suppress(KeyboardInterrupt):
        print(f"{address} - end with Ctrl+C", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
