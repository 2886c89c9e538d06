#!/usr/bin/env python3
"""Two devices, two identities: invite, join, cards, share, sync; both edit apart, meet and agree."""

import sys
import pathlib

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from programs import Scratch, Server, Vault, befriend, run_claims


class TwoCoaches:
    """Ade holds Mo's record and has shared notes and goals with Bea, with the right to write."""

    def __init__(self, scratch, server):
        self.ade, self.bea = Vault(scratch, "Ade"), Vault(scratch, "Bea")
        for vault in (self.ade, self.bea):
            vault.create()
            vault.run("server", "join", server.invite())
        befriend(self.ade, self.bea)
        mo = self.ade.run("person", "add", "--name", "Mo")["id"]
        self.goal = self.ade.run("entry", "add", mo, "goal", "wording=A place of my own")["id"]
        for section in ("notes", "goals"):
            self.ade.run("share", "Mo", section, "Bea", "--write", "--why", "so that Bea can help")
        self.ade.run("sync")
        self.bea.run("sync")

    def sync_all(self):
        for vault in (self.ade, self.bea, self.ade):
            vault.run("sync")

    def shown(self, vault):
        fields = vault.run("entry", "show", self.goal)["fields"]
        return sorted(version["value"] for version in fields["wording"])


def a_share_brings_the_person_with_notes_and_goals():
    with Scratch() as scratch, Server(scratch) as server:
        two = TwoCoaches(scratch, server)
        person = two.bea.run("people")["items"][0]
        assert person["name"] == "Mo", person
        assert {"person", "notes", "goals"} <= set(person["sections"]), person
        assert two.shown(two.bea) == ["A place of my own"]


def what_two_wrote_apart_is_kept_shown_and_agreed_upon():
    with Scratch() as scratch, Server(scratch) as server:
        two = TwoCoaches(scratch, server)
        server.stop()
        quiet, funny = "Quiet, in the morning", "Funny, with my sister"
        two.ade.run("entry", "set", two.goal, f"wording={quiet}")
        two.ade.run("note", "add", "Mo", "--text", "Met by the canal")
        two.bea.run("entry", "set", two.goal, f"wording={funny}")
        two.bea.run("note", "add", "Mo", "--text", "Rang about the flat")
        assert two.ade.run("sync", exit=3)["state"] == "offline"
        assert two.bea.run("sync", exit=3)["pending"] == 2
        server.start()
        two.sync_all()
        for vault in (two.ade, two.bea):
            assert two.shown(vault) == [funny, quiet], two.shown(vault)
            assert sorted(vault.bodies("Mo")) == ["Met by the canal", "Rang about the flat"]
        digests = [vault.run("digest", "Mo")["digest"] for vault in (two.ade, two.bea)]
        for section in ("person", "notes", "goals"):
            assert digests[0][section] == digests[1][section], digests

        versions = two.ade.run("entry", "show", two.goal)["fields"]["wording"]
        chosen = next(v for v in versions if v["value"] == funny)
        two.ade.run("choose", two.goal, "wording", chosen["version"])
        two.sync_all()
        for vault in (two.ade, two.bea):
            assert two.shown(vault) == [funny]


def what_was_sent_and_confirmed_is_told_truthfully():
    with Scratch() as scratch, Server(scratch) as server:
        two = TwoCoaches(scratch, server)
        two.sync_all()
        before = two.ade.run("status")
        two.ade.run("note", "add", "Mo", "--text", "one")
        saved = two.ade.run("status")
        assert saved["saved"] == before["saved"] + 1 and saved["sent"] == before["sent"]
        two.ade.run("sync")
        sent = two.ade.run("status")
        assert sent["sent"] == sent["saved"], sent
        assert sent["confirmed"] < sent["saved"], sent
        two.bea.run("sync")
        two.ade.run("sync")
        confirmed = two.ade.run("status")
        assert confirmed["confirmed"] > sent["confirmed"], (sent, confirmed)
        assert server.keep("verify")


def rebuilding_and_verifying_change_nothing():
    with Scratch() as scratch, Server(scratch) as server:
        two = TwoCoaches(scratch, server)
        two.bea.run("note", "add", "Mo", "--text", "one")
        two.sync_all()
        for vault in (two.ade, two.bea):
            before = vault.run("digest", "Mo")
            vault.run("vault", "rebuild")
            assert vault.run("digest", "Mo") == before
            assert vault.run("vault", "verify") == {"problems": []}


def an_invite_lets_in_one_device():
    with Scratch() as scratch, Server(scratch) as server:
        ade, bea = Vault(scratch, "Ade"), Vault(scratch, "Bea")
        ade.create()
        bea.create()
        invite = server.invite()
        ade.run("server", "join", invite)
        ade.run("server", "join", invite)  # the same device may ask again
        assert bea.run("server", "join", invite, exit=1)["error"]["code"] == "not_allowed"
        assert bea.run("sync", exit=3)["state"] == "offline"


def a_disabled_device_is_turned_away_and_keeps_its_notes():
    with Scratch() as scratch, Server(scratch) as server:
        ade = Vault(scratch, "Ade")
        ade.create()
        ade.run("server", "join", server.invite())
        ade.run("sync")
        server.keep("disable", "1")
        ade.run("note", "add", "--text", "kept")
        answer = ade.run("sync", exit=3)
        assert answer["state"] == "turned_away" and answer["pending"] == 1, answer
        assert ade.bodies() == ["kept"]


run_claims([
    a_share_brings_the_person_with_notes_and_goals,
    what_two_wrote_apart_is_kept_shown_and_agreed_upon,
    what_was_sent_and_confirmed_is_told_truthfully,
    rebuilding_and_verifying_change_nothing,
    an_invite_lets_in_one_device,
    a_disabled_device_is_turned_away_and_keeps_its_notes,
])
