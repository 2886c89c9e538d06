#!/usr/bin/env python3
"""Ade hands Mo's record over: Mo keeps it alone, and Ade has what Mo shares and nothing else."""

import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from handing import Handing, person
from programs import Asking, Scratch, Server, Vault, run_claims


def the_coach_has_what_the_person_shares_and_nothing_else():
    with Scratch() as scratch, Server(scratch) as server:
        world = Handing(scratch, server)
        ade, bea, mo = world.everybody()
        record = person(ade)["id"]
        ade.run("note", "add", "Mo", "--text", "Not sent yet")
        world.hand_over()
        assert person(ade)["held"], "until Mo takes it, nothing changes"
        world.take_over(mo)
        assert person(mo)["id"] == record and person(mo)["me"]
        assert sorted(mo.bodies("Mo")) == ["Met by the canal", "Not sent yet"]
        assert [one["name"] for one in mo.run("contact", "list")["items"]] == ["Ade"]
        mo.run("share", "Mo", "goals", "Ade", "--why", "so that Ade goes on helping", "--write")
        world.sync(*world.everybody())
        assert not person(ade)["held"] and not person(ade)["me"]
        assert person(ade)["sections"] == ["person", "goals"], person(ade)
        assert ade.bodies("Mo") == [] and ade.run("search", "canal")["items"] == []
        goal = ade.run("entry", "list", "Mo", "goal")["items"][0]["id"]
        ade.run("entry", "set", goal, "wording=A place by the river")
        mo.run("note", "add", "Mo", "--text", "In my own words")
        world.sync(*world.everybody())
        wording = mo.run("entry", "show", goal)["fields"]["wording"]
        assert [version["value"] for version in wording] == ["A place by the river"], wording
        assert "In my own words" in bea.bodies("Mo"), "Bea goes on reading what she was given"
        for words in (("take", "Mo", "--to", str(scratch.path / "again")), ("ledger", "Mo"),
                      ("share", "Mo", "goals", "Bea", "--why", "no"), ("hand-over", "Mo", "--to", "x")):
            exit_code, _, said = ade.try_to(*words)
            assert exit_code == 1, (words, said)
        devices = mo.run("device", "list")["items"]
        assert len([one for one in devices if not one["removed"]]) == 1, devices
        ledger = [row["what"] for row in mo.run("ledger", "Mo")["items"]]
        assert ledger.count("taken") == ledger.count("took_over") == 1, ledger
        world.check(*world.everybody())
        exit_code, _, said = mo.try_to("hand-over", "Mo", "--to", str(scratch.path / "no"))
        assert exit_code == 1 and "your own record" in said, said


def what_the_coach_wrote_meanwhile_waits_for_the_person():
    with Scratch() as scratch, Server(scratch) as server:
        world = Handing(scratch, server)
        ade, _, mo = world.everybody()
        world.hand_over()
        world.take_over(mo)
        mo.run("share", "Mo", "notes", "Ade", "--why", "so that Ade goes on helping")
        world.sync(mo)
        ade.run("note", "add", "Mo", "--text", "Written before Ade knew")
        world.sync(ade, mo)
        assert ade.bodies("Mo") == ["Met by the canal"], ade.bodies("Mo")
        waiting = mo.run("held", "list")["items"]
        assert [one["texts"] for one in waiting] == [["Written before Ade knew"]], waiting
        mine = ade.run("held", "list")["mine"]
        assert [one["texts"] for one in mine] == [["Written before Ade knew"]], mine
        mo.run("held", "keep", waiting[0]["id"])
        world.sync(mo, ade)
        assert sorted(ade.bodies("Mo")) == ["Met by the canal", "Written before Ade knew"]
        world.check(ade, mo)


def who_comes_second_with_the_file_is_reported_and_not_followed():
    with Scratch() as scratch, Server(scratch) as server:
        world = Handing(scratch, server)
        ade, bea, mo = world.everybody()
        world.hand_over()
        thief = Vault(scratch, "Thief")
        world.take_over(mo)
        world.sync(mo, bea)
        card = mo.card_file()
        world.take_over(thief)
        thief.run("note", "add", "Mo", "--text", "Mo never wrote this")
        exit_code, _, _ = thief.try_to("contact", "add", bea.card_file())
        assert exit_code == 0
        thief.run("share", "Mo", "goals", "Bea", "--why", "made up")
        thief.run("sync")
        for vault in (bea, ade, mo):
            vault.try_to("sync")
        assert "Mo never wrote this" not in bea.bodies("Mo") + mo.bodies("Mo")
        assert ade.run("search", "never")["items"] == []
        assert person(bea)["sections"] == ["person", "notes"], person(bea)
        bea.run("contact", "add", card)
        mo.run("note", "add", "Mo", "--text", "In my own words")
        for _ in range(3):
            for vault in (mo, bea):
                vault.try_to("sync")
        assert "In my own words" in bea.bodies("Mo"), bea.bodies("Mo")
        exit_code, _, said = world.try_to_receive(ade)
        assert exit_code == 1 and "taken this record over" in said, said


