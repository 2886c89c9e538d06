#!/usr/bin/env python3
"""What the keeper of a small charity does: set up, invite, look, disable, check, back up, put back."""

import base64
import json
import os
import shutil
import stat
import subprocess
import threading

from support.programs import BIN, Scratch, Server, run_claims
from support.raw_device import RawDevice, Stream


def try_keeper(*words):
    done = subprocess.run([str(BIN / "alongside-server"), *words], capture_output=True, text=True,
                          timeout=120)
    return done.returncode, done.stdout, done.stderr


def the_data_folder_is_its_owners_only():
    with Scratch() as scratch:
        server = Server(scratch)
        assert stat.S_IMODE(os.stat(server.data).st_mode) == 0o700
        for path in server.data.iterdir():
            assert stat.S_IMODE(os.stat(path).st_mode) == 0o600, path


def mistakes_are_answered_in_one_plain_sentence():
    with Scratch() as scratch:
        server = Server(scratch)
        data = str(server.data)
        for code, words in [
                (1, ["setup", "--data", data]),
                (1, ["invite", "--data", str(scratch.path / "nowhere")]),
                (1, ["invite", "--data", data]),
                (1, ["disable", "7", "--data", data]),
                (1, ["backup", "/nowhere/at/all", "--data", data]),
                (2, ["invite", "--data", data, "--url", "http://example.org"]),
                (2, ["serve", "--data", data]),
                (2, ["serve", "--data", data, "--listen", "here"]),
                (2, ["serve", "--data", data, "--listen", "0.0.0.0:0"]),
                (2, ["serve", "--data", data, "--listen", "127.0.0.1:0", "--cert", "x"]),
                (2, ["dance", "--data", data]), (2, ["verify"]), (2, [])]:
            got, said, wrong = try_keeper(*words)
            assert got == code, f"{words}: {got} {said}{wrong}"
            assert said == "" and wrong.strip() and wrong.count("\n") == 1, f"{words}: {wrong}"


def an_invite_lets_in_one_device():
    with Scratch() as scratch, Server(scratch) as server:
        invite = server.invite()
        first, second = RawDevice(server.port), RawDevice(server.port)
        nonce = os.urandom(16)
        assert first.enrol(invite, nonce) == 200
        token = first.token
        assert first.enrol(invite, nonce) == 200 and first.token == token
        assert second.enrol(invite) == 401
        assert len(json.loads(server.keep("devices", "--json"))["items"]) == 1


def an_invite_carries_the_address_that_serves():
    with Scratch() as scratch, Server(scratch) as server:
        text = json.loads(server.keep("invite", "--json"))["invite"]
        assert RawDevice(server.port).enrol(text) == 200
        packed = text.removeprefix("alongside-invite:")
        assert server.url.encode() in base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))


def a_disabled_device_is_turned_away_at_once():
    with Scratch() as scratch, Server(scratch) as server:
        device = RawDevice(server.port)
        assert device.enrol(server.invite()) == 200
        assert device.sync()[0] == 200
        server.keep("disable", "1")
        assert device.sync()[0] == 403
        assert json.loads(server.keep("devices", "--json"))["items"][0]["disabled"]


def damage_is_found():
    with Scratch() as scratch:
        server = Server(scratch).start()
        device, stream = RawDevice(server.port), Stream()
        device.enrol(server.invite())
        blob = os.urandom(3000)
        assert device.sync(push=[stream.push(blob)])[0] == 200
        server.stop()
        assert "1 blobs" in server.keep("verify")
        database = server.data / "alongside-server.db"
        content = database.read_bytes()
        at = content.index(blob[:100])
        database.write_bytes(content[:at] + b"x" + content[at + 1:])
        code, _, wrong = try_keeper("verify", "--data", str(server.data))
        assert code == 1 and "lost or changed" in wrong, wrong


def a_backup_under_load_is_whole_and_can_be_put_back():
    with Scratch() as scratch:
        server = Server(scratch).start()
        device, stream = RawDevice(server.port), Stream()
        device.enrol(server.invite())
        pushed, stop = [], threading.Event()

        def load():
            while not stop.is_set():
                blob = os.urandom(2000)
                assert device.sync(push=[stream.push(blob)])[1][4][0].get(0, 0) == 0
                pushed.append(blob)

        worker = threading.Thread(target=load)
        worker.start()
        backup = scratch.path / "nightly.db"
        try:
            while len(pushed) < 20:
                assert worker.is_alive()
            before = len(pushed)
            server.keep("backup", str(backup))
        finally:
            stop.set()
            worker.join()
        assert stat.S_IMODE(os.stat(backup).st_mode) == 0o600
        server.stop()
        for path in server.data.iterdir():
            path.unlink()
        shutil.copy(backup, server.data / "alongside-server.db")
        server.keep("verify")
        server.start()
        kept = device.read_all(stream)
        assert kept == pushed[:len(kept)] and len(kept) >= before
        server.stop()
        return f"{len(kept)} of {len(pushed)} blobs, in order, the same token and key"


if __name__ == "__main__":
    run_claims([the_data_folder_is_its_owners_only, mistakes_are_answered_in_one_plain_sentence,
                an_invite_lets_in_one_device, an_invite_carries_the_address_that_serves,
                a_disabled_device_is_turned_away_at_once, damage_is_found,
                a_backup_under_load_is_whole_and_can_be_put_back])
