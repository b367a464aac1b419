"""A mail server of a few lines on 127.0.0.1: it keeps what it gets, or does what a bad one does."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Box:
    """What arrived. `refuses`: answer to every recipient; `hangs_up`: it leaves after the text, without an answer."""

    port: int = 0
    mails: list[str] = field(default_factory=list)
    refuses: str = ""
    hangs_up: bool = False


class _Handler(socketserver.StreamRequestHandler):
    box: Box

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 uji")
        while line := self.rfile.readline().decode("utf-8", "replace").strip():
            word = line[:4].upper()
            if word == "RCPT" and self.box.refuses:
                self.say(self.box.refuses)
            elif word == "DATA":
                self.say("354 tulis")
                if not self._text():
                    return
            elif word == "QUIT":
                self.say("221 selesai")
                return
            else:
                self.say("250 baik")

    def _text(self) -> bool:
        lines = []
        while (line := self.rfile.readline().decode("utf-8", "replace").rstrip("\r\n")) != ".":
            lines.append(line)
        self.box.mails.append("\n".join(lines))
        if self.box.hangs_up:
            return False
        self.say("250 diterima")
        return True


@contextmanager
def mail_server() -> Iterator[Box]:
    """A server that runs until the end of the block."""
    box = Box()
    handler = type("Handler", (_Handler,), {"box": box})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()
