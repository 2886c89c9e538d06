#!/usr/bin/env python3
"""The window opens, sleeps, and closes when it is asked to, and leaves nothing behind it.

On a screen of SDL's own (its driver called dummy), so that no display is needed."""

import os
import pathlib
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from programs import BIN, Scratch, run_claims


def catches_terminate(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("SigCgt:"):
            return bool(int(line.split()[1], 16) >> (signal.SIGTERM - 1) & 1)
    return False


def is_asleep(pid):
    return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "S"


def wait_until(is_so):
    deadline = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < deadline, "the window did not come to rest"
        time.sleep(0.01)


def the_window_opens_and_closes_and_leaves_no_file():
    with Scratch() as scratch:
        home = scratch.path / "home"
        home.mkdir()
        means = {**os.environ, "HOME": str(home), "SDL_VIDEODRIVER": "dummy"}
        means.pop("XDG_DATA_HOME", None)
        window = subprocess.Popen([str(BIN / "alongside")], env=means, stderr=subprocess.PIPE)
        wait_until(lambda: catches_terminate(window.pid) and is_asleep(window.pid))
        window.send_signal(signal.SIGTERM)
        _, complaint = window.communicate(timeout=120)
        assert window.returncode == 0, (window.returncode, complaint)
        assert complaint == b"", complaint
        assert not [path for path in home.rglob("*") if path.is_file()], list(home.rglob("*"))


def without_a_screen_it_says_so():
    with Scratch() as scratch:
        means = {**os.environ, "HOME": str(scratch.path), "SDL_VIDEODRIVER": "none-of-these"}
        window = subprocess.run([str(BIN / "alongside")], env=means, capture_output=True, timeout=120)
        assert window.returncode == 1, window.returncode
        assert window.stderr == b"There is no screen to draw on.\n", window.stderr


if __name__ == "__main__":
    run_claims([the_window_opens_and_closes_and_leaves_no_file, without_a_screen_it_says_so])
