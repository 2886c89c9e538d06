"""Ends a program just before a write of its choice: each system call that changes a file is a point."""

import collections
import os
import shutil
import subprocess

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "unlinkat", "rmdir", "rename")


def under_trace(command, log, *more):
    return ["strace", "-qq", "-o", str(log), "-e", f"trace={','.join(CALLS)}", *more, *command]


def traced(command, log, *more):
    # A leak check at the end does not work under a tracer.
    options = os.environ.get("ASAN_OPTIONS", "")
    env = {**os.environ, "ASAN_OPTIONS": f"{options}:detect_leaks=0".lstrip(":")}
    return subprocess.run(under_trace(command, log, *more), capture_output=True, env=env, timeout=300)


def points_in(log):
    """The points of a run in order, each (system call, which one of them)."""
    seen, points = collections.Counter(), []
    for line in log.read_text(errors="replace").splitlines():
        call = line.split("(")[0]
        if call in CALLS:
            seen[call] += 1
            points.append((call, seen[call]))
    return points


def end_at(point):
    """What makes a tracer end the program there."""
    call, which = point
    return "-e", f"inject={call}:signal=KILL:when={which}"


def points_of(command, log):
    """Runs a command to its end. Gives its points."""
    done = traced(command, log)
    assert done.returncode == 0, done.stderr
    return points_in(log)


def run_until(command, point, log):
    """Runs a command until it comes to a point. Gives whether it was ended there, and what it had said."""
    done = traced(command, log, *end_at(point))
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


class Before:
    """What lies in folders now, to begin from again and again; the server over one of them starts anew."""

    def __init__(self, server, *folders):
        self.server, self.folders = server, [*folders, server.data]
        server.kill()
        for folder in self.folders:
            if folder.exists():
                shutil.copytree(folder, self.kept(folder))
        server.start()

    def kept(self, folder):
        return folder.with_name(folder.name + ".before")

    def put_back(self):
        self.server.kill()
        for folder in self.folders:
            shutil.rmtree(folder, ignore_errors=True)
            if self.kept(folder).exists():
                shutil.copytree(self.kept(folder), folder)
        self.server.start()


def killed_among_others(before, vault, words, most, check):
    """As `killed_at_points`, where others and a server take part: all begin again from what was `before`."""
    log = vault.data.with_name("calls")
    points = points_of(vault.command(*words), log)
    assert check("all of it"), "without a kill it is not done"
    told = {True: 0, False: 0, "not hit": 0}
    for point in some_of(points, most):
        before.put_back()
        was_killed, said = run_until(vault.command(*words), point, log)
        is_done = check(said)
        assert was_killed or is_done, f"{point}: it ended by itself and is not done"
        told[is_done if was_killed else "not hit"] += 1
    return (f"{len(points)} writes; killed before {told[True] + told[False]} of them: not done {told[False]}, done "
            f"{told[True]}, half 0; over before it came to {told['not hit']}")
