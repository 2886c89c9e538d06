#!/usr/bin/env python3
"""kill -9 while a write is in flight: while notes are added, while a device syncs, and while the
server takes a sync in. Nothing that was acknowledged is lost, nothing comes twice (L1, L2).

ALONGSIDE_KILLS says how many kills in all (200); a third goes to each of the three."""

import json
import os
import pathlib
import random
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from programs import Scratch, Server, Vault, ask, befriend, quoted, run_claims

KILLS = int(os.environ.get("ALONGSIDE_KILLS", "200"))
SEED = int(os.environ.get("ALONGSIDE_SEED", "20250101"))


def texts_of(answer):
    return [version["value"] for item in answer["items"] for version in item["fields"]["body"]]


def spread(values):
    ordered = sorted(values)
    quarter = [ordered[len(ordered) * part // 4] for part in (1, 2, 3)]
    return f"{ordered[0]} / {quarter[0]} / {quarter[1]} / {quarter[2]} / {ordered[-1]}"


def no_note_that_was_acknowledged_is_lost():
    chance = random.Random(SEED)
    wanted = KILLS - 2 * (KILLS // 3)
    acknowledged, tried, before, unanswered = set(), set(), [], 0
    with Scratch() as scratch:
        ade = Vault(scratch, "Ade")
        ade.create()
        while len(before) < wanted:
            process = ade.start()
            found = texts_of(ask(process, "note", "list"))
            assert len(found) == len(set(found)), "a note stands twice"
            assert acknowledged <= set(found), f"lost: {acknowledged - set(found)}"
            assert set(found) <= tried, f"out of nowhere: {set(found) - tried}"
            unanswered += len(set(found) - acknowledged)
            acknowledged = set(found)
            batch = [f"note {len(before)}.{i}" for i in range(60)]
            tried.update(batch)
            # All of them wait in the pipe, so that one is always being written.
            process.stdin.write("".join(quoted(["note", "add", "--text", t]) for t in batch).encode())
            process.stdin.flush()
            answered = 0
            for _ in range(chance.randrange(40)):
                assert "id" in json.loads(process.stdout.readline())
                answered += 1
            time.sleep(chance.random() * 0.003)
            process.kill()
            process.wait()
            answered += sum(1 for line in process.stdout if line.endswith(b"\n"))
            process.stdout.close()
            process.stdin.close()
            acknowledged.update(batch[:answered])
            if answered < len(batch):
                before.append(answered)
        found = texts_of(ade.run("note", "list"))
        assert acknowledged <= set(found) and len(found) == len(set(found))
        assert ade.run("vault", "verify") == {"problems": []}
    return (f"{wanted} kills; acknowledged before each (least / quarters / most): {spread(before)}; "
            f"written but not yet acknowledged: {unanswered}; lost: 0")


class TwoCoaches:
    def __init__(self, scratch, server):
        self.ade, self.bea = Vault(scratch, "Ade"), Vault(scratch, "Bea")
        for vault in (self.ade, self.bea):
            vault.create()
            vault.run("server", "join", server.invite())
        befriend(self.ade, self.bea)
        self.ade.lines(("person", "add", "--name", "Mo"),
                       ("share", "Mo", "notes", "Bea", "--write", "--why", "to help"), ("sync",))
        self.bea.run("sync")
        self.texts = []

    def agree(self, server):
        for vault in (self.ade, self.bea, self.ade, self.bea):
            assert vault.run("sync")["state"] == "sent"
        for vault in (self.ade, self.bea):
            assert sorted(vault.bodies("Mo")) == sorted(self.texts), "lost, or twice"
            assert vault.run("vault", "verify") == {"problems": []}
        digests = [vault.run("digest", "Mo", "notes") for vault in (self.ade, self.bea)]
        assert digests[0] == digests[1]
        assert server.keep("verify")


def timed_sync(process):
    started = time.monotonic()
    answer = ask(process, "sync")
    assert answer["state"] == "sent", answer
    return time.monotonic() - started


def write_notes(two, process, label):
    for i in range(3):
        text = f"{label}.{i}"
        assert "id" in ask(process, "note", "add", "Mo", "--text", text)
        two.texts.append(text)


def a_device_killed_while_it_syncs_loses_nothing():
    chance = random.Random(SEED + 1)
    wanted, delays = KILLS // 3, []
    with Scratch() as scratch, Server(scratch) as server:
        two = TwoCoaches(scratch, server)
        usual = 0.05
        while len(delays) < wanted:
            # Both write, so that the one that is killed both sends and receives.
            for vault in (two.bea, two.ade):
                process = vault.start()
                write_notes(two, process, f"{vault.name} {len(two.texts)}")
                if vault is two.bea:
                    usual = (usual + timed_sync(process)) / 2
                    process.stdin.close()
                    assert process.wait() == 0
                    process.stdout.close()
            process.stdin.write(quoted(["sync"]).encode())
            process.stdin.flush()
            delay = chance.random() * usual
            time.sleep(delay)
            process.kill()
            process.wait()
            if not process.stdout.read():  # it had not finished
                delays.append(delay * 1000)
            process.stdout.close()
            process.stdin.close()
        two.agree(server)
    return f"{wanted} kills after (ms) {spread([round(d, 1) for d in delays])}; lost or twice: 0"


def a_server_killed_while_it_takes_a_sync_in_loses_nothing():
    chance = random.Random(SEED + 2)
    wanted, delays, states = KILLS // 3, [], []
    with Scratch() as scratch, Server(scratch) as server:
        two = TwoCoaches(scratch, server)
        process = two.ade.start()
        timed_sync(process)
        write_notes(two, process, "first")
        usual = timed_sync(process)
        while len(delays) < wanted:
            write_notes(two, process, f"server {len(two.texts)}")
            process.stdin.write(quoted(["sync"]).encode())
            process.stdin.flush()
            answer = {}
            reader = threading.Thread(
                target=lambda: answer.update(json.loads(process.stdout.readline())))
            reader.start()
            delay = chance.random() * usual
            time.sleep(delay)
            in_flight = reader.is_alive()
            server.kill()
            reader.join()
            assert answer["state"] in ("sent", "offline", "partial"), answer
            server.start()
            if in_flight:
                delays.append(delay * 1000)
                states.append(answer["state"])
        process.stdin.close()
        process.wait()
        process.stdout.close()
        two.agree(server)
    told = ", ".join(f"{states.count(state)} {state}" for state in sorted(set(states)))
    return (f"{wanted} kills after (ms) {spread([round(d, 1) for d in delays])}; the device was told "
            f"{told}; lost or twice: 0")


run_claims([
    no_note_that_was_acknowledged_is_lost,
    a_device_killed_while_it_syncs_loses_nothing,
    a_server_killed_while_it_takes_a_sync_in_loses_nothing,
])
