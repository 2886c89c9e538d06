#!/usr/bin/env python3
"""Two coaches met the same new person; one has both records and says that they are one. Joined and taken back on
devices apart, written in by everybody meanwhile: nothing is lost, and sharing one shows nothing of the other."""

import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from programs import Scratch, Server, Vault, befriend, run_claims


class MetTwice:
    """Ade and Bea each began a record for Mo, and shared its notes and goals with the other. Ade has a tablet, too."""

    def __init__(self, scratch, server):
        self.server = server
        self.ade, self.bea, self.cem = (Vault(scratch, name) for name in ("Ade", "Bea", "Cem"))
        for vault in (self.ade, self.bea, self.cem):
            vault.create()
            vault.run("server", "join", server.invite())
        befriend(self.ade, self.bea, self.cem)
        self.of_ade = self.begin(self.ade, "Mo", "Met by the canal")
        self.of_bea = self.begin(self.bea, "Mohammed", "Met at the library")
        for vault, record, other in ((self.ade, self.of_ade, "Bea"), (self.bea, self.of_bea, "Ade")):
            for section in ("notes", "goals"):
                vault.run("share", record, section, other, "--write", "--why", "so that both can help")
        self.tablet = Vault(scratch, "Tablet")
        self.sync(self.ade, self.bea)
        self.pair()

    @staticmethod
    def begin(vault, name, words):
        record = vault.run("person", "add", "--name", name)["id"]
        vault.run("note", "add", record, "--text", words)
        return record

    def pair(self):
        def start(vault, *words):
            return subprocess.Popen(vault.command(*words), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                    stderr=subprocess.PIPE, text=True)

        host = start(self.ade, "device", "add")
        text = json.loads(host.stdout.readline())["pair"]
        guest = start(self.tablet, "device", "join", text, "--kdf", "light")
        host.stdout.readline(), guest.stdout.readline()
        for asking in (guest, host):
            asking.stdin.write("yes\n")
            asking.stdin.flush()
        for asking in (guest, host):
            out, said = asking.communicate(timeout=300)
            assert asking.returncode == 0, f"{said}{out}"
        self.sync(self.tablet, self.ade, self.bea)

    def sync(self, *vaults, rounds=3):
        for _ in range(rounds):
            for vault in vaults:
                vault.run("sync")

    def sync_all(self):
        self.sync(self.ade, self.tablet, self.bea)

    def people(self, vault):
        return vault.run("people")["items"]

    def digests(self, vault):
        return [vault.run("digest", record)["digest"] for record in (self.of_ade, self.of_bea)]


def joined_edited_apart_and_taken_back_nothing_is_lost():
    with Scratch() as scratch, Server(scratch) as server:
        met = MetTwice(scratch, server)
        goal = met.bea.run("entry", "add", met.of_bea, "goal", "wording=A quiet room")["id"]
        met.sync_all()
        assert len(met.people(met.ade)) == 2
        before = met.digests(met.ade)
        joined = met.ade.run("join", "Mohammed", "Mo")
        assert joined["joined"] == [met.of_ade, met.of_bea], "the one that Ade keeps comes first"
        assert met.digests(met.ade) == before, "nothing was written into either"
        met.sync_all()
        for vault in (met.ade, met.tablet):
            (mo,) = met.people(vault)
            assert (mo["id"], mo["names"]) == (met.of_ade, ["Mo", "Mohammed"]), mo
            assert sorted(vault.bodies("Mo")) == ["Met at the library", "Met by the canal"]
        assert len(met.people(met.bea)) == 2, "what Ade joins is Ade's to see"

        server.stop()
        met.ade.run("note", "add", "Mo", "--text", "On the telephone")
        met.tablet.run("note", "add", met.of_bea, "--text", "On the tablet")
        met.bea.run("note", "add", met.of_ade, "--text", "By Bea")
        met.bea.run("entry", "set", goal, "wording=A room with a door")
        met.tablet.run("entry", "set", goal, "wording=A room by the sea")
        met.bea.run("pause", met.of_bea)
        server.start()
        met.sync_all()
        words = ["By Bea", "Met at the library", "Met by the canal", "On the tablet", "On the telephone"]
        for vault in (met.ade, met.tablet):
            items = vault.run("note", "list", "Mo")["items"]
            assert sorted(item["fields"]["body"][0]["value"] for item in items) == words, items
            where = {item["fields"]["body"][0]["value"]: item["record"] for item in items}
            assert where["On the telephone"] == where["By Bea"] == met.of_ade, where
            assert where["On the tablet"] == met.of_bea, where
            (wish,) = vault.run("entry", "list", "Mo", "goal")["items"]
            assert len(wish["fields"]["wording"]) == 2, "both wordings are kept"
            assert [one["status"] for one in met.people(vault)[0]["status"]] == ["paused"]

        met.tablet.run("unjoin", "Mo", "Mohammed")
        met.sync_all()
        for vault in (met.ade, met.tablet):
            assert len(met.people(vault)) == 2
            assert sorted(vault.bodies(met.of_ade)) == ["By Bea", "Met by the canal", "On the telephone"]
            assert sorted(vault.bodies(met.of_bea)) == ["Met at the library", "On the tablet"]
            assert vault.run("vault", "verify")["problems"] == []
        for record in (met.of_ade, met.of_bea):
            told = [vault.run("digest", record)["digest"] for vault in (met.ade, met.bea)]
            for section in ("notes", "goals"):
                assert told[0][section] == told[1][section], told


