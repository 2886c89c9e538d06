#!/usr/bin/env python3
"""`erase` of an entry and of a whole record, `note move` and `recover`, each killed just before a write: afterwards it was done or it was
not, and done again it ends as it does without a kill (I24).

ALONGSIDE_KILLS says how many kills in all (16), evenly spread; with 2000 there is one before every write."""

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from kill_points import killed_at_points
from later import later
from programs import Scratch, Server, Vault, befriend, run_claims

KILLS = max(2, int(os.environ.get("ALONGSIDE_KILLS", "16")) // 2)
ERASED, MOVED, KEPT = "Something about zebrafinches", "Somebody by the bridge", "Met by the canal"


class Pair:
    """Ade keeps Mo's record and shares its notes with Bea; all is synced."""

    def __init__(self, scratch, server):
        self.scratch, self.server = scratch, server
        self.ade, self.bea = Vault(scratch, "Ade"), Vault(scratch, "Bea")
        self.code = self.ade.create()["recovery_code"]
        self.bea.create()
        for vault in (self.ade, self.bea):
            vault.run("server", "join", server.invite())
        befriend(self.ade, self.bea)
        self.ade.run("person", "add", "--name", "Mo")
        self.ade.run("share", "Mo", "notes", "Bea", "--why", "so that Bea can help", "--write")
        self.ade.run("note", "add", "Mo", "--text", KEPT)
        self.note = self.ade.run("note", "add", "Mo", "--text", ERASED)["id"]
        self.loose = self.ade.run("note", "add", "--text", MOVED)["id"]
        self.sync()

    def sync(self):
        for _ in range(3):
            for vault in (self.ade, self.bea):
                vault.run("sync")

    def bodies(self):
        """Those of Mo's record and the ones with no person; the vault is sound."""
        assert self.ade.run("vault", "verify") == {"problems": []}
        return sorted(self.ade.bodies("Mo")), self.ade.bodies()


def an_entry_is_erased_whole_or_not_at_all():
    with Scratch() as scratch, Server(scratch) as server:
        pair = Pair(scratch, server)

        def check(said):
            bodies, _ = pair.bodies()
            erased = pair.ade.run("erased", "Mo")["items"]
            is_done = ERASED not in bodies
            assert is_done == (len(erased) == 1) and KEPT in bodies, (bodies, erased)
            assert is_done == (pair.ade.run("search", "zebrafinches")["items"] == [])
            assert is_done or not said, "it was answered and is not done"
            if not is_done:
                pair.ade.run("erase", pair.note)
                assert pair.bodies()[0] == [KEPT]
            return is_done

        told = killed_at_points(pair.ade, ("erase", pair.note), KILLS, check)
        pair.ade.run("erase", pair.note)
        pair.sync()
        assert pair.bea.bodies("Mo") == [KEPT]
        assert pair.ade.run("erased", "Mo")["items"][0]["unconfirmed"] == []
        return told


def a_note_moves_whole_or_not_at_all():
    with Scratch() as scratch, Server(scratch) as server:
        pair = Pair(scratch, server)

        def check(said):
            bodies, loose = pair.bodies()
            is_done = MOVED in bodies
            assert is_done == (loose == []), (bodies, loose)
            assert is_done or not said, "it was answered and is not done"
            return is_done

        return killed_at_points(pair.ade, ("note", "move", pair.loose, "Mo"), KILLS, check)


def a_vault_is_recovered_whole_or_not_at_all():
    with Scratch() as scratch, Server(scratch) as server:
        pair = Pair(scratch, server)
        tablet = Vault(scratch, "Tablet", passphrase="another long passphrase")
        sheet = scratch.path / "sheet"
        sheet.write_text(pair.code + "\n")
        words = ("recover", "--server", server.url, "--code-file", str(sheet), "--kdf", "light")

        def check(said):
            exit_code, _, _ = tablet.try_to("people")
            is_done = exit_code == 0
            assert is_done or not said, "it was answered and is not there"
            if is_done:
                assert sorted(tablet.bodies("Mo")) == [KEPT, ERASED]
                assert tablet.run("vault", "verify") == {"problems": []}
            return is_done

        told = killed_at_points(tablet, words, 3, check)  # five new devices a day and family
        assert tablet.try_to(*words)[0] == 0
        assert sorted(tablet.bodies("Mo")) == [KEPT, ERASED]
        assert not list(tablet.data.glob("new-*")), "what was half made is removed"
        return told


def a_record_is_to_be_erased_or_it_is_not():
    with Scratch() as scratch:
        ade = Vault(scratch, "Ade")
        ade.create()
        ade.run("person", "add", "--name", "Mo")
        ade.run("note", "add", "Mo", "--text", KEPT)

        def check(said):
            to_erase = ade.run("status")["to_erase"]
            assert ade.run("vault", "verify") == {"problems": []} and ade.bodies("Mo") == [KEPT]
            assert len(to_erase) <= 1 and (to_erase or not said), "it was answered and is not done"
            return len(to_erase) == 1

        return killed_at_points(ade, ("erase", "Mo", "--everything"), KILLS, check)


def a_whole_record_is_erased_or_none_of_it():
    with Scratch() as scratch:
        ade = Vault(scratch, "Ade")
        ade.create()
        ade.run("person", "add", "--name", "Mo")
        for _ in range(5):
            ade.run("note", "add", "Mo", "--text", ERASED)
        ade.run("erase", "Mo", "--everything")

        def check(said):
            for name in ("LD_PRELOAD", "FAKETIME"):
                os.environ.pop(name, None)  # today it is not due yet
            people, found = ade.run("people")["items"], ade.run("search", "zebrafinches")["items"]
            is_done = people == []
            assert ade.run("vault", "verify") == {"problems": []}
            assert len(found) == (0 if is_done else 5), "half of it is left"
            assert is_done == ade.run("erased")["records"][0]["erased"]
            assert is_done or not said, "it was answered and is not done"
            with later(73):
                assert ade.run("people")["items"] == []
            assert ade.run("search", "zebrafinches")["items"] == []
            os.environ.update(when)
            return is_done

        with later(73):
            when = {name: os.environ[name] for name in ("LD_PRELOAD", "FAKETIME")}
            return killed_at_points(ade, ("people",), KILLS, check)


if __name__ == "__main__":
    run_claims([an_entry_is_erased_whole_or_not_at_all,
                a_record_is_to_be_erased_or_it_is_not,
                a_whole_record_is_erased_or_none_of_it,
                a_note_moves_whole_or_not_at_all,
                a_vault_is_recovered_whole_or_not_at_all])
