"""Two coaches with devices of their own, and a tablet that is about to join."""

from programs import Asking, Vault, befriend


class TwoCoaches:
    """Ade keeps Mo's record and shares its notes with Bea; a tablet of Ade's is about to be."""

    def __init__(self, scratch, server):
        self.scratch, self.server = scratch, server
        self.ade, self.bea = Vault(scratch, "Ade"), Vault(scratch, "Bea")
        self.tablet = Vault(scratch, "Tablet", passphrase="another long passphrase")
        for vault in (self.ade, self.bea):
            vault.create()
            vault.run("server", "join", server.invite())
        befriend(self.ade, self.bea)
        self.ade.lines(("person", "add", "--name", "Mo"), ("note", "add", "Mo", "--text", "Met by the canal"),
                       ("note", "add", "--text", "Ring the library"),
                       ("share", "Mo", "notes", "Bea", "--why", "so that Bea can help", "--write"), ("sync",))
        self.sync(self.bea, self.ade, rounds=1)

    def sync(self, *vaults, rounds=3):
        for _ in range(rounds):
            for vault in vaults:
                vault.run("sync")

    def begin(self):
        """Both commands, as far as the question, and what each shows."""
        host = Asking(self.ade, "device", "add")
        text = host.told()["pair"]
        guest = Asking(self.tablet, "device", "join", text, "--kdf", "light")
        return host, guest, host.told(), guest.told()

    def add(self):
        host, guest, here, there = self.begin()
        assert here["digits"] == there["digits"] and len(here["digits"]) == 7, (here, there)
        assert there["whose"] == "Ade", there
        guest.answer("yes")
        host.answer("yes")
        exit_code, joined, said = guest.end()
        assert exit_code == 0 and joined["has_all"], f"{said}{joined}"
        exit_code, added, said = host.end()
        assert exit_code == 0 and added["has_all"], f"{said}{added}"
        assert added["device"] == self.tablet.run("vault", "info")["device"]
        return joined

    def devices(self):
        return [(device["this"], device["removed"]) for device in self.ade.run("device", "list")["items"]]

    def nothing_is_left(self):
        data = self.tablet.data
        left = [path.name for path in data.iterdir()] if data.exists() else []
        assert left in ([], ["salt"]), left
