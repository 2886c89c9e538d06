#!/usr/bin/env python3
"""`share`, `stop` and the sync that carries a stop, each killed just before a write: afterwards it was done
or it was not; doing it again makes one share, one key, one stop (I24).

ALONGSIDE_KILLS says how many kills in all (24), evenly spread; with 1000 there is one before every write."""

import contextlib
import os
import pathlib
import shutil
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from kill_points import points_of, run_until, some_of
from programs import Scratch, Server, Vault, befriend, run_claims

KILLS = int(os.environ.get("ALONGSIDE_KILLS", "24"))
SHARE = ("share", "Mo", "notes", "Ade", "--write", "--why", "to walk alongside")
STOP = ("stop", "Mo", "notes", "Ade")
BOTH = [("notes", "running"), ("person", "running")]
ENDED = [("notes", "stopped"), ("person", "stopped")]


class Mo:
    """Mo keeps their own record and shares notes with Bea; Ade is about to read them, too."""

    def __init__(self, scratch, server):
        self.scratch, self.server = scratch, server
        self.mo, self.ade, self.bea = (Vault(scratch, name) for name in ("Mo", "Ade", "Bea"))
        self.all = (self.mo, self.ade, self.bea)
        for vault in self.all:
            vault.create()
            vault.run("server", "join", server.invite())
        befriend(self.mo, self.ade)
        befriend(self.mo, self.bea)
        befriend(self.ade, self.bea)
        self.mo.lines(("person", "add", "--me", "--name", "Mo"),
                      ("note", "add", "Mo", "--text", "Slept well"),
                      ("share", "Mo", "notes", "Bea", "--write", "--why", "to help"))
        self.sync_all()

    def sync_all(self):
        for vault in (*self.all, self.mo):
            assert vault.run("sync")["state"] == "sent"

    def folders(self):
        return [*(vault.data for vault in self.all), self.server.data]

    def remember(self):
        """Everybody's files as they are now, to begin from again and again."""
        self.server.kill()
        for folder in self.folders():
            shutil.copytree(folder, folder.with_name(folder.name + ".before"))

    def begin_again(self):
        self.server.kill()
        for folder in self.folders():
            shutil.rmtree(folder)
            shutil.copytree(folder.with_name(folder.name + ".before"), folder)

    def command(self, *words):
        return self.mo.command(*words)

    def shared_with_ade(self, answer):
        """What Mo's vault says of shares with Ade, each once."""
        return sorted((share["section"], share["state"]) for share in answer["items"]
                      if share["with_name"] == "Ade")

    def streams(self):
        """Of each stream at the server: closed or not, and how many blobs lie there."""
        self.server.kill()
        with contextlib.closing(sqlite3.connect(self.server.data / "alongside-server.db")) as database:
            return sorted(database.execute("SELECT state, count FROM stream"))

    def log(self):
        return self.scratch.path / "calls"


