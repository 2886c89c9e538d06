"""A record that is about to change hands."""

from programs import Vault, befriend


class Handing:
    """Ade keeps Mo's record; Bea reads and writes its notes. All sync with one server."""

    def __init__(self, scratch, server):
        self.scratch, self.server = scratch, server
        self.ade, self.bea, self.mo = (Vault(scratch, name) for name in ("Ade", "Bea", "Mo"))
        self.sheet = self.ade.create()["recovery_code"]
        self.bea.create()
        for vault in (self.ade, self.bea):
            vault.run("server", "join", server.invite())
        befriend(self.ade, self.bea)
        self.ade.lines(("person", "add", "--name", "Mo"),
                       ("note", "add", "Mo", "--text", "Met by the canal"),
                       ("entry", "add", "Mo", "goal", "wording=A place of my own"),
                       ("share", "Mo", "notes", "Bea", "--why", "so that Bea can help", "--write"),
                       ("sync",))
        self.sync(self.bea, self.ade, rounds=1)

    def sync(self, *vaults, rounds=3):
        for _ in range(rounds):
            for vault in vaults:
                assert vault.run("sync")["state"] == "sent"

    def hand_over(self):
        self.code = self.ade.run("hand-over", "Mo", "--to", str(self.file()))["code"]

    def file(self):
        return self.scratch.path / "mo.record"

    def try_to_receive(self, vault, *more):
        code_file = self.scratch.path / "code"
        code_file.write_text(self.code + "\n")
        return vault.try_to("receive", str(self.file()), "--code-file", str(code_file), *more)

    def take_over(self, vault):
        exit_code, answer, said = self.try_to_receive(vault, "--as-new-vault", "--kdf", "light")
        assert exit_code == 0 and answer["taken_over"], f"{said}{answer}"
        vault.run("server", "join", self.server.invite())
        return answer

    def everybody(self):
        return self.ade, self.bea, self.mo

    def check(self, *vaults):
        for vault in vaults:
            assert vault.run("vault", "verify")["problems"] == [], vault.name


def person(vault, name="Mo"):
    return next(one for one in vault.run("people")["items"] if name in one["names"])
