#!/usr/bin/env python3
"""`hand-over` face to face, over six digits, killed just before a write on the coach's side or on the person's: what
did not come to an end is undone or gone on with, and it ends as it does without a kill: Mo keeps the record alone,
Ade has what Mo shares, and no note is lost (I24).

ALONGSIDE_KILLS says how many kills in all (2), evenly spread; with 2000 there is one before every write."""

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from killed_handing import LATE, Killed
from programs import Scratch, Server, run_claims

KILLS = max(1, int(os.environ.get("ALONGSIDE_KILLS", "2")) // 2)


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
    run_claims([face_to_face_the_coachs_side_hands_over_whole_or_not_at_all,
                face_to_face_the_persons_side_takes_over_whole_or_not_at_all])
