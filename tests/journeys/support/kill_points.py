"""Ends a program just before a write of its choice: each system call that changes a file is a point."""

import collections
import os
import shutil
import subprocess

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "unlinkat", "rmdir", "rename")


def traced(command, log, *more):
    # A leak check at the end does not work under a tracer.
    options = os.environ.get("ASAN_OPTIONS", "")
    env = {**os.environ, "ASAN_OPTIONS": f"{options}:detect_leaks=0".lstrip(":")}
    return subprocess.run(
        ["strace", "-qq", "-o", str(log), "-e", f"trace={','.join(CALLS)}", *more, *command],
        capture_output=True, env=env, timeout=300)


def points_of(command, log):
    """Runs a command to its end. Gives its points in order, each (system call, which one of them)."""
    done = traced(command, log)
    assert done.returncode == 0, done.stderr
    seen, points = collections.Counter(), []
    for line in log.read_text(errors="replace").splitlines():
        call = line.split("(")[0]
        if call in CALLS:
            seen[call] += 1
            points.append((call, seen[call]))
    return points


def run_until(command, point, log):
    """Runs a command until it comes to a point. Gives whether it was ended there, and what it had said."""
    call, which = point
    done = traced(command, log, "-e", f"inject={call}:signal=KILL:when={which}")
    assert done.returncode in (-9, 137, 0), (done.returncode, done.stderr)
    return done.returncode != 0, done.stdout


def some_of(points, most):
    """At most so many of them, evenly spread."""
    most = min(most, len(points))
    return [points[(2 * i + 1) * len(points) // (2 * most)] for i in range(most)]


def killed_at_points(vault, words, most, check, undo=lambda: None):
    """Ends `words` at so many of its points, each time from the same vault; `check(said)` says whether it was done."""
    log = vault.data.with_name("calls")
    before = vault.data.with_name("before")
    if vault.data.exists():
        shutil.copytree(vault.data, before)

    def begin_again():
        shutil.rmtree(vault.data, ignore_errors=True)
        if before.exists():
            shutil.copytree(before, vault.data)

    points = points_of(vault.command(*words), log)
    undo()
    told = {True: 0, False: 0}
    for point in some_of(points, most):
        begin_again()
        _, said = run_until(vault.command(*words), point, log)
        told[check(said)] += 1
    begin_again()
    shutil.rmtree(before, ignore_errors=True)
    return f"{len(points)} writes; not done {told[False]}, done {told[True]}, half 0"
