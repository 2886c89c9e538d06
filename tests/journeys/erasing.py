#!/usr/bin/env python3
"""An entry is erased: neither the server's files, nor a backup of them that is put back, nor an
honest coach's vault gives anything back; what was written about it with no signal waits."""

import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from programs import Scratch, Server, Vault, befriend, run_claims


class Pair:
    """Ade keeps Mo's record and shares its notes with Bea; each has written one."""

    def __init__(self, scratch, server):
        self.ade, self.bea = Vault(scratch, "Ade"), Vault(scratch, "Bea")
        for vault in (self.ade, self.bea):
            vault.create()
            vault.run("server", "join", server.invite())
        befriend(self.ade, self.bea)
        self.ade.run("person", "add", "--name", "Mo")
        self.kept = self.ade.run("note", "add", "Mo", "--text", "Met by the canal")["id"]
        self.ade.run("share", "Mo", "notes", "Bea", "--why", "so that Bea can help", "--write")
        self.sync()
        self.note = self.bea.run("note", "add", "Mo", "--text", "Something about zebrafinches")["id"]
        self.sync()

    def sync(self, rounds=3):
        for _ in range(rounds):
            for vault in (self.ade, self.bea):
                vault.run("sync")

    def is_readable(self, word):
        return any(vault.run("search", word)["items"] or
                   any(word in body for body in vault.bodies("Mo")) for vault in (self.ade, self.bea))


def an_erased_note_is_gone_and_a_backup_brings_nothing_back():
    with Scratch() as scratch, Server(scratch) as server:
        pair = Pair(scratch, server)
        assert pair.is_readable("zebrafinches")
        server.stop()
        shutil.copytree(server.data, scratch.path / "backup")
        server.start()
        answer = pair.ade.run("erase", pair.note)
        assert answer["erased"] and len(answer["readers"]) == 1, answer
        assert len(pair.ade.run("erased", "Mo")["items"][0]["unconfirmed"]) == 1
        pair.sync()
        assert not pair.is_readable("zebrafinches")
        assert pair.bea.bodies("Mo") == ["Met by the canal"]
        item = pair.ade.run("erased", "Mo")["items"][0]
        assert item["unconfirmed"] == [] and item["at_server"] is False, item
        server.stop()
        shutil.rmtree(server.data)
        shutil.copytree(scratch.path / "backup", server.data)
        server.start()
        pair.sync(4)
        assert not pair.is_readable("zebrafinches")
        assert pair.ade.run("erased", "Mo")["items"][0]["at_server"] is False
        assert pair.bea.bodies("Mo") == ["Met by the canal"]
        for vault in (pair.ade, pair.bea):
            assert vault.run("vault", "verify")["problems"] == []


def what_was_written_with_no_signal_waits_for_a_decision():
    with Scratch() as scratch, Server(scratch) as server:
        pair = Pair(scratch, server)
        pair.bea.run("note", "edit", pair.note, "--text", "Something about kingfishers")
        pair.ade.run("erase", pair.note)
        pair.sync()
        held = pair.ade.run("held", "list", "Mo")["items"]
        assert [note["texts"] for note in held] == [["Something about kingfishers"]], held
        assert not pair.bea.run("search", "kingfishers")["items"]
        pair.ade.run("held", "keep", held[0]["id"])
        pair.sync()
        assert sorted(pair.bea.bodies("Mo")) == ["Met by the canal", "Something about kingfishers"]
        exit_code, answer, said = pair.bea.try_to("erase", pair.kept)
        assert exit_code == 1 and "Only the person" in said, (exit_code, answer, said)
        exit_code, _, said = pair.ade.try_to("erase", pair.note)
        assert exit_code == 1, said


def a_note_that_moves_is_erased_where_it_lay():
    with Scratch() as scratch, Server(scratch) as server:
        pair = Pair(scratch, server)
        loose = pair.ade.run("note", "add", "--text", "Somebody by the bridge")["id"]
        pair.sync()
        moved = pair.ade.run("note", "move", loose, "Mo")
        assert moved["erased_there"] and moved["readers"] == [], moved
        pair.sync()
        assert "Somebody by the bridge" in pair.bea.bodies("Mo")
        assert pair.ade.bodies() == []


if __name__ == "__main__":
    run_claims([an_erased_note_is_gone_and_a_backup_brings_nothing_back,
                what_was_written_with_no_signal_waits_for_a_decision,
                a_note_that_moves_is_erased_where_it_lay])
