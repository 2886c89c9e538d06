"""The real window without a screen: its keys are pressed and its memory is read (hands.cc says how)."""

import os
import pathlib
import subprocess
import threading
import time

from programs import BIN

PATIENCE = 120
TABS_TO_NAME = 4  # from nothing, on the start screen: hide, two languages, the vault's name


def wait_until(is_so, what):
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, f"it never came to this: {what}"
        time.sleep(0.01)


class Seat:
    """A window over the vaults in `home`/alongside."""

    def __init__(self, scratch, home):
        self.pipe, self.log = scratch.path / "hands", scratch.path / "eyes"
        for left in (self.pipe, self.log):
            left.unlink(missing_ok=True)
        os.mkfifo(self.pipe)
        self.means = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home),
                      "SDL_VIDEODRIVER": "dummy", "LD_PRELOAD": str(BIN / "alongside-hands.so"),
                      "ALONGSIDE_HANDS": str(self.pipe), "ALONGSIDE_EYES": str(self.log),
                      "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0"}
        self.window = subprocess.Popen([str(BIN / "alongside")], env=self.means)
        wait_until(lambda: self.seen("begins"), "a window")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.window.kill()
        self.window.wait()

    def lines(self):
        return self.log.read_text().splitlines() if self.log.exists() else []

    def seen(self, what):
        """What was said of this, in order."""
        return [line.partition(" ")[2] for line in self.lines() if line.split(" ")[0] == what]

    def do(self, *lines):
        """Presses and types; comes back when it is done, or has ended the program."""
        before, programs = len(self.seen("painted")), len(self.seen("begins"))

        def type_them():
            with open(self.pipe, "w") as pipe:
                pipe.write("".join(line + "\n" for line in lines))

        hand = threading.Thread(target=type_them)
        hand.start()
        hand.join(PATIENCE)
        assert not hand.is_alive(), "the window takes no keys"
        wait_until(lambda: len(self.seen("begins")) > programs or
                   len(self.seen("painted")) >= before + 3, f"painted after {lines[-1]}")

    def unlock(self, name, passphrase, tabs=TABS_TO_NAME):
        self.type_secrets(name, passphrase, tabs)
        opened = len(self.seen("vault"))
        self.do("key Return")
        wait_until(lambda: len(self.seen("vault")) > opened, "an open vault")

    def type_secrets(self, name, passphrase, tabs=TABS_TO_NAME):
        self.do(*["key Tab"] * tabs, f"text {name}", "key Tab", f"text {passphrase}")

    def until_anew(self, *lines):
        """Does what makes the program begin anew, and waits until it has."""
        before = len(self.seen("begins"))
        self.do(*lines)
        wait_until(lambda: len(self.seen("begins")) > before and self.lines()[-1].startswith("painted"),
                   "a new program")

    def hidden_after_ms(self):
        """From the press that made the program begin anew: until it last painted, and the new one first did."""
        lines = [line.split(" ") for line in self.lines()]
        anew = max(i for i, line in enumerate(lines) if line[0] == "begins")
        pressed = max(int(line[1]) for line in lines[:anew] if line[0] == "did")
        painted = max(int(line[1]) for line in lines[:anew] if line[0] == "painted")
        begun = min(int(line[1]) for line in lines[anew:] if line[0] == "painted")
        return painted - pressed, begun - pressed

    def memory(self):
        """Each part of the program's memory that can be read."""
        with open(f"/proc/{self.window.pid}/mem", "rb", buffering=0) as memory:
            for line in pathlib.Path(f"/proc/{self.window.pid}/maps").read_text().splitlines():
                span, rights = line.split()[:2]
                if "r" not in rights or line.endswith(("[vvar]", "[vsyscall]", "[vvar_vclock]")):
                    continue
                start, end = (int(part, 16) for part in span.split("-"))
                try:
                    memory.seek(start)
                    yield memory.read(end - start)
                except (OSError, OverflowError):
                    continue  # a device's, or gone meanwhile

    def finds(self, needles):
        """The names of those that stand in the memory, as they are or as UTF-16."""
        found, size = set(), 0
        for part in self.memory():
            size += len(part)
            for name, needle in needles.items():
                if needle in part:
                    found.add(name)
        assert size > 1_000_000, "hardly any memory could be read"
        return found