def it_goes_by_file_where_there_is_no_server():
    with Scratch() as scratch:
        ade, mo = Vault(scratch, "Ade"), Vault(scratch, "Mo")
        ade.create()
        ade.lines(("person", "add", "--name", "Mo"), ("note", "add", "Mo", "--text", "Met by the canal"),
                  ("entry", "add", "Mo", "goal", "wording=A place of my own"))
        code_file = scratch.path / "code"
        file = scratch.path / "mo.record"
        code_file.write_text(ade.run("hand-over", "Mo", "--to", str(file))["code"] + "\n")
        received = mo.run("receive", str(file), "--code-file", str(code_file), "--as-new-vault", "--kdf",
                          "light")
        assert received["taken_over"]
        mo.run("share", "Mo", "goals", "Ade", "--why", "so that Ade goes on helping", "--write")
        turn = iter(range(100))

        def carry(giver, taker):
            path = str(scratch.path / f"turn-{next(turn)}")
            giver.run("exchange", "--out", path)
            return taker.run("exchange", "--in", path)

        ade.run("note", "add", "Mo", "--text", "Written before Ade knew")
        carry(mo, ade)
        assert person(ade)["sections"] == ["person", "goals"], person(ade)
        assert ade.run("search", "canal")["items"] == []
        carry(ade, mo)
        assert [one["texts"] for one in mo.run("held", "list")["items"]] == [["Written before Ade knew"]]
        for vault in (ade, mo):
            assert vault.run("vault", "verify")["problems"] == []


def it_goes_face_to_face_over_six_digits():
    with Scratch() as scratch, Server(scratch) as server:
        world = Handing(scratch, server)
        ade, bea, mo = world.everybody()
        host = Asking(ade, "hand-over", "Mo")
        guest = Asking(mo, "device", "join", host.told()["pair"], "--kdf", "light")
        here, there = host.told(), guest.told()
        assert here["digits"] == there["digits"], (here, there)
        guest.answer("yes")
        host.answer("yes")
        exit_code, joined, said = guest.end()
        assert exit_code == 0 and joined["taken_over"] and joined["has_all"], (joined, said)
        exit_code, handed, said = host.end()
        assert exit_code == 0 and handed["has_all"], (handed, said)
        assert person(mo)["me"] and mo.bodies("Mo") == ["Met by the canal"]
        assert [one["name"] for one in mo.run("contact", "list")["items"]] == ["Ade"]
        mo.run("share", "Mo", "goals", "Ade", "--why", "so that Ade goes on helping")
        mo.run("note", "add", "Mo", "--text", "In my own words")
        world.sync(*world.everybody())
        assert not person(ade)["held"] and person(ade)["sections"] == ["person", "goals"], person(ade)
        assert ade.run("search", "canal")["items"] == []
        assert "In my own words" in bea.bodies("Mo")
        assert len([one for one in mo.run("device", "list")["items"] if not one["removed"]]) == 1
        world.check(*world.everybody())


def who_says_no_keeps_what_there_was():
    with Scratch() as scratch, Server(scratch) as server:
        world = Handing(scratch, server)
        ade, bea, mo = world.everybody()
        for who_says_no in (0, 1):
            host = Asking(ade, "hand-over", "Mo")
            guest = Asking(mo, "device", "join", host.told()["pair"], "--kdf", "light")
            host.told()
            guest.told()
            sides = [host, guest]
            sides.pop(who_says_no).answer("no")
            sides[0].answer("yes")
            for side in (host, guest):
                exit_code, _, said = side.end()
                assert exit_code == 1, said
        assert not mo.data.exists() or [one.name for one in mo.data.iterdir()] == ["salt"]
        world.sync(ade, bea)
        assert person(ade)["held"] and ade.bodies("Mo") == ["Met by the canal"]
        exit_code, _, said = ade.try_to("run", "-", stdin="hand-over Mo\n")
        assert exit_code == 2, said
        exit_code, _, said = bea.try_to("hand-over", "Mo")
        assert exit_code == 1 and "who keeps the record" in said, said


def the_persons_own_sheet_brings_it_back_and_the_coachs_does_not():
    with Scratch() as scratch, Server(scratch) as server:
        world = Handing(scratch, server)
        ade, bea, mo = world.everybody()
        world.hand_over()
        sheet = world.take_over(mo)["recovery_code"]
        mo.run("share", "Mo", "goals", "Ade", "--why", "so that Ade goes on helping")
        world.sync(*world.everybody())
        for vault, code in ((mo, sheet), (ade, world.sheet)):
            shutil.rmtree(vault.folder)
            new = Vault(scratch, vault.name)
            code_file = scratch.path / "sheet"
            code_file.write_text(code + "\n")
            new.run("recover", "--server", server.url, "--code-file", str(code_file), "--kdf", "light")
            vault.folder, vault.data, vault.passphrase_file = new.folder, new.data, new.passphrase_file
        world.sync(mo, ade, bea)
        assert person(mo)["me"] and mo.bodies("Mo") == ["Met by the canal"]
        assert not person(ade)["held"], "the record is Mo's"
        assert ade.bodies("Mo") == [] and ade.run("search", "canal")["items"] == []
        mo.run("share", "Mo", "notes", "Ade", "--why", "after all")
        world.sync(mo, ade)
        assert ade.bodies("Mo") == ["Met by the canal"], "Mo's new device speaks for Mo"
        world.check(mo, ade, bea)


if __name__ == "__main__":
    run_claims([
        the_coach_has_what_the_person_shares_and_nothing_else,
        what_the_coach_wrote_meanwhile_waits_for_the_person,
        who_comes_second_with_the_file_is_reported_and_not_followed,
        it_goes_face_to_face_over_six_digits,
        who_says_no_keeps_what_there_was,
        it_goes_by_file_where_there_is_no_server,
        the_persons_own_sheet_brings_it_back_and_the_coachs_does_not,
    ])
