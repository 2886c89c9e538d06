#!/usr/bin/env python3
"""`hand-over` into a file, `receive` of it, `take-over` and the sync in which the coach's device lets go, each killed
just before a write: afterwards it was done or it was not, never half; gone on with it ends as it does without a kill:
Mo keeps the record alone, Ade has what Mo shares, and no note is lost (I24).

ALONGSIDE_KILLS says how many kills in all (4), evenly spread; with 4000 there is one before every write."""

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from handing import person
from kill_points import killed_among_others
from killed_handing import LATE, NOTES, Killed, words_of
from programs import Scratch, Server, run_claims

LATER = "Written by somebody in between"
KILLS = max(1, int(os.environ.get("ALONGSIDE_KILLS", "4")) // 4)


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
            assert [one["texts"] for one in tray["mine"]] == ([[LATE]] if is_done else []), tray
            if is_done:
                world.ends_as_without_a_kill()
                return True
            # Until it lets go, what Ade wrote late is there, or waits already. Then Ade writes no more into it.
            has_heard = words_of(notes) == NOTES
            assert has_heard or words_of(notes) == sorted([*NOTES, LATE]), notes
            added, verified = world.ade.lines(("note", "add", "Mo", "--text", LATER), ("vault", "verify"), exit=None)
            assert verified == {"problems": []} and ("error" in added) == has_heard, (added, verified)
            world.ends_as_without_a_kill(late=(LATE,) if has_heard else (LATE, LATER))
            return False

        return killed_among_others(before, world.ade, ("sync",), KILLS, check)


if __name__ == "__main__":
    run_claims([a_hand_over_leaves_a_whole_file_or_none,
                what_was_handed_over_is_taken_over_whole_or_not_at_all,
                who_has_their_own_vault_takes_over_whole_or_not_at_all,
                the_coachs_device_lets_go_of_all_or_of_nothing_yet])
