#!/usr/bin/env python3
"""`leave-device` killed just before a write: once any program has looked into the folder, the vault is
wholly there or wholly gone, and never opens in half.

ALONGSIDE_KILLS says how many kills in all (1000: one before every write)."""

import os
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from kill_points import points_of, run_until, some_of
from programs import Scratch, Vault, run_claims

KILLS = int(os.environ.get("ALONGSIDE_KILLS", "1000"))


def folder_of(vault):
    return sorted(path.name for path in vault.data.rglob("*"))


def a_leaving_killed_at_a_write_leaves_all_of_the_vault_or_nothing():
    with Scratch() as scratch:
        mo, other = Vault(scratch, "Mo"), None
        mo.create()
        mo.run("note", "add", "--text", "Slept well")
        other = Vault(scratch, "Bea", "her own words")
        other.data = mo.data
        other.create()
        before = mo.data.with_name("before")
        shutil.copytree(mo.data, before)
        command = mo.command("leave-device", "--yes", "Mo", "--lose-unsent")
        log = scratch.path / "calls"
        points = points_of(command, log)
        assert other.run("vault", "verify") == {"problems": []}
        gone = folder_of(mo)
        told = {"there": 0, "gone": 0, "not hit": 0}
        for point in some_of(points, KILLS):
            shutil.rmtree(mo.data)
            shutil.copytree(before, mo.data)
            was_killed, said = run_until(command, point, log)
            for head in mo.data.glob("v-*/head*"):  # what still has a name that opens is untouched
                assert head.read_bytes().strip(b"\0"), point
            code, found, _ = mo.try_to("note", "list")
            assert code in (0, 4), f"{point}: opens in half: {found}"
            if code == 0:
                assert not said, f"{point}: it was said to be gone"
                assert len(found["items"]) == 1 and mo.run("vault", "verify") == {"problems": []}
                mo.run("leave-device", "--yes", "Mo", "--lose-unsent")
            assert other.run("vault", "verify") == {"problems": []}
            assert folder_of(mo) == gone, f"{point}: {folder_of(mo)}"
            told["not hit" if not was_killed else "there" if code == 0 else "gone"] += 1
        assert told["there"] > 0 and told["gone"] > 0, told
    return (f"{len(points)} writes; killed before {told['there'] + told['gone']} of them: still there "
            f"{told['there']}, gone {told['gone']}, half 0; over before it came to {told['not hit']}")


if __name__ == "__main__":
    run_claims([a_leaving_killed_at_a_write_leaves_all_of_the_vault_or_nothing])
