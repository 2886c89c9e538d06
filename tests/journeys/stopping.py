#!/usr/bin/env python3
"""Sharing stops: what goes from the other side, what waits for the person, what they can look back on."""

import sys
import pathlib

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from programs import Scratch, Server, Vault, befriend, run_claims

DAY_MS = 24 * 60 * 60 * 1000


class Mo:
    """Mo keeps their own record and has shared notes and goals with Ade and Bea, two coaches."""

    def __init__(self, scratch, server):
        self.mo, self.ade, self.bea = (Vault(scratch, name) for name in ("Mo", "Ade", "Bea"))
        for vault in (self.mo, self.ade, self.bea):
            vault.create()
            vault.run("server", "join", server.invite())
        befriend(self.mo, self.ade)
        befriend(self.mo, self.bea)
        befriend(self.ade, self.bea)
        self.mo.run("person", "add", "--me", "--name", "Mo")
        self.goal = self.mo.run("entry", "add", "Mo", "goal", "wording=A place of my own")["id"]
        for coach in ("Ade", "Bea"):
            for section in ("notes", "goals"):
                self.mo.run("share", "Mo", section, coach, "--write", "--why", "to walk alongside")
        self.sync_all()

    def sync_all(self, rounds=3):
        for _ in range(rounds):
            for vault in (self.mo, self.ade, self.bea):
                vault.run("sync")

    def share_of(self, coach, section):
        items = self.mo.run("shares", "Mo")["items"]
        return [item for item in items
                if item["with_name"] == coach and item["section"] == section][-1]

    def ledger(self, what):
        return [row for row in self.mo.run("ledger", "Mo")["items"] if row["what"] == what]


def a_note_written_after_a_stop_waits_for_mo_and_the_coach_has_the_notes_no_more():
    with Scratch() as scratch, Server(scratch) as server:
        world = Mo(scratch, server)
        world.mo.run("note", "add", "Mo", "--text", "Slept well")
        world.sync_all()
        assert world.ade.bodies("Mo") == ["Slept well"]
        assert world.share_of("Ade", "notes")["reached"]
        world.mo.run("stop", "Mo", "notes", "Ade")
        assert world.share_of("Ade", "notes")["unconfirmed"] == 1
        stops = world.mo.run("status")["stops"]
        ades_device = world.ade.run("vault", "info")["device"]
        assert [(stop["section"], stop["with_name"], stop["unconfirmed"]) for stop in stops] == [
            ("notes", "Ade", [ades_device])], stops
        world.mo.run("sync")
        world.ade.run("note", "add", "Mo", "--text", "Too late")  # has not heard of it yet
        world.sync_all()
        assert world.ade.bodies("Mo") == []
        assert world.ade.run("search", "slept")["items"] == []
        person = world.ade.run("people")["items"][0]
        assert person["name"] == "Mo" and "notes" not in person["sections"], person
        assert world.ade.run("vault", "verify")["problems"] == []
        mine = world.ade.run("held", "list")["mine"]
        assert [note["texts"] for note in mine] == [["Too late"]], mine
        assert world.share_of("Ade", "notes")["unconfirmed"] == 0
        status = world.mo.run("status")
        assert status["stops"] == [] and all(share["reached"] for share in status["shares"]), status
        code, answer, _ = world.ade.try_to("note", "add", "Mo", "--text", "Still")
        assert (code, answer["error"]["code"]) == (1, "not_allowed"), answer
        held = world.mo.run("held", "list", "Mo")["items"]
        assert [note["author_name"] for note in held] == ["Ade"], held
        world.mo.run("held", "keep", held[0]["id"])
        world.sync_all()
        assert sorted(world.bea.bodies("Mo")) == ["Slept well", "Too late"]
        assert world.ade.bodies("Mo") == []


