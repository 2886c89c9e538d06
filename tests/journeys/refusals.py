#!/usr/bin/env python3
"""Every command refuses bad input plainly, with the exit code of docs/cli.md, and loses nothing."""

import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from programs import Scratch, Vault, quoted, run_claims

NO_ID = "0" * 32
USAGE, FAILED, LOCKED = 2, 1, 4


def filled(scratch):
    ade = Vault(scratch, "Ade")
    ade.create()
    ade.lines(("person", "add", "--name", "Mo"), ("note", "add", "Mo", "--text", "kept"),
              ("note", "add", "--text", "loose"), ("entry", "add", "Mo", "goal", "wording=kept"))
    return ade


def every_command_refuses_what_cannot_be_meant():
    with Scratch() as scratch:
        ade = filled(scratch)
        goal = ade.run("entry", "list", "Mo", "goal")["items"][0]["id"]
        not_a_card = scratch.path / "not-a-card"
        not_a_card.write_bytes(bytes(range(256)))
        cases = [
            (USAGE, []), (USAGE, ["vault"]), (USAGE, ["vault", "sing"]),
            (FAILED, ["vault", "create", "--kdf", "light"]),
            (USAGE, ["vault", "create", "--kdf", "feather"]),
            (USAGE, ["vault", "passphrase"]),
            (USAGE, ["vault", "passphrase", "--new-passphrase-file", str(scratch.path / "none")]),
            (USAGE, ["vault", "recovery-code", "check", "AAAAA"]),
            (USAGE, ["vault", "info", "more"]),
            (USAGE, ["card", "more"]),
            (USAGE, ["contact", "add"]), (USAGE, ["contact", "add", str(scratch.path / "none")]),
            (USAGE, ["contact", "add", str(not_a_card)]),
            (FAILED, ["contact", "add", ade.card_file()]),
            (USAGE, ["server", "join"]),
            ((USAGE, FAILED), ["server", "join", "alongside-invite:AAAA"]),
            ((USAGE, FAILED), ["server", "join", "not an invite"]),
            (USAGE, ["person", "add", "--name"]),
            (FAILED, ["note", "add", "Nobody", "--text", "x"]),
            (USAGE, ["note", "add", "Mo", "--at", "yesterday"]),
            (USAGE, ["note", "edit", goal, "--text", "x"]),
            ((USAGE, FAILED), ["note", "edit", NO_ID, "--text", "x"]),
            (FAILED, ["note", "move", NO_ID, "Mo"]),
            (FAILED, ["note", "list", "Nobody"]),
            (USAGE, ["entry", "add", "Mo", "song"]),
            (USAGE, ["entry", "add", "Mo", "goal", "tune=x"]),
            (USAGE, ["entry", "add", "Mo", "goal", "state=finished"]),
            (USAGE, ["entry", "set", goal, "wording"]),
            (FAILED, ["entry", "set", NO_ID, "wording=x"]),
            (FAILED, ["entry", "remove", NO_ID]), (FAILED, ["entry", "show", NO_ID]),
            (USAGE, ["entry", "show", "0"]),
            (USAGE, ["entry", "list", "Mo", "song"]),
            (FAILED, ["choose", goal, "wording", "aaaaaaaa1.0.0"]),
            (FAILED, ["choose", goal, "tune", "aaaaaaaa1.0.0"]),
            (FAILED, ["share", "Mo", "notes", "Nobody", "--why", "x"]),
            (USAGE, ["share", "Mo", "songs", "Bea", "--why", "x"]),
            (USAGE, ["share", "Mo", "notes", "Bea"]),
            (USAGE, ["search"]), (USAGE, ["digest"]), (USAGE, ["digest", "Mo", "songs"]),
            (FAILED, ["digest", "Nobody"]), (FAILED, ["history", "Nobody"]),
            (USAGE, ["sync", "now"]), (USAGE, ["run", "here"]),
        ]
        before = ade.run("digest", "Mo")
        for wanted, words in cases:
            code, answer, said = ade.try_to(*words)
            wanted = wanted if isinstance(wanted, tuple) else (wanted,)
            assert code in wanted, f"{words}: exit {code}, wanted {wanted}: {said}"
            assert set(answer["error"]) == {"code", "message"}, answer
            assert said == answer["error"]["message"] + "\n" and said.count("\n") == 1, said
        assert ade.run("digest", "Mo") == before
        assert ade.run("vault", "verify") == {"problems": []}
        return f"{len(cases)} refusals"


