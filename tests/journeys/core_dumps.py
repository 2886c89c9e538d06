#!/usr/bin/env python3
"""No program leaves its memory in a file when it crashes: the command line, the server, the window."""

import os
import pathlib
import resource
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from programs import BIN, Scratch, Server, Vault, ask, run_claims


def allow_core_dumps():
    """So that what follows is the programs' own doing."""
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


def leaves_nothing(process):
    limits = pathlib.Path(f"/proc/{process.pid}/limits").read_text()
    core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"], core
    process.send_signal(signal.SIGABRT)
    _, status = os.waitpid(process.pid, 0)
    process.returncode = status
    assert os.WIFSIGNALED(status) and not os.WCOREDUMP(status), status


def stops_when_asked(process):
    for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("SigCgt:"):
            return bool(int(line.split()[1], 16) >> (signal.SIGTERM - 1) & 1)
    raise AssertionError("the window has ended")


def the_command_line_leaves_nothing():
    with Scratch() as scratch:
        vault = Vault(scratch, "Ade")
        vault.create()
        open_vault = vault.start()
        ask(open_vault, "vault", "info")
        leaves_nothing(open_vault)


def the_server_leaves_nothing():
    with Scratch() as scratch:
        with Server(scratch) as server:
            leaves_nothing(server.process)


def the_window_leaves_nothing():
    with Scratch() as scratch:
        means = {**os.environ, "HOME": str(scratch.path), "SDL_VIDEODRIVER": "dummy"}
        window = subprocess.Popen([str(BIN / "alongside")], env=means)
        while not stops_when_asked(window):  # by then it has gone through all that comes first
            time.sleep(0.01)
        leaves_nothing(window)


if __name__ == "__main__":
    allow_core_dumps()
    run_claims([the_command_line_leaves_nothing, the_server_leaves_nothing, the_window_leaves_nothing])
