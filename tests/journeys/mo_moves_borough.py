#!/usr/bin/env python3
"""Mo moves borough: the end of the story (J2 13, 14, 17 to 20), told with the real programs. Shown elsewhere: what the
next one at a shared computer finds, and leaving it (11, 12: shared_device, leave_kills); the record as a file, wrong
codes, cut files, other versions (15, 16: take_along, file_kills)."""

import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from later import later
from programs import Scratch, Server, Vault, befriend, run_claims

QUIET, TEA, HELLO = "Slept by the wolkenkratzer", "Tea with Mo", "Said hello at the zebrafinch house"
GOAL = "A gramophone of my own"
WHY = "to walk alongside"
WORDS = [QUIET, TEA, HELLO, GOAL, WHY]


class Moving:
    """Ade, at the old charity, kept Mo's record and hands it over; Cleo is at the new one."""

    def __init__(self, scratch, server):
        self.scratch, self.server = scratch, server
        self.ade, self.cleo, self.mo = (Vault(scratch, name) for name in ("Ade", "Cleo", "Mo"))
        for vault in (self.ade, self.cleo):
            vault.create()
            vault.run("server", "join", server.invite())
        self.ade.lines(("person", "add", "--name", "Mo"), ("note", "add", "Mo", "--text", QUIET),
                       ("entry", "add", "Mo", "goal", "wording=" + GOAL), ("sync",))
        file, code = scratch.path / "mo.record", scratch.path / "code"
        code.write_text(self.ade.run("hand-over", "Mo", "--to", str(file))["code"] + "\n")
        self.sheet = self.mo.run("receive", str(file), "--code-file", str(code), "--as-new-vault", "--kdf",
                                 "light")["recovery_code"]
        self.mo.run("server", "join", server.invite())
        befriend(self.mo, self.cleo)

    def share(self, coach, *sections):
        self.mo.lines(*(("share", "Mo", section, coach, "--write", "--why", WHY) for section in sections))

    def sync(self, *vaults, rounds=2):
        for _ in range(rounds):
            for vault in vaults or (self.mo, self.ade, self.cleo):
                assert vault.run("sync")["state"] == "sent"

    def everything_is_sound(self):
        for vault in (self.mo, self.ade, self.cleo):
            assert vault.run("vault", "verify") == {"problems": []}, vault.name


def authors(vault):
    return {version["value"]: (note["author"], version["author"]) for note in vault.run("note", "list", "Mo")["items"]
            for version in note["fields"]["body"]}


def j2_13_a_forgotten_passphrase_is_replaced_by_the_code():
    with Scratch() as scratch:
        mo = Vault(scratch, "Mo")
        code = mo.create()["recovery_code"]
        mo.lines(("person", "add", "--me", "--name", "Mo"), ("note", "add", "Mo", "--text", QUIET))
        new = scratch.path / "new"
        new.write_text("words that I keep\n")
        forgotten = Vault(scratch, "Mo", "what was it")
        forgotten.data = mo.data
        exit_code, _, said = forgotten.try_to("people")
        assert exit_code == 4 and "do not open anything here" in said, said
        wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
        words = ("vault", "passphrase", "--new-passphrase-file", str(new), "--recovery-code", "-")
        exit_code, _, said = forgotten.try_to(*words, stdin=wrong + "\n")
        assert exit_code != 0 and "group 7" in said and wrong not in said, said
        assert forgotten.run(*words, stdin=code.lower() + "\n")["changed"]
        forgotten.passphrase_file.write_text("words that I keep\n")
        assert forgotten.bodies("Mo") == [QUIET]
        mo.run("people", exit=4)  # the old one opens nothing any more


