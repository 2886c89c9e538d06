#!/usr/bin/env python3
"""Ade, coach on outreach: the end of the story (J1 16, 18, 19, 20), told with the real programs. Shown elsewhere: that
each page of a stopped coach's database holds neither keys nor words (the simulator's StopSharing.Leaves, with the
vault's key), 17 duplicates joined and taken apart (joined_people), a second device of Ade's that removes the first
(devices), the keeper's other commands (server_keeper)."""

import json
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from programs import Scratch, Server, Vault, befriend, run_claims

SLEPT, LATE = "Slept by the wolkenkratzer", "Late, about zebrafinches"
GOAL, LOOSE, AFTER = "A gramophone of my own", "Ring the kingfisher library", "After the bus"
PASSPHRASE = "xylophone marmalade"


class Outreach:
    """Ade (tablet T1) and Bea walk alongside Mo, who shares notes and goals with both."""

    def __init__(self, scratch, server):
        self.scratch, self.server = scratch, server
        self.ade = Vault(scratch, "Umbrella", PASSPHRASE)
        self.bea, self.mo = Vault(scratch, "Bea"), Vault(scratch, "Mo")
        made = self.ade.run("vault", "create", "--my-name", "Ade Zebrafinch", "--kdf", "light")
        self.sheet = made["recovery_code"]
        self.bea.create()
        self.mo.create()
        for vault in (self.ade, self.bea, self.mo):
            vault.run("server", "join", server.invite())
        befriend(self.mo, self.ade)
        befriend(self.mo, self.bea)
        for vault in (self.ade, self.bea, self.mo):
            (vault.folder / "card").unlink()
        self.mo.lines(("person", "add", "--me", "--name", "Mo"), ("note", "add", "Mo", "--text", SLEPT),
                      ("entry", "add", "Mo", "goal", "wording=" + GOAL),
                      *(("share", "Mo", section, coach, "--write", "--why", "to walk alongside")
                        for coach in ("Ade Zebrafinch", "Bea") for section in ("notes", "goals")))
        self.sync()
        self.ade.run("note", "add", "--text", LOOSE)
        assert self.ade.bodies("Mo") == [SLEPT]

    def sync(self, *vaults, rounds=2):
        for _ in range(rounds):
            for vault in vaults or (self.mo, self.ade, self.bea):
                assert vault.run("sync")["state"] == "sent"

    def stop_notes_with_ade(self):
        """10 Mo stops sharing notes with Ade. 11 Ade, still offline, writes a note. 14 all devices meet."""
        self.mo.lines(("stop", "Mo", "notes", "Ade Zebrafinch"), ("sync",))
        self.ade.run("note", "add", "Mo", "--text", LATE)
        self.sync(self.ade, self.mo)

    def lose_the_tablet(self):
        """The keeper looks for the one that Ade's charity was let in with first, and shuts it out."""
        devices = json.loads(self.server.keep("devices", "--json"))["items"]
        self.server.keep("disable", str(min(one["device"] for one in devices)))
        return devices

    def recover(self):
        tablet = Vault(self.scratch, "T4", "another long passphrase")
        code = self.scratch.path / "sheet"
        code.write_text(self.sheet + "\n")
        tablet.run("recover", "--server", self.server.url, "--code-file", str(code), "--kdf", "light")
        return tablet


