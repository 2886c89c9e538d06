#!/usr/bin/env python3
"""A pause is the person's: recorded apart from other things, it stands beside them (J1, step 15)."""

import sys
import pathlib

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from programs import Scratch, Server, Vault, befriend, run_claims


class MosTwoCoaches:
    """Ade holds Mo's record and has shared the notes with Bea, who may write. The signal is gone."""

    def __init__(self, scratch, server):
        self.server = server
        self.ade, self.bea = Vault(scratch, "Ade"), Vault(scratch, "Bea")
        for vault in (self.ade, self.bea):
            vault.create()
            vault.run("server", "join", server.invite())
        befriend(self.ade, self.bea)
        self.ade.run("person", "add", "--name", "Mo")
        self.ade.run("share", "Mo", "notes", "Bea", "--write", "--why", "so that Bea can help")
        self.ade.run("begin", "Mo", "--decided-by", "both")
        self.sync_all()
        server.stop()

    def both(self):
        return (self.ade, self.bea)

    def sync_all(self):
        for vault in (self.ade, self.bea, self.ade):
            vault.run("sync")

    def meet(self):
        for vault in self.both():
            assert vault.run("sync", exit=3)["state"] == "offline"
        self.server.start()
        self.sync_all()
        digests = [vault.run("digest", "Mo")["digest"] for vault in self.both()]
        assert digests[0] == digests[1], digests


def status(vault):
    return sorted(one["status"] for one in vault.run("people")["items"][0]["status"])


def events(vault):
    return sorted(one["what"] for one in vault.run("relationship", "Mo")["items"])


def pause_and_note_both_stand():
    with Scratch() as scratch, Server(scratch) as server:
        mo = MosTwoCoaches(scratch, server)
        assert [status(vault) for vault in mo.both()] == [["alongside"]] * 2
        mo.bea.run("pause", "Mo", "--decided-by", "person", "--words", "I need some quiet")
        mo.ade.run("note", "add", "Mo", "--text", "Met by the canal")
        assert status(mo.ade) == ["alongside"] and status(mo.bea) == ["paused"]
        mo.meet()
        for vault in mo.both():
            assert status(vault) == ["paused"], status(vault)
            assert events(vault) == ["began", "paused"], events(vault)
            assert vault.bodies("Mo") == ["Met by the canal"]
            pause = next(one for one in vault.run("relationship", "Mo")["items"] if one["current"])
            assert [words["value"] for words in pause["words"]] == ["I need some quiet"], pause
            assert vault.run("search", "quiet")["items"][0]["kind"] == "relationship_event"


def pause_and_pick_up_made_apart_are_both_shown_until_somebody_goes_on():
    with Scratch() as scratch, Server(scratch) as server:
        mo = MosTwoCoaches(scratch, server)
        server.start()
        mo.ade.run("pause", "Mo", "--decided-by", "person")
        mo.sync_all()
        server.stop()
        mo.bea.run("pick-up", "Mo", "--decided-by", "both")
        mo.ade.run("pause", "Mo", "--decided-by", "person", "--words", "Until spring")
        mo.meet()
        for vault in mo.both():
            assert status(vault) == ["alongside", "paused"], status(vault)
            assert events(vault) == ["began", "paused", "paused", "picked_up_again"]
        mo.bea.run("pause", "Mo", "--decided-by", "person")
        mo.sync_all()
        for vault in mo.both():
            assert status(vault) == ["paused"], status(vault)
            assert vault.run("vault", "verify") == {"problems": []}


def nobody_but_the_person_finishes_and_the_door_stays_open():
    with Scratch() as scratch, Server(scratch) as server:
        mo = MosTwoCoaches(scratch, server)
        mo.bea.run("finish", "Mo", "--decided-by", "other")
        mo.meet()
        for vault in mo.both():
            assert status(vault) == ["lost_touch"], status(vault)
        mo.ade.run("finish", "Mo", "--decided-by", "person", "--on", "2026-05-03")
        mo.sync_all()
        assert status(mo.bea) == ["finished_for_now"]
        mo.bea.run("note", "add", "Mo", "--text", "Mo rang to say hello")
        mo.bea.run("returned", "Mo", "--decided-by", "person")
        mo.sync_all()
        assert status(mo.ade) == ["alongside"]
        assert mo.ade.bodies("Mo") == ["Mo rang to say hello"]


def who_may_only_read_records_nothing_and_who_is_stopped_sees_nothing():
    with Scratch() as scratch, Server(scratch) as server:
        mo = MosTwoCoaches(scratch, server)
        server.start()
        gp = Vault(scratch, "Doctor")
        gp.create()
        gp.run("server", "join", server.invite())
        befriend(mo.ade, gp)
        mo.ade.run("share", "Mo", "notes", "Doctor", "--why", "so that the doctor knows")
        mo.ade.run("pick-up", "Mo", "--words", "Heard by the doctor")
        mo.sync_all()
        gp.run("sync")
        assert status(gp) == ["alongside"] and events(gp) == ["began", "picked_up_again"]
        code, answer, _ = gp.try_to("finish", "Mo")
        assert (code, answer["error"]["code"]) == (1, "not_allowed"), answer
        mo.ade.run("stop", "Mo", "notes", "Doctor")
        mo.sync_all()
        gp.run("sync")
        assert status(gp) == []
        assert gp.run("search", "heard")["items"] == []
        mo.ade.run("pause", "Mo", "--words", "Unheard by the doctor")
        mo.sync_all()
        gp.run("sync")
        assert gp.run("search", "unheard")["items"] == [] and status(gp) == []


run_claims([
    pause_and_note_both_stand,
    pause_and_pick_up_made_apart_are_both_shown_until_somebody_goes_on,
    nobody_but_the_person_finishes_and_the_door_stays_open,
    who_may_only_read_records_nothing_and_who_is_stopped_sees_nothing,
])