def what_is_too_long_or_no_text_is_refused():
    with Scratch() as scratch:
        ade = filled(scratch)
        code, answer, _ = ade.try_to("note", "add", "Mo", "--text", "-", stdin="x" * 131_073)
        assert code == FAILED and answer["error"]["code"] == "too_large", answer
        code, answer, _ = ade.try_to("note", "add", "Mo", "--text", "-", stdin="x" * 2_000_000)
        assert code == FAILED and answer["error"]["code"] == "too_large", answer
        done = subprocess.run(ade.command("note", "add", "Mo", "--text", "-"),
                              input=b"\xff\xfe", capture_output=True)
        assert done.returncode == FAILED, done
        answers = ade.lines(["person", "add", "--name", "x" * 200_000], ["note", "list", "Mo"],
                            exit=FAILED)
        assert answers[0]["exit"] == FAILED and len(answers[1]["items"]) == 1, answers[0]


def files_that_are_gone_or_no_vault_are_said_to_be():
    with Scratch() as scratch:
        ade = filled(scratch)
        ade.passphrase_file.unlink()
        assert ade.run("people", exit=USAGE)["error"]["code"] == "usage"
        ade.passphrase_file.mkdir()
        assert ade.run("people", exit=USAGE)["error"]["code"] == "usage"
        ade.passphrase_file.rmdir()
        ade.passphrase_file.write_text("a long passphrase\n")
        ade.data.rename(ade.folder / "elsewhere")
        ade.run("people", exit=LOCKED)
        ade.data.write_text("a file where the folder should be")
        assert ade.try_to("people")[0] in (FAILED, LOCKED)
        assert ade.try_to("vault", "create", "--kdf", "light")[0] == FAILED


def a_missing_vault_and_a_wrong_passphrase_look_the_same():
    with Scratch() as scratch:
        ade, nobody = Vault(scratch, "Ade"), Vault(scratch, "Nobody")
        ade.create()
        ade.passphrase_file.write_text("not it\n")
        answers = [vault.try_to("people") for vault in (ade, nobody)]
        assert answers[0] == answers[1] and answers[0][0] == LOCKED, answers


def a_second_writer_gets_a_clear_message():
    with Scratch() as scratch:
        ade = filled(scratch)
        first = ade.start()
        first.stdin.write(quoted(["people"]).encode())
        first.stdin.flush()
        assert json.loads(first.stdout.readline())["items"]
        assert ade.run("people", exit=FAILED)["error"]["code"] == "busy"
        first.stdin.close()
        assert first.wait() == 0
        first.stdout.close()
        ade.run("people")


def an_answer_that_cannot_be_written_is_a_failure():
    with Scratch() as scratch:
        ade = filled(scratch)
        with open("/dev/full", "w") as full:
            done = subprocess.run(ade.command("people"), stdout=full, stderr=subprocess.PIPE)
        assert done.returncode == FAILED and done.stderr, done
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run(ade.command("people"), stdout=writer, stderr=subprocess.PIPE)
        os.close(writer)
        assert done.returncode == FAILED and done.stderr, done


def a_damaged_vault_is_said_to_be_damaged_and_nothing_is_written_over_it():
    with Scratch() as scratch:
        ade = filled(scratch)
        tried = 0
        for path in sorted(p for p in ade.data.rglob("*") if p.is_file() and p.stat().st_size):
            whole = path.read_bytes()
            for damaged in (whole[: len(whole) // 2], b"", os.urandom(len(whole))):
                path.write_bytes(damaged)
                code, answer, said = ade.try_to("people")
                assert code in (FAILED, LOCKED), (path.name, len(damaged), code, said)
                assert answer["error"]["message"], (path.name, answer)
                path.write_bytes(whole)
                tried += 1
        assert tried >= 6
        assert ade.run("vault", "verify") == {"problems": []}


run_claims([
    every_command_refuses_what_cannot_be_meant,
    what_is_too_long_or_no_text_is_refused,
    files_that_are_gone_or_no_vault_are_said_to_be,
    a_missing_vault_and_a_wrong_passphrase_look_the_same,
    a_second_writer_gets_a_clear_message,
    an_answer_that_cannot_be_written_is_a_failure,
    a_damaged_vault_is_said_to_be_damaged_and_nothing_is_written_over_it,
])
