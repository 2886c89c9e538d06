#!/usr/bin/env python3
"""A whole record is erased: after a wait in which it can be called off it is nowhere, a backup of the server
that is put back shows nothing, nobody takes it in again, and whoever comes back is somebody new."""

import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from later import later
from programs import Scratch, Server, Vault, befriend, run_claims

WORDS = "Something about zebrafinches"


class Pair:
    """Ade keeps Mo's record and shares its notes with Bea; both have written, all is synced."""

    def __init__(self, scratch, server):
        self.server = server
        self.ade, self.bea = Vault(scratch, "Ade"), Vault(scratch, "Bea")
        for vault in (self.ade, self.bea):
            vault.create()
            vault.run("server", "join", server.invite())
        befriend(self.ade, self.bea)
        self.mo = self.ade.run("person", "add", "--name", "Mo")["id"]
        self.ade.run("share", "Mo", "notes", "Bea", "--why", "so that Bea can help", "--write")
        self.sync()
        for vault in (self.ade, self.bea):
            vault.run("note", "add", "Mo", "--text", WORDS)
        self.sync()

    def sync(self, rounds=3):
        for _ in range(rounds):
            for vault in (self.ade, self.bea):
                vault.run("sync")

    def who_reads_it(self):
        return [vault.name for vault in (self.ade, self.bea)
                if vault.run("search", "zebrafinches")["items"]]

    def jump(self, hours):
        """The server goes on as if so many hours had gone by."""
        self.server.stop()
        with later(hours):
            self.server.start()

    def put_back(self, backup, hours):
        self.server.stop()
        shutil.rmtree(self.server.data)
        shutil.copytree(backup, self.server.data)
        with later(hours):
            self.server.start()


def a_record_is_gone_after_the_wait_and_a_backup_brings_nothing_back():
    with Scratch() as scratch, Server(scratch) as server:
        pair = Pair(scratch, server)
        file, code = scratch.path / "mo.record", scratch.path / "code"
        code.write_text(pair.ade.run("take", "Mo", "--to", str(file))["code"] + "\n")
        assert pair.who_reads_it() == ["Ade", "Bea"]
        server.stop()
        shutil.copytree(server.data, scratch.path / "backup")
        server.start()
        asked = pair.ade.run("erase", "Mo", "--everything")
        assert asked["over"] is None and len(asked["readers"]) == 1, asked
        with later(1000):  # the device's own clock does not shorten it
            pair.sync()
        assert pair.who_reads_it() == ["Ade", "Bea"]
        over = pair.ade.run("people")["items"][0]["to_erase"]["over"]
        assert over == pair.ade.run("status")["to_erase"][0]["over"] and over is not None
        pair.jump(71)
        pair.sync()
        assert pair.who_reads_it() == ["Ade", "Bea"]
        pair.jump(73)
        pair.bea.run("note", "add", "Mo", "--text", WORDS)  # she has not heard
        pair.ade.run("sync")
        record = pair.ade.run("erased")["records"][0]
        assert record["erased"] and len(record["unconfirmed"]) == 1, record
        pair.sync()
        record = pair.ade.run("erased")["records"][0]
        assert record["unconfirmed"] == [] and record["at_server"] is False, record
        assert pair.who_reads_it() == []
        for vault in (pair.ade, pair.bea):
            assert vault.run("people")["items"] == [] and vault.run("held", "list")["mine"] == []
        pair.put_back(scratch.path / "backup", 73)
        pair.sync(4)
        assert pair.who_reads_it() == []
        assert pair.ade.run("erased")["records"][0]["at_server"] is False
        for vault in (pair.ade, pair.bea):
            exit_code, _, said = vault.try_to("receive", str(file), "--code-file", str(code))
            assert exit_code == 1 and "erased for good" in said, (exit_code, said)
            assert vault.run("vault", "verify")["problems"] == []
        again = pair.ade.run("person", "add", "--name", "Mo")["id"]
        assert again != pair.mo and pair.ade.bodies("Mo") == []


def it_is_called_off():
    with Scratch() as scratch, Server(scratch) as server:
        pair = Pair(scratch, server)
        exit_code, _, said = pair.bea.try_to("erase", "Mo", "--everything")
        assert exit_code == 1 and "Only the person" in said, (exit_code, said)
        exit_code, _, said = pair.ade.try_to("erase", "Mo", "--call-off")
        assert exit_code == 1 and "nobody has asked" in said, (exit_code, said)
        pair.ade.run("erase", "Mo", "--everything")
        exit_code, _, said = pair.ade.try_to("erase", "Mo", "--everything")
        assert exit_code == 1 and "already" in said, (exit_code, said)
        pair.sync()
        assert pair.ade.run("erase", "Mo", "--call-off")["called_off"]
        pair.jump(200)
        pair.sync()
        assert pair.who_reads_it() == ["Ade", "Bea"]
        assert pair.ade.run("erased")["records"] == [] and pair.ade.run("status")["to_erase"] == []


def ones_own_record_goes_and_the_vault_stays():
    with Scratch() as scratch:
        mo = Vault(scratch, "Mo")
        mo.create()
        mo.run("person", "add", "--me", "--name", "Mo")
        mo.run("note", "add", "Mo", "--text", WORDS)
        asked = mo.run("erase", "Mo", "--everything")
        assert asked["over"] == asked["asked"] + 72 * 3600 * 1000 and asked["not_sent"] >= 1, asked
        with later(71):
            assert len(mo.run("people")["items"]) == 1
        with later(73):
            assert mo.run("people")["items"] == []
        assert mo.run("search", "zebrafinches")["items"] == []
        exit_code, _, said = mo.try_to("person", "add", "--me")
        assert exit_code == 1 and "new vault" in said, (exit_code, said)
        mo.run("person", "add", "--name", "Somebody else")
        assert mo.run("vault", "verify")["problems"] == []


if __name__ == "__main__":
    run_claims([a_record_is_gone_after_the_wait_and_a_backup_brings_nothing_back,
                it_is_called_off,
                ones_own_record_goes_and_the_vault_stays])
