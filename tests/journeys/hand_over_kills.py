#!/usr/bin/env python3
"""`hand-over` into a file and face to face, `receive` of such a file, `take-over` and the sync in which the coach's
device lets go, each killed just before a write: afterwards it was done or it was not, never half; gone on with it ends as it does
without a kill: Mo keeps the record alone, Ade has what Mo shares, and no note is lost (I24).

ALONGSIDE_KILLS says how many kills in all (6), evenly spread; with 6000 there is one before every write."""

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from handing import Handing, person
from kill_points import Before, killed_among_others
from meeting import Meeting
from programs import Scratch, Server, Vault, run_claims

KILLS = max(1, int(os.environ.get("ALONGSIDE_KILLS", "6")) // 6)
NOTES = ["Met by the canal", "Not sent yet"]
LATE = "Written before Ade knew"
SHARE = ("share", "Mo", "goals", "Ade", "--why", "so that Ade goes on helping", "--write")


def words_of(notes):
    return sorted(version["value"] for note in notes["items"] for version in note["fields"]["body"])


class Killed(Handing):
    """As `Handing`; besides, Ade has a note that was not sent."""

    def __init__(self, scratch, server):
        super().__init__(scratch, server)
        self.ade.run("note", "add", "Mo", "--text", NOTES[1])

    def before(self):
        """Ade writes on, and does not know. All of this is where each kill begins."""
        self.ade.run("note", "add", "Mo", "--text", LATE)
        return Before(self.server, *(vault.data for vault in self.everybody()))

    def receive(self, file):
        code_file = self.scratch.path / "code"
        code_file.write_text(self.code + "\n")
        return ("receive", str(file), "--code-file", str(code_file), "--as-new-vault", "--kdf", "light")

    def ends_as_without_a_kill(self, *first, late=(LATE,)):
        """Mo's device, which has taken over or does so now, runs `first`; then everybody has what is theirs. What
        was `late` waits in Mo's tray; where it is not known what was, it waits there or is in the record."""
        self.mo.lines(*first, SHARE, ("sync",))
        for vault in (self.ade, self.bea, self.mo):
            assert vault.run("sync")["state"] == "sent"
        synced, theirs, found, goals, mine, *verified = self.ade.lines(
            ("sync",), ("people",), ("search", "canal"), ("entry", "list", "Mo", "goal"), ("held", "list"),
            ("vault", "verify"))
        ade, = theirs["items"]
        assert synced["state"] == "sent" and not ade["held"] and ade["sections"] == ["person", "goals"], theirs
        assert found["items"] == [] and len(goals["items"]) == 1, (found, goals)
        _, notes, tray, devices, rows, ours, again = self.mo.lines(
            ("sync",), ("note", "list", "Mo"), ("held", "list"), ("device", "list"), ("ledger", "Mo"), ("people",),
            ("vault", "verify"))
        waiting = [text for one in tray["items"] for text in one["texts"]]
        assert waiting == [text for one in mine["mine"] for text in one["texts"]], (tray, mine)
        assert late is None or waiting == list(late), tray
        kept = words_of(notes)
        assert sorted(kept + waiting) == sorted([*NOTES, LATE]) and ours["items"][0]["me"], (notes, tray, ours)
        assert len([one for one in devices["items"] if not one["removed"]]) == 1, devices
        assert "took_over" in [row["what"] for row in rows["items"]], rows
        synced, read, last = self.bea.lines(("sync",), ("note", "list", "Mo"), ("vault", "verify"))
        assert synced["state"] == "sent" and words_of(read) == kept, f"Bea goes on reading: {read}"
        assert [*verified, again, last] == [{"problems": []}] * 3, (verified, again, last)

    def after_meeting(self, said):
        """Both devices were opened again after a kill. Gives whether Mo has taken over."""
        verified, people, _ = self.ade.lines(("vault", "verify"), ("people",), ("sync",))
        assert verified == {"problems": []} and len(people["items"]) == 1, (verified, people)
        is_there = self.mo.try_to("people")[0] == 0
        assert is_there or not said, "it was answered and is not there"
        rows = self.mo.run("ledger", "Mo", exit=None).get("items", []) if is_there else []
        is_done = "took_over" in [row["what"] for row in rows]
        if is_there and not is_done:  # what did not come to an end is gone on with, or was undone over there
            _, answer, verified = self.mo.lines(("sync",), ("take-over",), ("vault", "verify"), exit=None)
            assert verified == {"problems": []}, verified
            if "error" in answer:
                assert "removed" in answer["error"]["message"], answer
                self.mo.run("leave-device", "--yes", "Mo", "--lose-unsent")
                is_there = False
        if not is_there:
            assert self.face_to_face("host").without_a_kill()[1]["taken_over"]
        self.ends_as_without_a_kill(late=None)
        return is_done

    def face_to_face(self, side):
        return Meeting(self, side, self.mo, ("hand-over", "Mo"))

    def join(self):
        return ("server", "join", self.server.invite())


def a_hand_over_leaves_a_whole_file_or_none():
    with Scratch() as scratch, Server(scratch) as server:
        world = Killed(scratch, server)
        before = world.before()
        words = ("hand-over", "Mo", "--to", str(world.file()))

        def check(said):
            verified, people, notes = world.ade.lines(("vault", "verify"), ("people",), ("note", "list", "Mo"))
            assert verified == {"problems": []} and people["items"][0]["held"], (verified, people)
            assert words_of(notes) == sorted([*NOTES, LATE]), notes
            is_done = world.file().exists()
            assert is_done or not said, "it was answered and is not there"
            again = scratch.path / "again.record"
            world.code = world.ade.run("hand-over", "Mo", "--to", str(again))["code"]
            if is_done:
                exit_code, _, told = world.mo.try_to(*world.receive(world.file()))
                assert exit_code == 1 and "not the code" in told, told
            assert world.mo.run(*world.receive(again))["taken_over"]
            assert sorted(world.mo.bodies("Mo")) == sorted([*NOTES, LATE]), "the file has all of it"
            for path in scratch.path.glob("*.record*"):  # also what a kill left beside its place
                path.unlink()
            assert person(world.ade)["held"], "it is Ade's until Ade's device hears of it"
            return is_done

        return killed_among_others(before, world.ade, words, KILLS, check)


def what_was_handed_over_is_taken_over_whole_or_not_at_all():
    with Scratch() as scratch, Server(scratch) as server:
        world = Killed(scratch, server)
        world.hand_over()
        before = world.before()
        words = world.receive(world.file())

        def check(said):
            exit_code, answer, told = world.mo.try_to(*words)
            is_done = exit_code != 0
            assert not is_done or "already" in told, told
            assert is_done or answer["taken_over"], answer
            assert is_done or not said, "it was answered and is not there"
            assert not list(world.mo.data.glob("new-*")), "what was half made is removed"
            world.ends_as_without_a_kill(world.join())
            return is_done

        return killed_among_others(before, world.mo, words, KILLS, check)


def who_has_their_own_vault_takes_over_whole_or_not_at_all():
    with Scratch() as scratch, Server(scratch) as server:
        world = Killed(scratch, server)
        world.code = world.ade.run("take", "Mo", "--to", str(world.file()))["code"]
        world.mo.run(*world.receive(world.file()))
        world.mo.lines(("contact", "add", world.ade.card_file()), world.join(), ("sync",))
        world.sync(world.ade, world.bea, rounds=1)
        before = world.before()

        def check(said):
            verified, devices, rows = world.mo.lines(("vault", "verify"), ("device", "list"), ("ledger", "Mo"))
            assert verified == {"problems": []}, verified
            is_done = "took_over" in [row["what"] for row in rows["items"]]
            others = [one for one in devices["items"] if not one["this"]]
            assert all(one["removed"] == is_done for one in others) and others, f"half of it: {others}"
            assert is_done or not said, "it was answered and is not done"
            world.ends_as_without_a_kill(("take-over",))
            return is_done

        return killed_among_others(before, world.mo, ("take-over",), KILLS, check)


def the_coachs_device_lets_go_of_all_or_of_nothing_yet():
    with Scratch() as scratch, Server(scratch) as server:
        world = Killed(scratch, server)
        world.hand_over()
        world.take_over(world.mo)
        world.sync(world.mo)
        before = world.before()

        def check(said):
            verified, people, found, tray, notes = world.ade.lines(
                ("vault", "verify"), ("people",), ("search", "canal"), ("held", "list"), ("note", "list", "Mo"),
                exit=None)
            assert verified == {"problems": []}, verified
            is_done = not people["items"][0]["held"]
            assert is_done or not said, "it was answered and is not done"
            assert len(found["items"]) == (0 if is_done else 1), "half of it"
            if not is_done:
                assert words_of(notes) == sorted([*NOTES, LATE]), notes
            assert [one["texts"] for one in tray["mine"]] == ([[LATE]] if is_done else []), tray
            world.ends_as_without_a_kill()
            return is_done

        return killed_among_others(before, world.ade, ("sync",), KILLS, check)


def face_to_face_the_coachs_side_hands_over_whole_or_not_at_all():
    with Scratch() as scratch, Server(scratch) as server:
        world = Killed(scratch, server)
        world.ade.run("note", "add", "Mo", "--text", LATE)
        return world.face_to_face("host").killed_everywhere(KILLS, world.after_meeting)


def face_to_face_the_persons_side_takes_over_whole_or_not_at_all():
    with Scratch() as scratch, Server(scratch) as server:
        world = Killed(scratch, server)
        world.ade.run("note", "add", "Mo", "--text", LATE)
        return world.face_to_face("guest").killed_everywhere(KILLS, world.after_meeting)


if __name__ == "__main__":
    run_claims([a_hand_over_leaves_a_whole_file_or_none,
                what_was_handed_over_is_taken_over_whole_or_not_at_all,
                who_has_their_own_vault_takes_over_whole_or_not_at_all,
                the_coachs_device_lets_go_of_all_or_of_nothing_yet,
                face_to_face_the_coachs_side_hands_over_whole_or_not_at_all,
                face_to_face_the_persons_side_takes_over_whole_or_not_at_all])
