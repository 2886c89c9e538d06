#!/usr/bin/env python3
"""A second device joins by a text and six digits that two people compare, has what the first has, and is shut
out again."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from programs import Asking, Scratch, Server, Vault, run_claims
from two_coaches import TwoCoaches


def a_second_device_joins_and_has_everything():
    with Scratch() as scratch, Server(scratch) as server:
        world = TwoCoaches(scratch, server)
        joined = world.add()
        tablet = world.tablet
        assert joined["id"] == world.ade.run("vault", "info")["id"]
        assert tablet.bodies("Mo") == ["Met by the canal"] and tablet.bodies() == ["Ring the library"]
        assert [one["name"] for one in tablet.run("contact", "list")["items"]] == ["Bea"]
        assert tablet.run("vault", "verify")["problems"] == []
        assert world.devices() == [(True, False), (False, False)]
        tablet.run("note", "add", "Mo", "--text", "From the tablet")
        world.ade.run("person", "add", "--name", "Kit")
        world.ade.run("note", "add", "Kit", "--text", "Kit came in")
        world.sync(tablet, world.ade, world.bea)
        assert "From the tablet" in world.bea.bodies("Mo") and "From the tablet" in world.ade.bodies("Mo")
        assert tablet.bodies("Kit") == ["Kit came in"], "a person added later is on both"
        tablet.run("note", "add", "Kit", "--text", "Tea with Kit")
        tablet.run("person", "add", "--name", "Lou")
        world.sync(tablet, world.ade)
        assert sorted(world.ade.bodies("Kit")) == ["Kit came in", "Tea with Kit"]
        assert world.ade.run("note", "list", "Lou")["items"] == []
        code = scratch.path / "code"
        code.write_text(joined["recovery_code"] + "\n")
        again = Vault(scratch, "Again")
        again.run("recover", "--server", server.url, "--code-file", str(code), "--kdf", "light")
        assert sorted(again.bodies("Kit")) == ["Kit came in", "Tea with Kit"], "by the tablet's own code"


def digits_that_differ_hand_nothing_over():
    with Scratch() as scratch, Server(scratch) as server:
        world = TwoCoaches(scratch, server)
        for who_says_no in ("host", "guest", "neither"):
            host, guest, _, _ = world.begin()
            host.answer({"host": "no", "guest": "yes", "neither": "perhaps"}[who_says_no])
            guest.answer("no" if who_says_no == "guest" else "yes")
            for asking in (host, guest):
                exit_code, answer, said = asking.end()
                assert exit_code != 0 and "error" in answer and "Traceback" not in said, (answer, said)
            world.nothing_is_left()
            assert world.devices() == [(True, False)], who_says_no
        world.add()


def what_is_no_text_or_used_up_is_said_plainly():
    with Scratch() as scratch, Server(scratch) as server:
        world = TwoCoaches(scratch, server)
        exit_code, _, said = world.tablet.try_to("device", "join", "no text")
        assert exit_code == 2 and "alongside-pair:" in said, said
        host = Asking(world.ade, "device", "add")
        text = host.told()["pair"]
        exit_code, _, said = world.tablet.try_to("device", "join", text[:-5] + "AAAAA")
        assert exit_code == 2 and "mistyped" in said, said
        host.kill()  # and with it the attempt
        later = Asking(world.ade, "device", "add")
        fresh = later.told()["pair"]
        exit_code, _, said = world.tablet.try_to("device", "join", text, "--kdf", "light")
        assert exit_code == 1 and "lets nobody in" in said, said
        server.kill()
        exit_code, _, said = world.tablet.try_to("device", "join", fresh, "--kdf", "light")
        assert exit_code == 1 and said, said
        later.kill()
        world.nothing_is_left()
        stranger = Vault(scratch, "Nobody")
        stranger.create()
        exit_code, _, said = stranger.try_to("device", "add")
        assert exit_code == 1 and "server" in said, said


def a_device_that_was_removed_gets_nothing_new_and_is_told():
    with Scratch() as scratch, Server(scratch) as server:
        world = TwoCoaches(scratch, server)
        world.add()
        ade, bea, tablet = world.ade, world.bea, world.tablet
        world.sync(tablet, ade, bea)
        tablet_id = tablet.run("vault", "info")["device"]
        tablet.run("note", "add", "Mo", "--text", "Written on the train")  # and not sent
        ade.run("device", "remove", tablet_id[:8])
        world.sync(ade, bea)
        ade.run("note", "add", "Mo", "--text", "After the tablet")
        bea.run("note", "add", "Mo", "--text", "Bea after the tablet")
        world.sync(ade, bea, tablet)
        assert sorted(tablet.bodies("Mo")) == ["Met by the canal", "Written on the train"], tablet.bodies("Mo")
        told = [one["reason"] for one in tablet.run("status")["waiting"]]
        assert any("removed" in reason for reason in told), told
        assert world.devices() == [(True, False), (False, True)]
        assert "Written on the train" not in bea.bodies("Mo") + ade.bodies("Mo")
        held = ade.run("held", "list")["items"]
        assert [note["texts"] for note in held] == [["Written on the train"]], held
        ade.run("held", "keep", held[0]["id"])
        world.sync(ade, bea)
        for vault in (ade, bea):
            assert sorted(vault.bodies("Mo")) == ["After the tablet", "Bea after the tablet",
                                                  "Met by the canal", "Written on the train"]
            assert vault.run("vault", "verify")["problems"] == []
        exit_code, _, said = ade.try_to("device", "remove", ade.run("vault", "info")["device"])
        assert exit_code == 1 and "another one" in said, said
        exit_code, _, said = ade.try_to("device", "remove", tablet_id)
        assert exit_code == 1 and "no such device" in said, said


run_claims([
    a_second_device_joins_and_has_everything,
    digits_that_differ_hand_nothing_over,
    what_is_no_text_or_used_up_is_said_plainly,
    a_device_that_was_removed_gets_nothing_new_and_is_told,
])