def ends_as(world, words, before, after, check):
    """Kills `words` at its points. Each time the state is `before` or `after`, and if it was answered `after`;
    done again and carried to everybody it ends as it does without a kill."""
    world.remember()
    points = points_of(world.command(*words), world.log())
    check(world, ("sync",))
    usual = world.streams()
    told = {"before": 0, "after": 0, "not hit": 0}
    for point in some_of(points, max(1, KILLS // 3)):
        world.begin_again()
        was_killed, said = run_until(world.command(*words), point, world.log())
        verified, found, again, end, _ = check(
            world, ("vault", "verify"), ("shares", "Mo"), words, ("shares", "Mo"), ("sync",))
        now = world.shared_with_ade(found)
        assert verified == {"problems": []}, f"{point}: {verified}"
        assert now in (before, after), f"{point}: half of it: {now}"
        assert now == after or not said, f"{point}: it was answered and is not there"
        assert ("error" in again) == (now == after), f"{point}: {again}"
        assert world.shared_with_ade(end) == after, f"{point}: {end}"
        assert world.streams() == usual, f"{point}: {world.streams()}, usually {usual}"
        told["not hit" if not was_killed else "after" if now == after else "before"] += 1
    assert told["before"] > 0 and told["after"] > 0, told
    return (f"{len(points)} writes; killed before {told['before'] + told['after']} of them: not done "
            f"{told['before']}, done {told['after']}, half 0; over before it came to {told['not hit']}")


def ade_reads(world, *first):
    """Mo's device runs `first`; then Ade and Bea read. Gives the answers of Mo's device."""
    world.server.start()
    answers = world.mo.lines(*first, exit=None)
    for vault in (world.ade, world.bea):
        synced, read, verified = vault.lines(("sync",), ("note", "list", "Mo"), ("vault", "verify"))
        assert synced["state"] == "sent" and verified == {"problems": []}, (synced, verified)
        assert [note["fields"]["body"][0]["value"] for note in read["items"]] == ["Slept well"], read
    assert world.mo.run("sync")["state"] == "sent"
    return answers


def ade_does_not_read(world, *first):
    """Mo's device runs `first`; then Ade does not read and Bea does, what is new, too."""
    world.server.start()
    answers = world.mo.lines(*first, ("note", "add", "Mo", "--text", "Without Ade"), ("sync",), exit=None)
    synced, found, people, verified = world.ade.lines(
        ("sync",), ("search", "slept"), ("people",), ("vault", "verify"))
    assert synced["state"] == "sent" and verified == {"problems": []}, (synced, verified)
    assert found["items"] == [] and [one["sections"] for one in people["items"]] == [[]], (found, people)
    _, read = world.bea.lines(("sync",), ("note", "list", "Mo"))
    assert len(read["items"]) == 2, read
    _, shares = world.mo.lines(("sync",), ("shares", "Mo"))
    assert all(share["unconfirmed"] == 0 for share in shares["items"]), shares
    assert any(state == 1 for state, _ in world.streams()), "no stream was closed"
    return answers[:len(first)]


def a_share_killed_at_a_write_was_given_once_or_not_at_all():
    with Scratch() as scratch, Server(scratch) as server:
        return ends_as(Mo(scratch, server), SHARE, [], BOTH, ade_reads)


def a_stop_killed_at_a_write_ends_all_of_it_or_nothing():
    with Scratch() as scratch, Server(scratch) as server:
        world = Mo(scratch, server)
        world.mo.run(*SHARE)
        world.sync_all()
        return ends_as(world, STOP, BOTH, ENDED, ade_does_not_read)


def a_sync_that_carries_a_stop_killed_at_a_write_still_closes_the_stream():
    with Scratch() as scratch, Server(scratch) as server:
        world = Mo(scratch, server)
        world.mo.run(*SHARE)
        world.sync_all()
        world.mo.run(*STOP)
        world.remember()
        server.start()
        points = points_of(world.command("sync"), world.log())
        server.kill()
        ade_does_not_read(world)
        usual, hit = world.streams(), 0
        for point in some_of(points, max(1, KILLS // 3)):
            world.begin_again()
            server.start()
            was_killed, _ = run_until(world.command("sync"), point, world.log())
            hit += was_killed
            server.kill()
            verified, found = ade_does_not_read(world, ("vault", "verify"), ("shares", "Mo"))
            assert verified == {"problems": []} and world.shared_with_ade(found) == ENDED, point
            assert world.streams() == usual, f"{point}: {world.streams()}, usually {usual}"
    return f"{len(points)} writes; killed before {hit} of them; the stop reached the server and Ade each time"


if __name__ == "__main__":
    run_claims([
        a_share_killed_at_a_write_was_given_once_or_not_at_all,
        a_stop_killed_at_a_write_ends_all_of_it_or_nothing,
        a_sync_that_carries_a_stop_killed_at_a_write_still_closes_the_stream,
    ])
