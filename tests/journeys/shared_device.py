#!/usr/bin/env python3
"""Mo's evening at a computer that others use, too (J2 9 to 12): hiding, locking, what the next one
finds, leaving. The real window without a screen, pressed and looked into (support/hands.cc)."""

import os
import pathlib
import signal
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from programs import BIN, Scratch, Server, Vault, run_claims
from seat import TABS_TO_NAME, Seat, wait_until

NAME, PASSPHRASE = "VaultNamedUmbrella", "xylophone marmalade"
PERSON, DRAFT = "Mo Quintessence", "wolkenkratzer by the canal"
MINUTE_MS = 60_000


class Home:
    """A vault that the window and the command line both find."""

    def __init__(self, scratch):
        self.path = scratch.path / "home"
        self.path.mkdir()
        self.vault = Vault(scratch, NAME, PASSPHRASE)
        self.vault.data = self.path / "alongside"
        self.vault.run("vault", "create", "--my-name", "Ade Zebrafinch", "--kdf", "light")
        self.vault.run("person", "add", "--name", PERSON)

    def files(self):
        return [path for path in self.path.rglob("*") if path.is_file()]


def words():
    return {text: text.encode() for text in (NAME, PASSPHRASE, PERSON, DRAFT)}


def keys(seat):
    """The keys that opened the vault, and what the device signs with."""
    return {name: bytes.fromhex(seat.seen(name)[-1]) for name in ("vault", "roots", "signing")}


def write_half_a_note(seat):
    """Opens the vault, having seen that a typed passphrase is found, and writes without keeping."""
    seat.type_secrets(NAME, PASSPHRASE)
    assert seat.finds(words()) == {NAME, PASSPHRASE}, "what is typed was not found"
    opened = len(seat.seen("vault"))
    seat.do("key Return")
    wait_until(lambda: len(seat.seen("vault")) > opened and seat.finds(words()) >= {PERSON},
               "the person's name on the screen")
    seat.do("key Shift+Tab", "key Space")
    seat.do(f"text {DRAFT}")
    needles = {**words(), **keys(seat)}
    wait_until(lambda: seat.finds(needles) >= {NAME, PERSON, DRAFT, "vault", "signing"},
               "name, words and keys in an open vault's memory")
    return needles


def nothing_is_left(seat, needles, pid):
    """The same process begins anew, and of all that nothing is in it; nor is a file of the vault open."""
    assert seat.window.pid == pid and seat.window.poll() is None
    found = seat.finds(needles)
    assert not found, f"still in memory: {found}"
    for link in pathlib.Path(f"/proc/{pid}/fd").iterdir():
        target = os.readlink(link)
        assert "/v-" not in target and not target.endswith("/eyes (deleted)"), target
    eyes = [link for link in pathlib.Path(f"/proc/{pid}/fd").iterdir()
            if os.readlink(link).endswith("/eyes")]
    assert len(eyes) == 1, "a file that a library had opened was inherited"
    said = pathlib.Path(f"/proc/{pid}/environ").read_bytes()
    said += pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
    said += pathlib.Path(f"/proc/{pid}/comm").read_bytes()
    for name, needle in needles.items():
        assert needle not in said, f"told to the new program: {name}"
    assert set(seat.seen("begins")) == {"Notes"} and not seat.seen("title"), "the title names something"
    assert seat.seen("dumpable") == ["0"] * len(seat.seen("begins")), "its memory can be read by others"


def is_still_being_written(seat, tabs=TABS_TO_NAME):
    """Opened again, the words that were not kept are offered."""
    seat.unlock(NAME, PASSPHRASE, tabs)
    wait_until(lambda: seat.finds(words()) >= {PERSON, DRAFT}, "the draft is offered")


def i22_nothing_is_in_memory_after_locking():
    with Scratch() as scratch:
        home = Home(scratch)
        with Seat(scratch, home.path) as seat:
            pid = seat.window.pid
            needles = write_half_a_note(seat)
            seat.until_anew("key Ctrl+L")
            nothing_is_left(seat, needles, pid)
            is_still_being_written(seat)
            return f"{len(needles)} words and keys were found before and not after"


def i22_nothing_is_in_memory_after_hiding():
    with Scratch() as scratch:
        home = Home(scratch)
        with Seat(scratch, home.path) as seat:
            pid = seat.window.pid
            needles = write_half_a_note(seat)
            seat.until_anew("key Escape", "key Escape")
            nothing_is_left(seat, needles, pid)
            painted_ms, begun_ms = seat.hidden_after_ms()
            seat.do("key Tab", "key Space")  # Open
            is_still_being_written(seat, TABS_TO_NAME - 1)  # the keyboard is on a screen already
    return f"hidden {painted_ms} ms after the press, the new program there after {begun_ms} ms"


def i22_nothing_is_in_memory_after_nobody_touched_it():
    """The clock goes on without anybody: also as a computer that sleeps finds it when it wakes."""
    with Scratch() as scratch:
        home = Home(scratch)
        with Seat(scratch, home.path) as seat:
            pid = seat.window.pid
            needles = write_half_a_note(seat)
            before = len(seat.seen("painted"))
            seat.do(f"later {4 * MINUTE_MS + 1000}")
            wait_until(lambda: len(seat.seen("painted")) > before + 3, "the countdown")
            assert len(seat.seen("begins")) == 1, "locked without a warning"
            seat.until_anew(f"later {MINUTE_MS}")
            nothing_is_left(seat, needles, pid)
            is_still_being_written(seat)


def the_next_one_finds_nothing_on_the_disk():
    with Scratch() as scratch:
        home = Home(scratch)
        with Seat(scratch, home.path) as seat:
            write_half_a_note(seat)
            seat.until_anew("key Escape", "key Escape")
            seat.window.send_signal(signal.SIGTERM)
            assert seat.window.wait(timeout=120) == 0
        looked_at = home.files() + [path for path in scratch.temp.rglob("*") if path.is_file()]
        for path in looked_at:
            content = path.read_bytes() + str(path.relative_to(scratch.path)).encode()
            for name, needle in words().items():
                assert needle not in content, f"{name} stands in {path.name}"
        return f"{len(looked_at)} files"


def who_leaves_is_told_what_is_not_sent_and_is_gone():
    with Scratch() as scratch, Server(scratch) as server:
        home = Home(scratch)
        mo = home.vault
        mo.run("note", "add", PERSON, "--text", "Slept well")
        told = mo.run("leave-device")
        assert [(one["name"], one["changes"]) for one in told["not_sent"]] == [(PERSON, 2)], told
        assert not told["server"] and not told["left"]
        mo.run("leave-device", "--yes", NAME, exit=1)
        mo.run("server", "join", server.invite())
        assert mo.run("sync")["state"] == "sent"
        assert mo.run("leave-device")["not_sent"] == []
        assert mo.run("leave-device", "--yes", NAME)["left"]
        mo.run("people", exit=4)
        assert [path.name for path in home.files()] == ["salt"], home.files()


if __name__ == "__main__":
    assert (BIN / "alongside-hands.so").exists()
    run_claims([
        i22_nothing_is_in_memory_after_locking,
        i22_nothing_is_in_memory_after_hiding,
        i22_nothing_is_in_memory_after_nobody_touched_it,
        the_next_one_finds_nothing_on_the_disk,
        who_leaves_is_told_what_is_not_sent_and_is_gone,
    ])
