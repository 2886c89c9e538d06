#!/usr/bin/env python3
"""Strangers at the door: malformed, endless, slow and too many requests. The server stays small, says
nothing of what it was sent, and goes on serving its devices."""

import base64
import os
import re
import socket
import threading
import time

from support.programs import Scratch, Server, run_claims
from support.raw_device import RawDevice, Stream

SLOW = int(os.environ.get("ALONGSIDE_SLOW_CONNECTIONS", "400"))
MARKER = "Marker7Tulip"


def say(port, text, read=True, timeout=20):
    """Sends bytes as they are. Gives the status that comes back, or 0 if the connection just ends."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as connection:
        try:
            connection.sendall(text if isinstance(text, bytes) else text.encode())
            if not read:
                return 0
            answer = connection.recv(65536)
        except OSError:
            return 0
    found = re.match(rb"HTTP/1\.1 (\d+)", answer)
    return int(found.group(1)) if found else 0


def request(line="POST /v1/sync HTTP/1.1", *headers, body=""):
    return "\r\n".join([line, "Host: x", *headers, "", body])


def memory_of(server):
    status = open(f"/proc/{server.process.pid}/status").read()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) // 1024


def malformed_requests_are_refused():
    octets = "Content-Type: application/octet-stream"
    cases = {
        411: [request("POST /v1/sync HTTP/1.1", "Transfer-Encoding: chunked", body="-5\r\nabc\r\n"),
              request("POST /v1/enrol HTTP/1.1", "Transfer-Encoding: chunked", body="0\r\n\r\n"),
              request("POST /v1/sync HTTP/1.1", octets)],
        415: [request("POST /v1/sync HTTP/1.1", octets, "Content-Encoding: gzip",
                      "Content-Length: 3", body="abc"),
              request("POST /v1/sync HTTP/1.1", "Content-Length: 3", body="abc")],
        413: [request("POST /v1/sync HTTP/1.1", octets, "Content-Length: 1048577"),
              request("POST /v1/enrol HTTP/1.1", octets, "Content-Length: 257")],
        414: [request("GET /" + "a" * 300 + " HTTP/1.1")],
        400: [request("GET /v1/health HTTP/1.1", "X: " + "a" * 3000),
              request("GET /v1/health HTTP/1.1", *[f"X{i}: 1" for i in range(40)]),
              "nonsense\r\n\r\n", request("GET /v1/health HTTP/1.1", "Range: bytes=0-1")],
        401: [request("POST /v1/sync HTTP/1.1", octets, "Content-Length: 3", body="abc"),
              request("POST /v1/have HTTP/1.1", octets, "Content-Length: 3",
                      f"Authorization: Bearer {'A' * 43}", body="abc")],
        404: [request("GET / HTTP/1.1"), request("GET /v1/sync/../health HTTP/1.1")],
        405: [request("GET /v1/sync HTTP/1.1"), request("DELETE /v1/sync HTTP/1.1")],
        200: [request("GET /v1/health HTTP/1.1")],
    }
    with Scratch() as scratch, Server(scratch) as server:
        for status, texts in cases.items():
            for text in texts:
                got = say(server.port, text)
                assert got == status, f"{got} instead of {status}: {text[:80]!r}"


def nothing_of_a_request_is_logged():
    with Scratch() as scratch:
        server = Server(scratch).start()
        for text in [request(f"POST /{MARKER} HTTP/1.1", f"X: {MARKER}", body=MARKER),
                     request("POST /v1/sync HTTP/1.1", f"Authorization: Bearer {MARKER}"),
                     f"{MARKER}\r\n\r\n"]:
            say(server.port, text)
        device = RawDevice(server.port)
        device.enrol(server.invite())
        assert device.post("/v1/sync", MARKER.encode())[0] == 400
        server.stop()
        log = server.log.read_text()
        assert "Stopped" in log and MARKER not in log and "127.0.0.1" not in log, log


def endless_headers_and_bodies_are_cut():
    with Scratch() as scratch, Server(scratch) as server:
        before = memory_of(server)
        for start in ["GET /v1/health HTTP/1.1\r\n", "POST /v1/sync HTTP/1.1\r\nContent-Length: 9\r\nX: "]:
            with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
                sent = 0
                try:
                    connection.sendall(start.encode())
                    while sent < 64 << 20:
                        sent += connection.send(b"a" * 65536)
                except OSError:
                    pass
                assert sent < 64 << 20, "64 MiB of one header were taken"
        assert memory_of(server) < before + 16
        assert say(server.port, request("GET /v1/health HTTP/1.1")) == 200


class SlowStrangers:
    """Connections that say a byte now and then, and come back when they are cut."""

    def __init__(self, port, count):
        self.port, self.going, self.cut = port, True, 0
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.drip, args=(i,), daemon=True)
                        for i in range(count)]
        for thread in self.threads:
            thread.start()

    def drip(self, number):
        text = [b"POST /v1/enrol HTTP/1.1\r\nContent-Type: application/octet-stream\r\n"
                b"Content-Length: 200\r\n\r\n" + b"a" * 200,
                b"GET /v1/health HTTP/1.1\r\n" + b"X: y\n" * 200,
                b""][number % 3]
        while self.going:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
                    for at in range(10_000):
                        if not self.going:
                            return
                        connection.sendall(text[at:at + 1])
                        time.sleep(0.5)
            except OSError:
                with self.lock:
                    self.cut += 1
                time.sleep(0.2)

    def stop(self):
        self.going = False
        for thread in self.threads:
            thread.join()


def slow_strangers_keep_no_device_out():
    """I25: what a connection without a token costs is bounded."""
    with Scratch() as scratch, Server(scratch) as server:
        device, stream = RawDevice(server.port), Stream()
        assert device.enrol(server.invite()) == 200
        strangers = SlowStrangers(server.port, SLOW)
        try:
            time.sleep(2)
            took = []
            for _ in range(15):
                began = time.monotonic()
                status, answer = device.sync(push=[stream.push(os.urandom(1000))], follow=stream)
                took.append(time.monotonic() - began)
                assert status == 200 and answer[4][0].get(0, 0) == 0
                time.sleep(0.3)
            used, threads = memory_of(server), len(os.listdir(f"/proc/{server.process.pid}/task"))
        finally:
            strangers.stop()
        assert max(took) < 5, took
        assert used < 128, f"{used} MiB"
        assert threads < 600
        took.sort()
        return (f"{SLOW} slow connections: a sync takes {took[len(took) // 2] * 1000:.0f} ms "
                f"(worst {took[-1] * 1000:.0f} ms), {used} MiB, {threads} threads, "
                f"{strangers.cut} cut")


def a_slow_device_with_a_token_has_its_turn_and_no_more():
    with Scratch() as scratch, Server(scratch) as server:
        device = RawDevice(server.port)
        assert device.enrol(server.invite()) == 200
        slow = []
        shown = base64.urlsafe_b64encode(device.token).decode().rstrip("=")
        for _ in range(6):
            connection = socket.create_connection(("127.0.0.1", server.port))
            connection.sendall(request("POST /v1/sync HTTP/1.1", "Content-Length: 1000",
                                       "Content-Type: application/octet-stream",
                                       f"Authorization: Bearer {shown}", body="a").encode())
            slow.append(connection)
        time.sleep(0.5)
        assert device.sync()[0] == 429
        for connection in slow:
            connection.close()
        time.sleep(0.5)
        assert device.sync()[0] == 200


if __name__ == "__main__":
    run_claims([malformed_requests_are_refused, nothing_of_a_request_is_logged,
                endless_headers_and_bodies_are_cut, slow_strangers_keep_no_device_out,
                a_slow_device_with_a_token_has_its_turn_and_no_more])
