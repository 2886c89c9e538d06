#!/usr/bin/env python3
"""Mo moves to another borough and takes the record along as a file: useless without its code, opened with
no network; both charities write on, and files between them bring both to the same (J2 15-17)."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from programs import Scratch, Server, Vault, befriend, run_claims


class HandOver:
    """Ade keeps Mo's record, with a server; Bea is at the new charity, and reaches no server."""

    def __init__(self, scratch, server):
        self.scratch, self.server = scratch, server
        self.ade, self.bea = Vault(scratch, "Ade"), Vault(scratch, "Bea")
        self.ade.create()
        self.bea.create()
        self.ade.run("server", "join", server.invite())
        self.ade.run("person", "add", "--name", "Mo")
        self.ade.run("note", "add", "Mo", "--text", "Met by the canal")
        self.ade.run("entry", "add", "Mo", "goal", "wording=A place of my own")
        self.ade.run("sync")
        self.ade.run("note", "add", "Mo", "--text", "Not sent yet")
        self.ade.run("note", "add", "--text", "Ring the library")

    def file(self, name="mo.record"):
        return self.scratch.path / name

    def take(self, name="mo.record"):
        return self.ade.run("take", "Mo", "--to", str(self.file(name)))["code"]

    def try_to_receive(self, vault, file, code, *more):
        code_file = self.scratch.path / "code"
        code_file.write_text(code + "\n")
        return vault.try_to("receive", str(file), "--code-file", str(code_file), *more)

    def receive(self, vault, file, code, *more):
        exit_code, answer, said = self.try_to_receive(vault, file, code, *more)
        assert exit_code == 0, f"{said}{answer}"
        return answer

    def carry(self, giver, taker, name, *more):
        """A sync by file, one way."""
        path = self.scratch.path / name
        giver.run("exchange", "--out", str(path), *more)
        return taker.run("exchange", "--in", str(path))


def the_record_opens_at_the_new_charity_with_its_code_and_no_network():
    with Scratch() as scratch, Server(scratch) as server:
        world = HandOver(scratch, server)
        here = world.ade.run("people")["items"][0]
        code = world.take()
        content = world.file().read_bytes()
        assert not any(word in content for word in (b"canal", b"place", b"wording", code.encode()))
        server.kill()
        received = world.receive(world.bea, world.file(), code.lower().replace("0", "o"))
        assert received["id"] == here["id"] and received["taken_by_name"] == "Ade", received
        assert not received["was_here"], received
        there = world.bea.run("people")["items"][0]
        assert (there["id"], there["owner"]) == (here["id"], here["owner"]), there
        assert there["held"] and not there["me"], there
        assert sorted(world.bea.bodies("Mo")) == ["Met by the canal", "Not sent yet"]
        assert world.bea.bodies() == [], "Ade's own notes stay with Ade"
        assert world.bea.run("digest", "Mo") == world.ade.run("digest", "Mo")
        ids = [[note["id"] for note in vault.run("note", "list", "Mo")["items"]]
               for vault in (world.ade, world.bea)]
        assert ids[0] == ids[1], ids
        assert world.bea.run("vault", "verify")["problems"] == []
        ledger = world.bea.run("ledger", "Mo")["items"]
        assert [(row["what"], row["who_name"]) for row in ledger] == [
            ("taken", "Ade"), ("received", "Bea")], ledger
        assert [row["what"] for row in world.ade.run("ledger", "Mo")["items"]] == ["taken"]
        again = world.receive(world.bea, world.file(), code)
        assert again["was_here"] and again["changes"] == 0, again
        assert world.bea.run("digest", "Mo") == world.ade.run("digest", "Mo")


