#!/usr/bin/env python3
"""`device add`, `device join` and `device remove`, each killed just before a write: the new
device is a whole one or none that counts; what did not finish is undone; done again it ends as it does without a
kill: one vault on each device, with everything in it, and no note is lost (I24).

ALONGSIDE_KILLS says how many kills in all (3), evenly spread; with 3000 there is one before every write. Whoever waits
for the one that was killed waits it out, or ends as well: in turns."""

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from kill_points import Before, killed_among_others
from later import hurried
from meeting import TIMES, Meeting
from programs import Scratch, Server, run_claims
from two_coaches import TwoCoaches

KILLS = max(1, int(os.environ.get("ALONGSIDE_KILLS", "3")) // 3)
NOTES = ["Met by the canal", "Ring the library"]
TRAIN, AFTER = "Written on the train", "After the tablet"


class Tablet(TwoCoaches):
    """As `TwoCoaches`, with a look at what was joined."""

    def everybody(self):
        return self.ade, self.bea, self.tablet

    def live(self):
        """The devices of Ade's that count, as Ade's own one says; itself left out."""
        devices, verified = self.ade.lines(("device", "list"), ("vault", "verify"))
        assert verified == {"problems": []}, verified
        return [one["id"] for one in devices["items"] if not one["this"] and not one["removed"]]

    def look(self, said):
        """After a kill, and after both were opened again."""
        live = self.live()
        exit_code, here, _ = self.tablet.try_to("vault", "info")
        is_done = exit_code == 0 and here["device"] in live
        assert len(live) == is_done, f"a device counts that is nobody's: {live}"
        assert is_done or not said, "it was answered and is not there"
        assert not list(self.tablet.data.glob("new-*")) or exit_code != 0, "half made"
        if not is_done:
            if exit_code == 0:  # a whole vault, of which its own other device knows nothing any more
                self.ade.run("sync")
                self.tablet.run("sync", exit=None)
                reasons = [one["reason"] for one in self.tablet.run("status")["waiting"]]
                assert any("removed" in reason for reason in reasons), reasons
                self.tablet.run("leave-device", "--yes", "Tablet", "--lose-unsent")
            with hurried(TIMES):
                self.add()
        self.ends_as_without_a_kill()
        return is_done

    def ends_as_without_a_kill(self):
        self.ade.run("sync")
        synced, notes, loose, people, verified, _, _ = self.tablet.lines(
            ("sync",), ("note", "list", "Mo"), ("note", "list"), ("contact", "list"), ("vault", "verify"),
            ("note", "add", "Mo", "--text", TRAIN), ("sync",))
        assert synced["state"] == "sent" and verified == {"problems": []}, (synced, verified)
        assert words_of(notes) + words_of(loose) == NOTES, (notes, loose)
        assert [one["name"] for one in people["items"]] == ["Bea"], people
        for vault in (self.ade, self.bea):
            synced, notes, verified = vault.lines(("sync",), ("note", "list", "Mo"), ("vault", "verify"))
            assert words_of(notes) == [NOTES[0], TRAIN] and verified == {"problems": []}, (notes, verified)
        assert len(self.live()) == 1


def words_of(notes):
    return sorted(version["value"] for note in notes["items"] for version in note["fields"]["body"])


def a_device_is_added_whole_or_not_at_all():
    with Scratch() as scratch, Server(scratch) as server:
        world = Tablet(scratch, server)
        return Meeting(world, "host", world.tablet).killed_everywhere(KILLS, world.look)


def a_device_joins_whole_or_not_at_all():
    with Scratch() as scratch, Server(scratch) as server:
        world = Tablet(scratch, server)
        return Meeting(world, "guest", world.tablet).killed_everywhere(KILLS, world.look)


def a_device_is_removed_whole_or_not_at_all():
    with Scratch() as scratch, Server(scratch) as server:
        world = Tablet(scratch, server)
        with hurried(TIMES):
            world.add()
        tablet = world.tablet.run("vault", "info")["device"]
        world.tablet.lines(("sync",), ("note", "add", "Mo", "--text", TRAIN))  # and not sent
        words = ("device", "remove", tablet)
        before = Before(server, *(vault.data for vault in world.everybody()))

        def check(said):
            is_done = world.live() == []
            assert is_done or not said, "it was answered and is not done"
            world.ade.run(*words, exit=1 if is_done else 0)
            assert world.live() == []
            world.ade.lines(("sync",), ("note", "add", "Mo", "--text", AFTER), ("sync",))
            world.bea.run("sync")
            _, notes, status, verified = world.tablet.lines(("sync",), ("note", "list", "Mo"), ("status",),
                                                            ("vault", "verify"), exit=None)
            assert words_of(notes) == [NOTES[0], TRAIN] and verified == {"problems": []}, notes
            assert any("removed" in one["reason"] for one in status["waiting"]), status
            _, held, mine = world.ade.lines(("sync",), ("held", "list"), ("note", "list", "Mo"))
            assert [one["texts"] for one in held["items"]] == [[TRAIN]], held
            _, theirs, verified = world.bea.lines(("sync",), ("note", "list", "Mo"), ("vault", "verify"))
            assert words_of(mine) == words_of(theirs) == [AFTER, NOTES[0]], (mine, theirs)
            assert verified == {"problems": []}, verified
            return is_done

        return killed_among_others(before, world.ade, words, KILLS, check)


if __name__ == "__main__":
    run_claims([a_device_is_added_whole_or_not_at_all,
                a_device_joins_whole_or_not_at_all,
                a_device_is_removed_whole_or_not_at_all])
