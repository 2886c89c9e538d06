#!/usr/bin/env python3
"""What a device makes of answers that are not its server's: a captive portal (J1 12), redirects,
endless and half answers, other servers, certificates that nobody vouches for (J3 10)."""

import pathlib
import socket
import subprocess
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from programs import Scratch, Server, Vault, free_port, run_claims

PORTAL = b"<html><body>Welcome! Please agree to our terms.</body></html>"


def http(status, body, *headers):
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


class Impostor:
    """Answers every request on a port with the same bytes, and counts the requests."""

    def __init__(self, port, answer):
        self.answer = answer
        self.requests = 0
        self.listener = socket.create_server(("127.0.0.1", port), reuse_port=True)
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                device, _ = self.listener.accept()
            except OSError:
                return
            with device:
                device.settimeout(10)
                try:
                    read_request(device)
                    self.requests += 1
                    device.sendall(self.answer)
                except OSError:
                    pass  # the device had enough of it

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


def read_request(device):
    data = b""
    while b"\r\n\r\n" not in data:
        data += device.recv(65536) or b"\r\n\r\n"
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n")
               if line.startswith(b"content-length:")]
    wanted = int(lengths[0]) if lengths else 0
    while len(body) < wanted:
        more = device.recv(65536)
        if not more:
            return
        body += more


def joined(scratch, server):
    ade = Vault(scratch, "Ade")
    ade.create()
    ade.run("server", "join", server.invite())
    ade.run("sync")
    ade.lines(*(("note", "add", "--text", f"note {i}") for i in range(5)))
    return ade


def nothing_but_the_server_itself_makes_a_note_sent():
    with Scratch() as scratch:
        server = Server(scratch)
        server.start()
        ade = joined(scratch, server)
        server.stop()
        elsewhere = free_port()
        answers = {
            "captive portal": http("200 OK", PORTAL, "Content-Type: text/html"),
            "empty": http("200 OK", b""),
            "noise": http("200 OK", bytes(range(256)) * 8),
            "redirect": http("302 Found", PORTAL, f"Location: http://127.0.0.1:{elsewhere}/v1/sync"),
            "same-method redirect": http("307 Found", b"",
                                         f"Location: http://127.0.0.1:{elsewhere}/v1/sync"),
            "not found": http("404 Not Found", PORTAL),
            "broken": http("500 Oops", PORTAL),
            "later": http("503 Later", PORTAL),
            "too much": http("200 OK", b"\0" * (5 * 1024 * 1024)),
            "half": b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf",
            "no http": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        }
        with Impostor(elsewhere, answers["captive portal"]) as other:
            for name, answer in answers.items():
                with Impostor(server.port, answer) as impostor:
                    told = ade.run("sync", exit=3)
                    assert impostor.requests == 1, (name, impostor.requests)
                assert told["state"] == "offline" and told["pending"] == 5, (name, told)
                assert told["sent"] == 0 and told["received"] == 0 and told["reason"], (name, told)
            assert other.requests == 0, "a redirect was followed"
        status = ade.run("status")
        assert status["saved"] - status["sent"] == 5, status
        server.start()
        assert ade.run("sync")["sent"] == 5
        server.stop()
        return f"{len(answers)} impostors"


def a_server_with_another_key_is_not_ours():
    with Scratch() as scratch:
        server = Server(scratch)
        server.start()
        ade = joined(scratch, server)
        server.stop()
        with Scratch() as apart:
            other = Server(apart)
            other.port = server.port
            with other:
                told = ade.run("sync", exit=3)
        assert told["sent"] == 0 and told["pending"] == 5, told


def an_invite_is_for_one_server_only():
    with Scratch() as scratch:
        server = Server(scratch)
        server.start()
        invite = server.invite()
        server.stop()
        ade = Vault(scratch, "Ade")
        ade.create()
        assert ade.run("server", "join", invite, exit=1)["error"]["code"] == "unavailable"
        with Impostor(server.port, http("200 OK", PORTAL)):
            assert ade.run("server", "join", invite, exit=1)["error"]["code"] == "unavailable"
        assert ade.run("status")["server"] is None
        with server:
            ade.run("server", "join", invite)
            assert ade.run("sync")["state"] == "sent"


def certificate(folder, name):
    cert, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                    "/CN=alongside.test", "-keyout", str(key), "-out", str(cert)],
                   check=True, capture_output=True)
    return ["--cert", str(cert), "--key", str(key)]


def a_self_made_certificate_holds_only_with_its_pin():
    with Scratch() as scratch:
        flags = certificate(scratch.path, "first")
        server = Server(scratch, *flags, scheme="https")
        server.start()
        ade = joined(scratch, server)
        assert ade.run("sync")["sent"] == 5
        ade.run("note", "add", "--text", "one more")
        server.stop()
        server.flags = certificate(scratch.path, "second")
        server.start()
        told = ade.run("sync", exit=3)
        assert told["state"] == "offline" and told["pending"] == 1, told
        assert "certificate" in told["reason"], told
        server.stop()
        server.flags = flags
        with server:
            assert ade.run("sync")["sent"] == 1


run_claims([
    nothing_but_the_server_itself_makes_a_note_sent,
    a_server_with_another_key_is_not_ours,
    an_invite_is_for_one_server_only,
    a_self_made_certificate_holds_only_with_its_pin,
])