def a_vault_of_their_own_is_made_of_the_file_alone():
    with Scratch() as scratch, Server(scratch) as server:
        world = HandOver(scratch, server)
        code = world.take()
        server.kill()
        mo = Vault(scratch, "Mo")
        made = world.receive(mo, world.file(), code, "--as-new-vault", "--kdf", "light")
        assert made["recovery_code"] != code, "the vault has a code of its own"
        me = mo.run("people")["items"][0]
        assert me["me"] and me["id"] == made["id"], me
        assert sorted(mo.bodies("Mo")) == ["Met by the canal", "Not sent yet"]
        mo.run("note", "add", "Mo", "--text", "In my own words")
        assert mo.run("vault", "verify")["problems"] == []
        world.carry(mo, world.ade, "from-mo")
        assert "In my own words" in world.ade.bodies("Mo")
        assert world.ade.run("digest", "Mo") == mo.run("digest", "Mo")
        exit_code, _, said = world.try_to_receive(mo, world.file(), code, "--as-new-vault",
                                                  "--kdf", "light")
        assert exit_code == 1 and "already" in said, said


def what_does_not_fit_is_said_plainly_and_leaves_nothing():
    with Scratch() as scratch, Server(scratch) as server:
        world = HandOver(scratch, server)
        code, other = world.take(), world.take("again.record")
        whole = world.file().read_bytes()
        exit_code, _, said = world.ade.try_to("take", "Mo", "--to", str(world.file()))
        assert exit_code == 1 and "already" in said and world.file().read_bytes() == whole, said
        wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
        newer, older = bytearray(whole), world.file("older")
        newer[14] += 1
        older.write_bytes(b"ALONGSIDE 0.0.1 backup" + whole[22:])
        changed = bytearray(whole)
        changed[len(changed) // 2] ^= 1
        files = {"cut": (whole[:-1], "cut"), "half": (whole[:len(whole) // 2], "cut"),
                 "longer": (whole + b"x", "cut"), "changed": (bytes(changed), "changed"),
                 "newer": (bytes(newer), "newer version"), "head": (whole[:20], "not such a file"),
                 "empty": (b"", "not such a file")}
        cases = [(world.file(), wrong, "group 7"), (world.file(), other, "not the code"),
                 (older, code, "not such a file"), (world.file("none"), code, "no such file")]
        for name, (content, words) in files.items():
            world.file(name).write_bytes(content)
            cases.append((world.file(name), code, words))
        before = world.bea.run("status")
        nobody = Vault(scratch, "Nobody")
        for path, typed, words in cases:
            exit_code, answer, said = world.try_to_receive(world.bea, path, typed)
            assert exit_code in (1, 2) and words in said, (path.name, said)
            assert answer["error"]["message"] and typed not in said, answer
            exit_code, _, said = world.try_to_receive(nobody, path, typed, "--as-new-vault", "--kdf",
                                                      "light")
            assert exit_code in (1, 2) and words in said, (path.name, said)
        assert world.bea.run("people")["items"] == [] and world.bea.run("status") == before
        assert world.bea.run("vault", "verify")["problems"] == []
        left = [path.name for path in nobody.data.iterdir()]
        assert left == ["salt"], left
        for file in (world.file(), world.file("cut"), world.file("changed")):
            exit_code, _, said = world.bea.try_to("exchange", "--in", str(file))
            assert exit_code == 1, said
        received = world.receive(world.bea, world.file(), code)
        assert received["changes"] > 0, received


def both_charities_write_on_and_files_bring_both_to_the_same():
    with Scratch() as scratch, Server(scratch) as server:
        world = HandOver(scratch, server)
        ade, bea = world.ade, world.bea
        code = world.take()
        world.receive(bea, world.file(), code)
        goal = ade.run("entry", "list", "Mo", "goal")["items"][0]["id"]
        ade.run("entry", "set", goal, "wording=Quiet, in the morning")
        bea.run("entry", "set", goal, "wording=Funny, with my sister")
        ade.run("note", "add", "Mo", "--text", "Said goodbye")
        bea.run("note", "add", "Mo", "--text", "Said hello")
        assert world.carry(bea, ade, "one", "--person", "Mo")["received"] > 0
        assert world.carry(ade, bea, "two")["received"] > 0
        for _ in range(2):  # marks that somebody has seen it, and then nothing more
            world.carry(bea, ade, f"three-{_}")
            world.carry(ade, bea, f"four-{_}")
        assert ade.run("digest", "Mo") == bea.run("digest", "Mo")
        for vault in (ade, bea):
            shown = vault.run("entry", "show", goal)["fields"]["wording"]
            assert sorted(version["value"] for version in shown) == [
                "Funny, with my sister", "Quiet, in the morning"], shown
            rows = vault.run("history", "Mo")["items"]
            assert all(row["standing"] == "applied" for row in rows), rows
            words = vault.run("note", "list", "Mo")["items"]
            wrote = {note["fields"]["body"][0]["value"]: note["author"] for note in words}
            assert wrote["Said hello"] == bea.run("vault", "info")["id"], wrote
            assert wrote["Said goodbye"] == ade.run("vault", "info")["id"], wrote
            assert vault.run("vault", "verify")["problems"] == []
        what = [row["what"] for row in ade.run("ledger", "Mo")["items"]]
        assert what == ["taken", "received"], what
        assert world.carry(bea, ade, "five")["received"] == 0


def what_came_by_file_is_not_called_sent_and_the_server_gets_it_all_the_same():
    with Scratch() as scratch, Server(scratch) as server:
        world = HandOver(scratch, server)
        code = world.take()
        world.receive(world.bea, world.file(), code)
        world.bea.run("note", "add", "Mo", "--text", "Said hello")
        sent = world.bea.run("status")["sent"]
        world.carry(world.bea, world.ade, "one")
        assert world.bea.run("status")["sent"] == sent == 0
        assert world.ade.run("sync")["state"] == "sent"
        cleo = Vault(scratch, "Cleo")  # a third device, which has the record from the file alone
        cleo.create()
        cleo.run("server", "join", server.invite())
        world.receive(cleo, world.file(), code)
        cleo.run("sync")
        assert "Said hello" in cleo.bodies("Mo"), "it went on to the server"
        cleo.run("note", "add", "Mo", "--text", "By the server again")
        for vault in (cleo, world.ade, cleo, world.ade):
            assert vault.run("sync")["state"] == "sent"
        assert "By the server again" in world.ade.bodies("Mo")
        assert cleo.run("digest", "Mo") == world.ade.run("digest", "Mo")
        assert cleo.run("vault", "verify")["problems"] == []


def charities_with_servers_of_their_own_go_on_by_file():
    with Scratch() as scratch, Server(scratch) as server:
        world = HandOver(scratch, server)
        elsewhere = scratch.path / "elsewhere"
        elsewhere.mkdir()
        world.receive(world.bea, world.file(), world.take())
        scratch.path, before = elsewhere, scratch.path
        other = Server(scratch).start()
        scratch.path = before
        world.bea.run("server", "join", other.invite())
        world.bea.run("note", "add", "Mo", "--text", "Said hello")
        for vault in (world.ade, world.bea, world.ade):
            assert vault.run("sync")["state"] == "sent"
        assert "Said hello" not in world.ade.bodies("Mo"), "each vault knows one server"
        world.carry(world.bea, world.ade, "one")
        world.carry(world.ade, world.bea, "two")
        for vault in (world.ade, world.bea, world.ade):
            assert vault.run("sync")["state"] == "sent"
        assert "Said hello" in world.ade.bodies("Mo")
        assert world.ade.run("digest", "Mo") == world.bea.run("digest", "Mo")
        for vault in (world.ade, world.bea):
            assert vault.run("vault", "verify")["problems"] == []


def who_received_a_record_can_stop_what_was_shared_before():
    with Scratch() as scratch, Server(scratch) as server:
        ade, bea, cleo = (Vault(scratch, name) for name in ("Ade", "Bea", "Cleo"))
        for vault in (ade, bea, cleo):
            vault.create()
            vault.run("server", "join", server.invite())
        befriend(ade, bea)
        ade.lines(("person", "add", "--name", "Mo"), ("note", "add", "Mo", "--text", "Met by the canal"),
                  ("share", "Mo", "notes", "Bea", "--why", "so that Bea can help", "--write"), ("sync",))
        bea.lines(("sync",), ("note", "add", "Mo", "--text", "Tea with Mo"), ("sync",))
        ade.run("sync")
        code_file = scratch.path / "code"
        code_file.write_text(ade.run("take", "Mo", "--to", str(scratch.path / "mo"))["code"] + "\n")
        cleo.run("receive", str(scratch.path / "mo"), "--code-file", str(code_file))
        assert sorted(cleo.bodies("Mo")) == ["Met by the canal", "Tea with Mo"]
        assert cleo.run("contact", "list")["items"] == [], "Cleo has not met Bea"
        # Before Cleo's first sync: nobody has seen this device's card.
        assert cleo.run("stop", "Mo", "notes", "Bea")["stopped"]
        for vault in (cleo, bea, ade, cleo):
            assert vault.run("sync")["state"] == "sent"
        assert bea.run("search", "canal")["items"] == []
        for vault in (ade, cleo):
            shares = vault.run("shares", "Mo")["items"]
            assert [share["state"] for share in shares] == ["stopped", "stopped"], shares
            assert vault.run("vault", "verify")["problems"] == []
        assert ade.run("digest", "Mo") == cleo.run("digest", "Mo")


def a_share_goes_by_file_and_a_stop_too():
    with Scratch() as scratch:
        ade, bea = Vault(scratch, "Ade"), Vault(scratch, "Bea")
        for vault in (ade, bea):
            vault.create()
        ade.run("contact", "add", bea.card_file())
        bea.run("contact", "add", ade.card_file())
        ade.run("person", "add", "--name", "Mo")
        ade.run("note", "add", "Mo", "--text", "Met by the canal")
        ade.run("share", "Mo", "notes", "Bea", "--why", "so that Bea can help", "--write")
        turn = iter(range(100))

        def carry(giver, taker):
            path = str(scratch.path / f"turn-{next(turn)}")
            giver.run("exchange", "--out", path)
            return taker.run("exchange", "--in", path)

        carry(ade, bea)
        assert bea.bodies("Mo") == ["Met by the canal"]
        bea.run("note", "add", "Mo", "--text", "Tea with Mo")
        carry(bea, ade)
        assert sorted(ade.bodies("Mo")) == ["Met by the canal", "Tea with Mo"]
        code_file = scratch.path / "code"
        code_file.write_text(ade.run("take", "Mo", "--to", str(scratch.path / "mo"))["code"] + "\n")
        exit_code, _, said = bea.try_to("receive", str(scratch.path / "mo"), "--code-file",
                                        str(code_file))
        assert exit_code == 1 and "shared with you" in said, said
        ade.run("stop", "Mo", "notes", "Bea")
        carry(ade, bea)
        assert bea.run("search", "canal")["items"] == []
        carry(bea, ade)
        shares = ade.run("shares", "Mo")["items"]
        assert all(share["state"] == "stopped" and share["unconfirmed"] == 0 for share in shares), shares
        code_file.write_text(ade.run("take", "Mo", "--to", str(scratch.path / "mo2"))["code"] + "\n")
        bea.run("receive", str(scratch.path / "mo2"), "--code-file", str(code_file))
        assert sorted(bea.bodies("Mo")) == ["Met by the canal", "Tea with Mo"]
        bea.run("note", "add", "Mo", "--text", "Kept by both")
        for _ in range(2):
            carry(bea, ade)
            carry(ade, bea)
        assert "Kept by both" in ade.bodies("Mo") and ade.run("digest", "Mo") == bea.run("digest", "Mo")
        assert bea.run("vault", "verify")["problems"] == []
        stranger = Vault(scratch, "Stranger")
        stranger.create()
        assert carry(ade, stranger) == {"blobs": 0, "received": 0}
        assert stranger.run("people")["items"] == []


if __name__ == "__main__":
    run_claims([
        the_record_opens_at_the_new_charity_with_its_code_and_no_network,
        a_vault_of_their_own_is_made_of_the_file_alone,
        what_does_not_fit_is_said_plainly_and_leaves_nothing,
        both_charities_write_on_and_files_bring_both_to_the_same,
        what_came_by_file_is_not_called_sent_and_the_server_gets_it_all_the_same,
        charities_with_servers_of_their_own_go_on_by_file,
        who_received_a_record_can_stop_what_was_shared_before,
        a_share_goes_by_file_and_a_stop_too,
    ])