def j2_14_where_no_code_was_kept_it_is_said_as_it_is():
    with Scratch() as scratch, Server(scratch) as server:
        mo = Vault(scratch, "Mo")
        mo.create()
        mo.lines(("person", "add", "--me", "--name", "Mo"), ("note", "add", "Mo", "--text", QUIET))
        # As long as nobody has typed the code back, the vault says that it is not backed up.
        assert mo.run("vault", "info")["backed_up"] is False and mo.run("status")["backed_up"] is False
        forgotten = Vault(scratch, "Mo", "what was it")
        forgotten.data = mo.data
        new, sheet = scratch.path / "new", scratch.path / "sheet"
        new.write_text("words that I keep\n")
        other = Vault(scratch, "Other")
        sheet.write_text(other.create()["recovery_code"] + "\n")  # somebody's, that is at hand
        exit_code, _, said = forgotten.try_to("vault", "passphrase", "--new-passphrase-file", str(new),
                                              "--recovery-code", "-", stdin=sheet.read_text())
        assert exit_code == 4 and "That recovery code does not open this vault." in said, said
        # Nor is it anywhere else: it never left this device, and the server says what that may be.
        tablet = Vault(scratch, "Tablet")
        exit_code, _, said = tablet.try_to("recover", "--server", server.url, "--code-file", str(sheet), "--kdf",
                                           "light")
        assert exit_code == 1 and "the vault was never synced" in said, said
        assert not tablet.data.exists() or [path.name for path in tablet.data.iterdir()] == ["salt"]
        assert mo.bodies("Mo") == [QUIET], "trying took nothing away"


def j2_17_both_charities_write_during_the_hand_over():
    with Scratch() as scratch, Server(scratch) as server:
        world = Moving(scratch, server)
        world.share("Ade", "notes", "goals")
        world.share("Cleo", "notes", "goals")
        world.mo.run("sync")
        world.cleo.lines(("sync",), ("note", "add", "Mo", "--text", HELLO))
        # Ade's device has not heard: it goes on as the one that keeps the record.
        goal = world.ade.run("entry", "list", "Mo", "goal")["items"][0]["id"]
        world.ade.lines(("note", "add", "Mo", "--text", TEA), ("entry", "set", goal, "wording=Quiet, by the river"))
        world.cleo.run("entry", "set", goal, "wording=Funny, with my sister")
        world.sync(rounds=3)
        # What Ade wrote as Mo's waits for Mo; what Cleo wrote under a share is there.
        waiting = world.mo.run("held", "list", "Mo")["items"]
        assert sorted(text for one in waiting for text in one["texts"]) == sorted([TEA, "Quiet, by the river"]), waiting
        assert {one["author_name"] for one in waiting} == {"Ade"}, waiting
        for one in waiting:
            world.mo.run("held", "keep", one["id"])
        world.sync(rounds=3)
        # All the same on all three, with who wrote it; both wordings of the goal are kept.
        digests = [vault.run("digest", "Mo")["digest"] for vault in (world.mo, world.ade, world.cleo)]
        assert all(digest[part] == digests[0][part] for digest in digests for part in ("notes", "goals")), digests
        ids = {vault.name: vault.run("vault", "info")["id"] for vault in (world.ade, world.cleo)}
        for vault in (world.mo, world.ade, world.cleo):
            wrote = authors(vault)
            assert set(wrote) == {QUIET, TEA, HELLO}, wrote
            assert wrote[TEA][1] == ids["Ade"] and wrote[HELLO][1] == ids["Cleo"], wrote
            shown = vault.run("entry", "show", goal)["fields"]["wording"]
            assert {(one["value"], one["author"]) for one in shown} == {
                ("Quiet, by the river", ids["Ade"]), ("Funny, with my sister", ids["Cleo"])}, shown
        world.everything_is_sound()


