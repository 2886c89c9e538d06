#!/usr/bin/env python3
"""`take`, `receive` and `exchange`, each killed just before a write: afterwards it was done or it was not;
done again it ends as it does without a kill, and nothing is there twice (I24).

ALONGSIDE_KILLS says how many kills in all (16), evenly spread; with 2000 there is one before every write."""

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from kill_points import killed_at_points
from programs import Scratch, Vault, run_claims

KILLS = max(2, int(os.environ.get("ALONGSIDE_KILLS", "16")) // 4)
NOTES = ["Met by the canal", "Tea with Mo"]


class Carried:
    """Ade keeps Mo's record; it was taken along, and Bea may receive it."""

    def __init__(self, scratch):
        self.scratch = scratch
        self.ade, self.bea = Vault(scratch, "Ade"), Vault(scratch, "Bea")
        self.ade.create()
        self.bea.create()
        self.ade.run("person", "add", "--name", "Mo")
        for text in NOTES:
            self.ade.run("note", "add", "Mo", "--text", text)
        self.file, self.code_file = scratch.path / "mo.record", scratch.path / "code"
        code = self.ade.run("take", "Mo", "--to", str(self.file))["code"]
        self.code_file.write_text(code + "\n")
        self.digest = self.ade.run("digest", "Mo")

    def receive(self, *more):
        return ("receive", str(self.file), "--code-file", str(self.code_file), *more)


def a_record_received_is_there_whole_or_not_at_all():
    with Scratch() as scratch:
        world = Carried(scratch)
        bea = world.bea

        def check(said):
            people, verified = bea.lines(("people",), ("vault", "verify"))
            assert verified == {"problems": []}, verified
            is_done = people["items"] != []
            assert is_done or not said, "it was answered and is not there"
            assert not is_done or bea.run("digest", "Mo") == world.digest
            assert bea.run(*world.receive())["was_here"] == is_done
            assert sorted(bea.bodies("Mo")) == NOTES and bea.run("digest", "Mo") == world.digest
            return is_done

        return killed_at_points(bea, world.receive(), KILLS, check)


def a_vault_made_of_a_file_is_there_whole_or_not_at_all():
    with Scratch() as scratch:
        world = Carried(scratch)
        mo = Vault(scratch, "Mo")
        words = world.receive("--as-new-vault", "--kdf", "light")

        def check(said):
            exit_code, _, told = mo.try_to(*words)
            is_done = exit_code != 0
            assert not is_done or "already" in told, told
            assert is_done or not said, "it was answered and is not there"
            assert sorted(mo.bodies("Mo")) == NOTES and mo.run("digest", "Mo") == world.digest
            assert not list(mo.data.glob("new-*")), "what was half made is removed"
            assert mo.run("vault", "verify") == {"problems": []}
            return is_done

        return killed_at_points(mo, words, KILLS, check)


def a_record_that_is_taken_leaves_a_whole_file_or_none():
    with Scratch() as scratch:
        world = Carried(scratch)
        again = scratch.path / "again.record"
        words = ("take", "Mo", "--to", str(again))
        counted = iter(range(1000))

        def check(said):
            is_done = again.exists()
            assert is_done or not said, "it was answered and is not there"
            if is_done:
                exit_code, _, told = world.bea.try_to("receive", str(again), "--code-file",
                                                      str(world.code_file))
                assert exit_code == 1 and "not the code" in told, told
                again.unlink()
            third = scratch.path / f"third-{next(counted)}"
            world.ade.run("take", "Mo", "--to", str(third))
            taken = [row["what"] for row in world.ade.run("ledger", "Mo")["items"]]
            assert set(taken) == {"taken"} and len(taken) in ((3,) if is_done else (2, 3)), taken
            assert world.ade.run("vault", "verify") == {"problems": []}
            return is_done

        return killed_at_points(world.ade, words, KILLS, check, again.unlink)


def an_exchange_taken_in_is_there_whole_or_not_at_all():
    with Scratch() as scratch:
        world = Carried(scratch)
        world.bea.run(*world.receive())
        world.ade.run("note", "add", "Mo", "--text", "Said goodbye")
        path = scratch.path / "exchange"
        world.ade.run("exchange", "--out", str(path))
        digest = world.ade.run("digest", "Mo")
        words = ("exchange", "--in", str(path))

        def check(said):
            now, verified = world.bea.lines(("digest", "Mo"), ("vault", "verify"))
            assert verified == {"problems": []}, verified
            is_done = now == digest
            assert is_done or now == world.digest, "half of it"
            assert is_done or not said, "it was answered and is not there"
            world.bea.run(*words)
            assert world.bea.run("digest", "Mo") == digest
            return is_done

        return killed_at_points(world.bea, words, KILLS, check)


if __name__ == "__main__":
    run_claims([
        a_record_received_is_there_whole_or_not_at_all,
        a_vault_made_of_a_file_is_there_whole_or_not_at_all,
        a_record_that_is_taken_leaves_a_whole_file_or_none,
        an_exchange_taken_in_is_there_whole_or_not_at_all,
    ])
