"""A record that changes hands while one of the programs is killed."""

from handing import Handing
from kill_points import Before
from meeting import Meeting

NOTES = ["Met by the canal", "Not sent yet"]
LATE = "Written before Ade knew"
SHARE = ("share", "Mo", "goals", "Ade", "--why", "so that Ade goes on helping", "--write")


def words_of(notes):
    return sorted(version["value"] for note in notes["items"] for version in note["fields"]["body"])


class Killed(Handing):
    """As `Handing`; besides, Ade has a note that was not sent."""

    def __init__(self, scratch, server):
        super().__init__(scratch, server)
        self.ade.run("note", "add", "Mo", "--text", NOTES[1])

    def before(self):
        """Ade writes on, and does not know. All of this is where each kill begins."""
        self.ade.run("note", "add", "Mo", "--text", LATE)
        return Before(self.server, *(vault.data for vault in self.everybody()))

    def receive(self, file):
        code_file = self.scratch.path / "code"
        code_file.write_text(self.code + "\n")
        return ("receive", str(file), "--code-file", str(code_file), "--as-new-vault", "--kdf", "light")

    def ends_as_without_a_kill(self, *first, late=(LATE,)):
        """Mo's device, which has taken over or does so now, runs `first`; then everybody has what is theirs. What
        was `late` waits in Mo's tray; where it is not known what was, it waits there or is in the record."""
        self.mo.lines(*first, SHARE, ("sync",))
        for vault in (self.ade, self.bea, self.mo):
            assert vault.run("sync")["state"] == "sent"
        synced, theirs, found, goals, mine, *verified = self.ade.lines(
            ("sync",), ("people",), ("search", "canal"), ("entry", "list", "Mo", "goal"), ("held", "list"),
            ("vault", "verify"))
        ade, = theirs["items"]
        assert synced["state"] == "sent" and not ade["held"] and ade["sections"] == ["person", "goals"], theirs
        assert found["items"] == [] and len(goals["items"]) == 1, (found, goals)
        _, notes, tray, devices, rows, ours, again = self.mo.lines(
            ("sync",), ("note", "list", "Mo"), ("held", "list"), ("device", "list"), ("ledger", "Mo"), ("people",),
            ("vault", "verify"))
        waiting = [text for one in tray["items"] for text in one["texts"]]
        assert waiting == [text for one in mine["mine"] for text in one["texts"]], (tray, mine)
        assert late is None or waiting == list(late), tray
        kept = words_of(notes)
        assert sorted(kept + waiting) == sorted([*NOTES, *(late or [LATE])]) and ours["items"][0]["me"], (notes, tray, ours)
        assert len([one for one in devices["items"] if not one["removed"]]) == 1, devices
        assert "took_over" in [row["what"] for row in rows["items"]], rows
        synced, read, last = self.bea.lines(("sync",), ("note", "list", "Mo"), ("vault", "verify"))
        assert synced["state"] == "sent" and words_of(read) == kept, f"Bea goes on reading: {read}"
        assert [*verified, again, last] == [{"problems": []}] * 3, (verified, again, last)

    def after_meeting(self, said):
        """Both devices were opened again after a kill. Gives whether Mo has taken over."""
        verified, people, _ = self.ade.lines(("vault", "verify"), ("people",), ("sync",))
        assert verified == {"problems": []} and len(people["items"]) == 1, (verified, people)
        is_there = self.mo.try_to("people")[0] == 0
        assert is_there or not said, "it was answered and is not there"
        rows = self.mo.run("ledger", "Mo", exit=None).get("items", []) if is_there else []
        is_done = "took_over" in [row["what"] for row in rows]
        if is_there and not is_done:  # what did not come to an end is gone on with, or was undone over there
            _, answer, verified = self.mo.lines(("sync",), ("take-over",), ("vault", "verify"), exit=None)
            assert verified == {"problems": []}, verified
            if "error" in answer:
                assert "removed" in answer["error"]["message"], answer
                self.mo.run("leave-device", "--yes", "Mo", "--lose-unsent")
                is_there = False
        if not is_there:
            assert self.face_to_face("host").without_a_kill()[1]["taken_over"]
        self.ends_as_without_a_kill(late=None)
        return is_done

    def face_to_face(self, side):
        return Meeting(self, side, self.mo, ("hand-over", "Mo"))

    def join(self):
        return ("server", "join", self.server.invite())
