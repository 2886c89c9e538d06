#!/usr/bin/env python3
"""After notes, a share, syncs and exit, no word, name or passphrase stands in any file (I1)."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from programs import Scratch, Server, Vault, befriend, run_claims

MARKERS = [f"wolkenkratzer{number:02}" for number in range(20)]
NAMES = ["Mo Quintessence", "Ade Zebrafinch", "Bea Yellowhammer", "VaultNamedUmbrella"]
PASSPHRASE = "xylophone marmalade"
WHY = "so that kingfishers can help"
GOAL = "a gramophone of my own"


def secrets():
    for text in [*MARKERS, *NAMES, PASSPHRASE, WHY, GOAL]:
        yield text, text.encode()
        yield text, text.encode("utf-16-le")
        yield text, text.lower().encode()


def found_in(folder, allowed=()):
    """Each secret that stands in a file or a file's name below the folder, and where."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path in allowed:
            continue
        content = path.read_bytes() if path.is_file() else b""
        for text, needle in secrets():
            if needle in content or text.lower() in path.name.lower():
                found.append((text, path.name))
    return found


def nothing_readable_is_left_anywhere():
    with Scratch() as scratch:
        with Server(scratch) as server:
            ade = Vault(scratch, "VaultNamedUmbrella", PASSPHRASE)
            bea = Vault(scratch, "Bea", PASSPHRASE)
            ade.run("vault", "create", "--my-name", "Ade Zebrafinch", "--kdf", "light")
            bea.run("vault", "create", "--my-name", "Bea Yellowhammer", "--kdf", "light")
            for vault in (ade, bea):
                vault.run("server", "join", server.invite())
            befriend(ade, bea)
            cards = [vault.folder / "card" for vault in (ade, bea)]
            for card in cards:
                card.unlink()
            mo = "Mo Quintessence"
            ade.lines(("person", "add", "--name", mo), ("entry", "add", mo, "goal", "wording=" + GOAL),
                      ("share", mo, "notes", "Bea Yellowhammer", "--write", "--why", WHY), ("sync",))
            bea.run("sync")
            writer = bea
            for marker in MARKERS:
                writer.run("note", "add", mo, "--text", f"{marker} by the canal")
                writer = ade if writer is bea else bea
            for vault in (ade, bea, ade):
                vault.run("sync")
            assert len(bea.bodies(mo)) == len(MARKERS)
            for vault in (ade, bea):
                assert len(vault.run("search", MARKERS[0])["items"]) == 1
                vault.run("vault", "rebuild")
            # A vault that is killed leaves its journal: that is scanned, too.
            process = ade.start()
            process.stdin.write(f"note add --text {MARKERS[0]}\n".encode())
            process.stdin.flush()
            assert b"id" in process.stdout.readline()
            process.kill()
            process.wait()
            server.kill()
        passphrase_files = (ade.passphrase_file, bea.passphrase_file)
        files = [path for path in scratch.path.rglob("*") if path.is_file()]
        found = found_in(scratch.path, passphrase_files)
        assert not found, found
        control = scratch.path / "temp" / "control"
        for text in [*MARKERS, *NAMES, PASSPHRASE, WHY, GOAL]:
            control.write_bytes(b"\0\1" + text.encode() + b"\2")
            assert (text, "control") in found_in(scratch.path, passphrase_files), text
        return f"{len(files)} files hold none of {len(MARKERS) + len(NAMES) + 3} texts"


run_claims([nothing_readable_is_left_anywhere])
