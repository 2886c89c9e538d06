#!/usr/bin/env python3
"""A device is lost: its recovery code, and the server it knew, give everything back on another one."""

import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from programs import Scratch, Server, Vault, befriend, run_claims


class TwoCoaches:
    """Ade keeps Mo's record and shares its notes with Bea."""

    def __init__(self, scratch, server):
        self.scratch, self.server = scratch, server
        self.ade, self.bea = Vault(scratch, "Ade"), Vault(scratch, "Bea")
        self.code = self.ade.create()["recovery_code"]
        self.bea.create()
        for vault in (self.ade, self.bea):
            vault.run("server", "join", server.invite())
        befriend(self.ade, self.bea)
        self.ade.run("person", "add", "--name", "Mo")
        self.ade.run("note", "add", "Mo", "--text", "Met by the canal")
        self.ade.run("note", "add", "--text", "Ring the library")
        self.ade.run("share", "Mo", "notes", "Bea", "--why", "so that Bea can help", "--write")
        self.sync()

    def sync(self, rounds=3):
        for _ in range(rounds):
            for vault in (self.ade, self.bea):
                vault.run("sync")

    def new_tablet(self):
        return Vault(self.scratch, "Tablet", passphrase="another long passphrase")

    def try_to_recover(self, tablet, *more, code=None, url=None):
        code_file = self.scratch.path / "sheet"
        code_file.write_text((code or self.code) + "\n")
        return tablet.try_to("recover", "--server", url or self.server.url, "--code-file",
                             str(code_file), "--kdf", "light", *more)

    def recover(self, tablet, *more, code=None):
        exit_code, answer, said = self.try_to_recover(tablet, *more, code=code)
        assert exit_code == 0, f"{said}{answer}"
        return answer


def a_lost_device_comes_back_on_another_one():
    with Scratch() as scratch, Server(scratch) as server:
        world = TwoCoaches(scratch, server)
        identity = world.ade.run("vault", "info")["id"]
        shutil.rmtree(world.ade.folder)  # on a bus
        world.bea.run("note", "add", "Mo", "--text", "Tea with Mo")
        world.bea.run("sync")
        tablet = world.new_tablet()
        assert world.recover(tablet, code=world.code.lower().replace("0", "o"))["id"] == identity
        assert sorted(tablet.bodies("Mo")) == ["Met by the canal", "Tea with Mo"]
        assert tablet.bodies() == ["Ring the library"]
        assert [contact["name"] for contact in tablet.run("contact", "list")["items"]] == ["Bea"]
        assert tablet.run("vault", "verify")["problems"] == []
        tablet.run("note", "add", "Mo", "--text", "Here I am again")
        tablet.run("sync")
        world.bea.run("sync")
        assert "Here I am again" in world.bea.bodies("Mo")
        tablet.run("stop", "Mo", "notes", "Bea")
        for vault in (tablet, world.bea, tablet):
            vault.run("sync")
        assert world.bea.run("search", "canal")["items"] == []


def what_does_not_fit_is_said_plainly_and_leaves_nothing():
    with Scratch() as scratch, Server(scratch) as server:
        world = TwoCoaches(scratch, server)
        tablet = world.new_tablet()
        wrong = world.code[:-1] + ("0" if world.code[-1] != "0" else "1")
        for code, words in ((wrong, "group 7"), (world.bea.run("vault", "recovery-code", "renew")
                                                 ["recovery_code"], "nobody in")):
            exit_code, answer, said = world.try_to_recover(tablet, code=code)
            assert exit_code == 1 or exit_code == 2, exit_code
            assert words in said, said
            assert answer["error"]["message"], answer
            assert code not in said
        exit_code, _, said = world.try_to_recover(tablet, url="http://127.0.0.1:9")
        assert exit_code == 1 and "Traceback" not in said, said
        exit_code, _, said = world.try_to_recover(tablet, "--server-key", "ab" * 32)
        assert exit_code == 1, said
        exit_code, _, said = world.try_to_recover(tablet, "--server-key", "no key")
        assert exit_code == 2, said
        left = [path.name for path in tablet.data.iterdir()] if tablet.data.exists() else []
        assert left in ([], ["salt"]), left
        world.recover(tablet)
        exit_code, answer, _ = world.try_to_recover(tablet)
        assert exit_code == 1, "a vault of that name is there"


def a_renewed_code_shuts_the_old_sheet_out():
    with Scratch() as scratch, Server(scratch) as server:
        world = TwoCoaches(scratch, server)
        sheet = world.ade.run("vault", "recovery-sheet")
        assert sheet["server"] == server.url, sheet
        fresh = world.ade.run("vault", "recovery-code", "renew")["recovery_code"]
        world.sync()
        exit_code, _, said = world.try_to_recover(world.new_tablet())
        assert exit_code == 1 and "renewed" in said, said
        tablet = world.new_tablet()
        world.recover(tablet, "--server-key", sheet["server_key"], code=fresh)
        assert tablet.bodies("Mo") == ["Met by the canal"]
        again = world.new_tablet()
        world.recover(again, code=fresh)  # the same sheet goes on working
        assert again.bodies("Mo") == ["Met by the canal"]


run_claims([
    a_lost_device_comes_back_on_another_one,
    what_does_not_fit_is_said_plainly_and_leaves_nothing,
    a_renewed_code_shuts_the_old_sheet_out,
])