def what_stands_in(folder, texts):
    """Each of these that stands in a file below, or in its name, as it is or as UTF-16."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {text for text in texts for path in files
            for needle in (text.encode(), text.encode("utf-16-le"))
            if needle in path.read_bytes() or text in path.name}


def j1_16_ades_device_loses_mos_notes_and_the_late_one_waits_for_mo():
    with Scratch() as scratch, Server(scratch) as server:
        world = Outreach(scratch, server)
        out = str(scratch.path / "before")
        before = world.ade.run("exchange", "--out", out, "--person", "Mo")["streams"]
        world.stop_notes_with_ade()
        # Rows: no command shows Mo's note or anything of that part; the goals stay.
        found, people, history, digest, verified = world.ade.lines(
            ("search", "wolkenkratzer"), ("people",), ("history", "Mo"), ("digest", "Mo"), ("vault", "verify"))
        assert found["items"] == [] and people["items"][0]["sections"] == ["person", "goals"], people
        assert "notes" not in {row["section"] for row in history["items"]} | set(digest["digest"]), (history, digest)
        assert verified == {"problems": []}
        # Keys: what Ade's device could open of Mo's record, it can hand on in a file; the notes are not among it.
        after = world.ade.run("exchange", "--out", str(scratch.path / "after"), "--person", "Mo")["streams"]
        assert after < before, (before, after)
        # Files: no words of Mo's stand in any.
        assert what_stands_in(world.ade.folder, [SLEPT, GOAL, LATE]) == set()
        # The late note waits for Mo, as Ade's, and Ade sees that it does.
        tray = world.mo.run("held", "list", "Mo")["items"]
        assert [(one["texts"], one["author_name"]) for one in tray] == [([LATE], "Ade Zebrafinch")], tray
        assert [one["texts"] for one in world.ade.run("held", "list")["mine"]] == [[LATE]]
        world.mo.run("held", "keep", tray[0]["id"])
        world.sync()
        assert sorted(world.bea.bodies("Mo")) == sorted([LATE, SLEPT]), "nothing that was written is lost"
        assert world.ade.run("search", "wolkenkratzer")["items"] == []


def j1_18_a_lost_tablet_is_turned_away_and_everybody_sees_what_is_theirs_to_see():
    with Scratch() as scratch, Server(scratch) as server:
        world = Outreach(scratch, server)
        world.stop_notes_with_ade()
        world.ade.run("note", "add", "--text", "Not sent from the bus")
        # The keeper sees a token by its number, when it came and last synced, and how much it stored; no name, no word.
        devices = world.lose_the_tablet()
        assert all(set(one) == {"device", "family", "enrolled", "last_sync", "stored_bytes", "disabled"}
                   for one in devices), devices
        said = json.dumps(devices) + world.server.keep("devices") + world.server.log.read_text()
        assert not any(name in said for name in ("Ade", "Bea", "Mo", "Umbrella")), said
        # Turned away from then on; what was not sent stays in its sealed vault, and is not called sent.
        told = world.ade.run("sync", exit=None)
        assert told["state"] == "turned_away" and told["reason"], told
        assert world.ade.run("status")["sent"] < world.ade.run("status")["saved"]
        # Mo sees what it could read: the goals, no more the notes.
        shares = [one for one in world.mo.run("shares", "Mo")["items"] if one["with_name"] == "Ade Zebrafinch"]
        assert {one["section"]: one["state"] for one in shares} == {
            "notes": "stopped", "goals": "running", "person": "running"}, shares
        arrived = [row for row in world.mo.run("ledger", "Mo")["items"] if row["what"] == "arrived"]
        assert {row["section"] for row in arrived if row["who_name"] == "Ade Zebrafinch"} >= {"goals", "notes"}, arrived


def j1_19_its_disk_copied_shows_nothing():
    with Scratch() as scratch, Server(scratch) as server:
        world = Outreach(scratch, server)
        copied = scratch.path / "copied"
        shutil.copytree(world.ade.data, copied)
        texts = [SLEPT, GOAL, LOOSE, "Ade Zebrafinch", "Umbrella", "to walk alongside", PASSPHRASE, world.sheet]
        assert what_stands_in(copied, texts) == set()
        (copied / "control").write_bytes(b"\0" + b"\0".join(text.encode() for text in texts))
        assert what_stands_in(copied, texts) == set(texts), "what stands there would be found"
        # It does not say whether there is such a vault, either.
        thief = Vault(scratch, "Umbrella", "a guess")
        thief.data = copied
        exit_code, _, words = thief.try_to("people")
        other = Vault(scratch, "Another", "a guess")
        other.data = copied
        assert exit_code == 4 and other.try_to("people")[::2] == (4, words), words


def j1_20_a_new_tablet_recovers_what_ade_may_read_now():
    with Scratch() as scratch, Server(scratch) as server:
        world = Outreach(scratch, server)
        world.stop_notes_with_ade()
        world.sync(world.ade)
        digest = world.ade.run("digest", "Mo")
        tablet = world.recover()  # before the keeper shuts the lost one out: after that no code lets anybody in
        # Exactly what Ade may read now: the goals, not the notes, nor by their keys.
        people, found, loose, verified = tablet.lines(("people",), ("search", "wolkenkratzer"), ("note", "list"),
                                                      ("vault", "verify"))
        assert people["items"][0]["sections"] == ["person", "goals"], people
        assert found["items"] == [] and verified == {"problems": []}, (found, verified)
        assert tablet.run("digest", "Mo") == digest
        assert [one["fields"]["body"][0]["value"] for one in loose["items"]] == [LOOSE], loose
        # Ade removes the lost one: from then on Mo's goals go on under keys that it does not have.
        lost = world.ade.run("vault", "info")["device"]
        tablet.run("device", "remove", lost)
        world.sync(tablet, world.mo)
        world.lose_the_tablet()
        assert world.ade.run("sync", exit=None)["state"] == "turned_away"
        world.mo.run("entry", "add", "Mo", "goal", "wording=" + AFTER)
        world.sync(world.mo, tablet)
        goals = tablet.run("entry", "list", "Mo", "goal")["items"]
        assert sorted(one["fields"]["wording"][0]["value"] for one in goals) == sorted([AFTER, GOAL]), goals
        # Somebody carries to the lost one by hand what the server does not give it: it opens nothing of that.
        exchange = str(scratch.path / "exchange")
        world.mo.run("exchange", "--out", exchange)
        world.ade.run("exchange", "--in", exchange, exit=None)
        assert world.ade.run("search", "bus")["items"] == [], "after the removal it gets nothing new"


if __name__ == "__main__":
    run_claims([
        j1_16_ades_device_loses_mos_notes_and_the_late_one_waits_for_mo,
        j1_18_a_lost_tablet_is_turned_away_and_everybody_sees_what_is_theirs_to_see,
        j1_19_its_disk_copied_shows_nothing,
        j1_20_a_new_tablet_recovers_what_ade_may_read_now,
    ])