def j2_18_one_device_has_not_confirmed():
    with Scratch() as scratch, Server(scratch) as server:
        world = Moving(scratch, server)
        world.share("Ade", "notes")
        world.share("Cleo", "notes")
        world.sync(rounds=3)
        assert world.ade.bodies("Mo") == [QUIET]
        world.mo.run("stop", "Mo", "notes", "Ade")
        world.sync(world.mo, world.cleo)  # Ade's device is in a drawer
        ades = world.ade.run("vault", "info")["device"]
        stops = world.mo.run("status")["stops"]
        assert {stop["with_name"]: stop["unconfirmed"] for stop in stops if stop["section"] == "notes"} == {
            "Ade": [ades]}, stops
        world.sync(world.ade, world.mo)
        assert world.mo.run("status")["stops"] == [], "now it has"
        assert world.ade.run("search", "wolkenkratzer")["items"] == [] and world.cleo.bodies("Mo") == [QUIET]
        world.everything_is_sound()


def j2_19_everything_is_erased_and_20_mo_comes_back():
    with Scratch() as scratch, Server(scratch) as server:
        world = Moving(scratch, server)
        world.share("Cleo", "notes", "goals")
        world.sync(rounds=3)
        world.cleo.run("note", "add", "Mo", "--text", HELLO)
        world.sync()
        server.stop()
        backup = scratch.path / "backup"
        shutil.copytree(server.data, backup)
        server.start()
        world.mo.run("erase", "Mo", "--everything")
        world.sync()
        server.stop()
        with later(73):
            server.start()
        world.sync(rounds=3)
        for vault in (world.mo, world.ade, world.cleo):
            for word in ("wolkenkratzer", "zebrafinch", "gramophone"):
                assert vault.run("search", word)["items"] == [], vault.name
        assert world.mo.run("people")["items"] == world.cleo.run("people")["items"] == []
        # The server's backup of the days before comes back: nobody's keys open anything of it, and it goes again.
        server.stop()
        shutil.rmtree(server.data)
        shutil.copytree(backup, server.data)
        with later(73):
            server.start()
        for folder in (server.data, backup):
            content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
            assert not any(text.encode() in content for text in WORDS), folder
        world.sync(rounds=3)
        assert world.mo.run("erased")["records"][0]["at_server"] is False
        assert world.cleo.run("search", "wolkenkratzer")["items"] == [] and world.cleo.run("people")["items"] == []
        # Not even Mo's own sheet brings anything of it back.
        sheet, new = scratch.path / "sheet", Vault(scratch, "Again")
        sheet.write_text(world.sheet + "\n")
        new.try_to("recover", "--server", server.url, "--code-file", str(sheet), "--kdf", "light")
        assert (new.try_to("search", "wolkenkratzer")[1] or {}).get("items", []) == []
        # 20: Mo comes back. A record of their own, somebody new to all, and nothing there that says otherwise.
        back = Vault(scratch, "Mo again")
        back.run("vault", "create", "--my-name", "Mo", "--kdf", "light")
        with later(73):
            back.run("server", "join", server.invite())
        befriend(back, world.cleo)
        mo = back.run("person", "add", "--me", "--name", "Mo")["id"]
        back.lines(("note", "add", "Mo", "--text", "Here I am again"),
                   *(("share", "Mo", section, "Cleo", "--write", "--why", WHY) for section in ("notes", "goals")))
        world.sync(back, world.cleo)
        person, = world.cleo.run("people")["items"]
        assert person["id"] == mo and person["joined"] == [] and "to_erase" not in person, person
        assert world.cleo.bodies("Mo") == ["Here I am again"]
        assert world.cleo.run("erased")["items"] == [] and world.cleo.run("relationship", "Mo")["items"] == []
        rows = world.cleo.run("history", "Mo")["items"]
        assert {row["author"] for row in rows} <= {back.run("vault", "info")["id"], world.cleo.run("vault", "info")["id"]}
        world.everything_is_sound()


if __name__ == "__main__":
    run_claims([
        j2_13_a_forgotten_passphrase_is_replaced_by_the_code,
        j2_14_where_no_code_was_kept_it_is_said_as_it_is,
        j2_17_both_charities_write_during_the_hand_over,
        j2_18_one_device_has_not_confirmed,
        j2_19_everything_is_erased_and_20_mo_comes_back,
    ])
