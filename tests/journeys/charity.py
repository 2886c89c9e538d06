#!/usr/bin/env python3
"""A charity: who is a coach there, what is shared with them as coaches, and what coaches are told."""

import sys
import pathlib

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from programs import Scratch, Server, Vault, befriend, run_claims


def make_charity(vault):
    vault.run("charity", "create", "--name", vault.name, "--kdf", "light")


class Lantern:
    """A charity with two coaches, and Mo, who keeps their own record."""

    def __init__(self, scratch, server):
        self.lantern, self.mo, self.ade, self.bea = self.all = [
            Vault(scratch, name) for name in ("Lantern", "Mo", "Ade", "Bea")]
        make_charity(self.lantern)
        for vault in self.all[1:]:
            vault.create()
        for vault in self.all:
            vault.run("server", "join", server.invite())
        for vault in self.all[1:]:
            befriend(self.lantern, vault)
        befriend(self.mo, self.ade)
        befriend(self.mo, self.bea)
        for coach in ("Ade", "Bea"):
            self.lantern.run("role", "give", coach, "coach")
        self.mo.run("person", "add", "--me", "--name", "Mo")
        self.mo.run("note", "add", "Mo", "--text", "Slept well")
        self.sync_all()

    def sync_all(self, rounds=3):
        for _ in range(rounds):
            for vault in self.all:
                vault.run("sync")


def what_is_shared_with_a_coach_of_the_charity_ends_when_they_leave_it():
    with Scratch() as scratch, Server(scratch) as server:
        world = Lantern(scratch, server)
        code, answer, _ = world.mo.try_to("share", "Mo", "notes", "Ade", "--as", "cook", "--why", "?")
        assert (code, answer["error"]["code"]) == (1, "not_found"), answer
        world.mo.run("share", "Mo", "notes", "Ade", "--as", "coach at Lantern", "--why",
                     "so that my coach knows")
        world.mo.run("share", "Mo", "notes", "Bea", "--why", "because I trust Bea")
        world.sync_all()
        assert world.ade.bodies("Mo") == world.bea.bodies("Mo") == ["Slept well"]
        for coach in ("Ade", "Bea"):
            world.lantern.run("role", "end", coach, "coach")
        world.sync_all()
        assert [person["sections"] for person in world.ade.run("people")["items"]] == [[]]
        assert world.bea.bodies("Mo") == ["Slept well"]
        share = [item for item in world.mo.run("shares", "Mo")["items"] if item.get("role")][0]
        assert (share["role"], share["state"], share["unconfirmed"]) == (
            "coach at Lantern", "stopped", 0), share
        world.mo.run("share", "Mo", "notes", "Ade", "--why", "because I trust Ade, too")
        world.sync_all()
        assert world.ade.bodies("Mo") == ["Slept well"]


def what_the_coaches_are_told_is_read_by_those_who_are_coaches():
    with Scratch() as scratch, Server(scratch) as server:
        world = Lantern(scratch, server)
        world.mo.run("tell", "Lantern", "coach", "--text", "The door sticks")
        world.sync_all()

        def told(vault):
            return [item["text"] for item in vault.run("told", "list")["items"]]

        assert told(world.ade) == told(world.bea) == ["The door sticks"]
        assert world.mo.run("told", "list")["items"][0]["sent"]
        world.lantern.run("role", "end", "Ade", "coach")
        world.sync_all()
        world.mo.run("tell", "Lantern", "coach", "--text", "It still does")
        world.sync_all()
        assert told(world.ade) == []
        assert told(world.bea) == ["The door sticks", "It still does"]
        found = [path for path in server.data.rglob("*") if path.is_file() and b"door" in path.read_bytes()]
        assert found == [], found


def a_charitys_vault_keeps_nobodys_record():
    with Scratch() as scratch:
        lantern, ade = Vault(scratch, "Lantern"), Vault(scratch, "Ade")
        make_charity(lantern)
        ade.create()
        befriend(lantern, ade)
        for words in (["person", "add", "--name", "Mo"], ["person", "add", "--me"],
                      ["note", "add", "--text", "of nobody"]):
            code, answer, _ = lantern.try_to(*words)
            assert (code, answer["error"]["code"]) == (1, "not_allowed"), answer
        code, answer, _ = ade.try_to("role", "give", "Lantern", "coach")
        assert (code, answer["error"]["code"]) == (1, "not_allowed"), answer
        lantern.run("role", "give", "Ade", "coach")
        for words in (["give", "Ade", "coach"], ["end", "Ade", "cook"]):
            code, answer, _ = lantern.try_to("role", *words)
            assert (code, answer["error"]["code"]) == (1, "not_allowed"), answer
        assert [(role["holder_name"], role["role"], role["ended"])
                for role in lantern.run("role", "list")["items"]] == [("Ade", "coach", False)]
        assert lantern.run("vault", "verify")["problems"] == []


run_claims([
    what_is_shared_with_a_coach_of_the_charity_ends_when_they_leave_it,
    what_the_coaches_are_told_is_read_by_those_who_are_coaches,
    a_charitys_vault_keeps_nobodys_record,
])