def joined_anew_while_it_was_taken_back_apart_stays_joined():
    with Scratch() as scratch, Server(scratch) as server:
        met = MetTwice(scratch, server)
        met.ade.run("join", met.of_ade, met.of_bea)
        met.sync_all()
        met.tablet.run("unjoin", met.of_bea)
        met.ade.run("unjoin", met.of_bea)
        met.ade.run("join", met.of_ade, met.of_bea)
        met.sync_all()
        for vault in (met.ade, met.tablet):
            assert len(met.people(vault)) == 1
            vault.run("vault", "rebuild")
            assert len(met.people(vault)) == 1


def sharing_one_of_them_shows_nothing_of_the_other():
    with Scratch() as scratch, Server(scratch) as server:
        met = MetTwice(scratch, server)
        met.bea.run("pause", met.of_bea)
        met.sync_all()
        met.ade.run("join", met.of_ade, met.of_bea)
        met.ade.run("pick-up", "Mo")
        met.ade.run("share", met.of_ade, "notes", "Cem", "--why", "so that Cem can help")
        met.sync(met.ade, met.cem, met.bea)
        (mo,) = met.people(met.cem)
        assert (mo["id"], mo["names"], mo["joined"]) == (met.of_ade, ["Mo"], []), mo
        assert met.cem.bodies("Mo") == ["Met by the canal"]
        assert [event["what"] for event in met.cem.run("relationship", "Mo")["items"]] == ["picked_up_again"]
        said = json.dumps([met.cem.run("history", "Mo"), met.cem.run("entry", "list", "Mo")])
        assert met.of_bea not in said and "Mohammed" not in said, said
        assert [one["status"] for one in met.people(met.ade)[0]["status"]] == ["alongside"]
        assert [one["status"] for one in met.people(met.bea)[0]["status"]], met.people(met.bea)


def one_that_is_no_longer_shared_leaves_the_other_as_it_was():
    with Scratch() as scratch, Server(scratch) as server:
        met = MetTwice(scratch, server)
        met.ade.run("join", met.of_ade, met.of_bea)
        for section in ("notes", "goals"):
            met.bea.run("stop", met.of_bea, section, "Ade")
        met.sync_all()
        (mo,) = met.people(met.ade)
        assert mo["names"] == ["Mo"] and mo["joined"] == [met.of_ade, met.of_bea], mo
        assert met.ade.bodies("Mo") == ["Met by the canal"]
        met.ade.run("note", "add", "Mo", "--text", "It goes on")
        met.ade.run("unjoin", met.of_ade)
        assert sorted(met.ade.bodies(met.of_ade)) == ["It goes on", "Met by the canal"]


run_claims([
    joined_edited_apart_and_taken_back_nothing_is_lost,
    joined_anew_while_it_was_taken_back_apart_stays_joined,
    sharing_one_of_them_shows_nothing_of_the_other,
    one_that_is_no_longer_shared_leaves_the_other_as_it_was,
])