def what_mo_lets_go_is_gone_and_what_is_shared_anew_is_there():
    with Scratch() as scratch, Server(scratch) as server:
        world = Mo(scratch, server)
        world.mo.run("stop", "Mo", "notes", "Ade")
        world.mo.run("sync")
        world.ade.run("note", "add", "Mo", "--text", "Not wanted")
        world.sync_all()
        held = world.mo.run("held", "list", "Mo")["items"]
        world.mo.run("held", "delete", held[0]["id"][:8])
        assert world.mo.run("held", "list", "Mo")["items"] == []
        assert world.mo.bodies("Mo") == []
        world.mo.run("note", "add", "Mo", "--text", "Meanwhile")
        world.mo.run("share", "Mo", "notes", "Ade", "--why", "to read it again")
        world.sync_all()
        assert world.ade.bodies("Mo") == ["Meanwhile"]
        code, answer, _ = world.ade.try_to("note", "add", "Mo", "--text", "Only reading")
        assert (code, answer["error"]["code"]) == (1, "not_allowed"), answer


def goals_until_the_end_of_a_month_with_a_receipt():
    with Scratch() as scratch, Server(scratch) as server:
        world = Mo(scratch, server)
        gp = Vault(scratch, "Doctor")
        gp.create()
        gp.run("server", "join", server.invite())
        befriend(world.mo, gp)
        share = world.mo.run("share", "Mo", "goals", "Doctor", "--until", "2199-01-31", "--why",
                             "so that the doctor knows what matters")["id"]
        world.mo.run("sync")
        gp.run("sync")
        assert len(gp.run("entry", "list", "Mo", "goal")["items"]) == 1
        receipt = world.mo.run("receipt", share)
        assert receipt["why"] == "so that the doctor knows what matters", receipt
        assert receipt["section"] == "goals" and receipt["state"] == "yes", receipt
        page = world.mo.run("receipt", share[:8], "--html")["html"]
        assert page.startswith("<!DOCTYPE html>") and "Doctor" in page
        code, answer, _ = world.mo.try_to("share", "Mo", "notes", "Doctor", "--until",
                                          "2001-01-31", "--why", "too late")
        assert (code, answer["error"]["code"]) == (1, "not_allowed"), answer
        code, answer, _ = world.mo.try_to("share", "Mo", "notes", "Doctor", "--until", "soon",
                                          "--why", "when")
        assert (code, answer["error"]["code"]) == (2, "usage"), answer
        sections = world.mo.run("preview", "Mo", "--as", "Doctor")["sections"]
        assert [part["section"] for part in sections] == ["person", "goals"], sections
        would = world.mo.run("preview", "Mo", "--as", "Doctor", "--section", "notes")["sections"]
        assert [part["shared"] for part in would] == [False], would


def mo_sees_who_looked_who_asked_and_what_was_passed_on():
    with Scratch() as scratch, Server(scratch) as server:
        world = Mo(scratch, server)
        world.mo.run("note", "add", "Mo", "--text", "Slept well")
        world.sync_all()
        world.ade.bodies("Mo")
        world.ade.bodies("Mo")
        world.ade.run("passed-on", "Mo", "notes", "--to", "the police", "--why", "a threat")
        asked = world.bea.run("ask", "Mo", "wellbeing", "--why", "to plan the week")["id"]
        world.sync_all()
        looked = [row for row in world.ledger("looked") if row["section"] == "notes"]
        assert [row["who_name"] for row in looked] == ["Ade"], looked
        assert [row["to"] for row in world.ledger("passed_on")] == ["the police"]
        assert [row["id"] for row in world.mo.run("asked", "list", "Mo")["items"]] == [asked]
        world.mo.run("asked", "no", asked[:8])
        assert len(world.ledger("shared")) == 6 and len(world.ledger("arrived")) == 6
        code, answer, _ = world.ade.try_to("ledger", "Mo")
        assert (code, answer["error"]["code"]) == (1, "not_allowed"), answer


run_claims([
    a_note_written_after_a_stop_waits_for_mo_and_the_coach_has_the_notes_no_more,
    what_mo_lets_go_is_gone_and_what_is_shared_anew_is_there,
    goals_until_the_end_of_a_month_with_a_receipt,
    mo_sees_who_looked_who_asked_and_what_was_passed_on,
])
