"""A device that speaks the server's protocol byte by byte (docs/spec/http.md), without Alongside's
own code: what a stranger, a test or another implementation would send."""

import base64
import hashlib
import http.client
import os


def head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    for extra, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << (8 * size):
            return bytes([major << 5 | extra]) + number.to_bytes(size, "big")
    raise ValueError(number)


def encode(value):
    if value is True:
        return b"\xf5"
    if isinstance(value, int):
        return head(0, value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(encode(item) for item in value)
    return head(5, len(value)) + b"".join(
        head(0, key) + encode(value[key]) for key in sorted(value))


def decode(data):
    value, rest = decode_one(data)
    assert rest == b""
    return value


def decode_one(data):
    major, number, data = data[0] >> 5, data[0] & 31, data[1:]
    if major == 7:
        return {20: False, 21: True, 22: None}[number], data
    if number >= 24:
        size = 1 << (number - 24)
        number, data = int.from_bytes(data[:size], "big"), data[size:]
    if major == 0:
        return number, data
    if major == 1:
        return -1 - number, data
    if major in (2, 3):
        return data[:number], data[number:]
    items = []
    for _ in range(number * (2 if major == 5 else 1)):
        item, data = decode_one(data)
        items.append(item)
    return (items if major == 4 else dict(zip(items[::2], items[1::2]))), data


def tagged(tag, *parts):
    return hashlib.blake2b(bytes([len(tag)]) + tag.encode() + b"".join(parts),
                           digest_size=32).digest()


class Stream:
    """A stream with random capabilities."""

    def __init__(self):
        self.read, self.append, self.close, self.drop = (os.urandom(32) for _ in range(4))
        self.four = [tagged("alongside/cap", cap)
                     for cap in (self.read, self.append, self.close, self.drop)]
        self.address = tagged("alongside/address", *self.four)

    def push(self, blob):
        return {0: self.address, 2: self.append, 4: self.four, 6: blob}


def secret_in(invite):
    """The one-time secret of an invite's text."""
    text = invite.removeprefix("alongside-invite:")
    return decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))[4]


class RawDevice:
    """One device; it trusts whatever answers, which is right for a test that started it."""

    def __init__(self, port, timeout=60):
        self.port = port
        self.timeout = timeout
        self.token = None

    def post(self, path, message, headers=None):
        """Gives the status and the answer's body, taken out of its envelope, or the plain words."""
        body = message if isinstance(message, bytes) else encode(message)
        sent = {"Content-Type": "application/octet-stream", **(headers or {})}
        if self.token:
            shown = base64.urlsafe_b64encode(self.token).decode().rstrip("=")
            sent.setdefault("Authorization", f"Bearer {shown}")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            connection.request("POST", path, body, sent)
            answer = connection.getresponse()
            read = answer.read()
            return answer.status, decode(decode(read)[0]) if answer.status == 200 else read
        finally:
            connection.close()

    def enrol(self, invite, nonce=None):
        status, answer = self.post("/v1/enrol",
                                   {0: nonce or os.urandom(16), 2: secret_in(invite)})
        if status == 200:
            self.token = answer[0]
        return status

    def sync(self, push=(), follow=None, have=0, max_bytes=1 << 20):
        message = {0: os.urandom(16), 14: max_bytes}
        if push:
            message[8] = list(push)
        if follow:
            message[2] = [follow.address + follow.read]
            message[6] = [have]
        return self.post("/v1/sync", message)

    def read_all(self, stream):
        """Every blob of a stream, in the server's order."""
        blobs, more = [], True
        while more:
            status, answer = self.sync(follow=stream, have=len(blobs))
            assert status == 200, answer
            for part in answer.get(6, []):
                blobs += part[4]
            more = answer.get(10, False)
        return blobs
