"""Two devices that pair, and what ends one of them on the way."""

from kill_points import Before, end_at, points_in, some_of, under_trace
from later import hurried
from programs import Asking, HasEnded

TIMES = 100  # ten minutes in which the other device says nothing are six seconds


class Traced:
    """A vault whose commands' writes are told in a log, or which end at one of them."""

    def __init__(self, vault, log, *how):
        self.vault, self.log, self.how = vault, log, how

    def command(self, *words):
        return under_trace(self.vault.command(*words), self.log, *self.how)


class Meeting:
    """Ade's device and a new one pair, one of them under a tracer."""

    def __init__(self, world, side, guest, words=("device", "add")):
        self.world, self.side, self.guest, self.words = world, side, guest, words
        self.log = world.scratch.path / "calls"

    def without_a_kill(self):
        with hurried(TIMES):
            ended = [side.end() for side in self.meet()]
        assert all(exit_code == 0 for exit_code, _, _ in ended), ended
        return [answer for _, answer, _ in ended]

    def meet(self, *how):
        """Gives how each command ended, the traced one first; of one that was cut off nothing."""
        who = {"host": self.world.ade, "guest": self.guest}
        who[self.side] = Traced(who[self.side], self.log, *how)
        host, guest = Asking(who["host"], *self.words), None
        try:
            text = host.told()["pair"]
            guest = Asking(who["guest"], "device", "join", text, "--kdf", "light")
            mine, other = (host, guest) if self.side == "host" else (guest, host)
            assert mine.told()["digits"] == other.told()["digits"]
            guest.answer("yes")
            host.answer("yes")
        except (HasEnded, BrokenPipeError):
            pass
        return (host, guest) if self.side == "host" else (guest, host)

    def killed_everywhere(self, most, check):
        """`check(said)` says, after each kill, whether a device was let in."""
        before = Before(self.world.server, *(vault.data for vault in self.world.everybody()))
        self.without_a_kill()
        points = points_in(self.log)
        assert check(True), "without a kill it is not done"
        told = {True: 0, False: 0, "not hit": 0}
        for turn, point in enumerate(some_of(points, most)):
            before.put_back()
            with hurried(TIMES):
                traced, other = self.meet(*end_at(point))
                traced.process.wait(timeout=300)
                was_killed = traced.process.returncode in (-9, 137)
                assert was_killed or traced.process.returncode == 0, f"{point}: {traced.end()}"
                if other is not None and turn % 2 == 0 and was_killed:
                    other.process.kill()
                if other is not None:
                    other.process.wait(timeout=300)
            is_done = check('"has_all"' in traced.process.stdout.read())
            told[is_done if was_killed else "not hit"] += 1
            for side in (traced, other):
                if side is not None:
                    side.close()
        return (f"{len(points)} writes; killed before {told[True] + told[False]} of them: not done {told[False]}, done "
                f"{told[True]}, half 0; over before it came to {told['not hit']}")
