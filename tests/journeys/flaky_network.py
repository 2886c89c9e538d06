#!/usr/bin/env python3
"""Sync through a proxy that cuts, duplicates, delays and truncates: each change arrives exactly
once, and after a cut little more than what remains is sent (J1 13)."""

import base64
import functools
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
from programs import Scratch, Server, Vault, befriend, run_claims
from proxy import Proxy

LIMIT = 1.2            # of the remaining bytes
NOTES = 30             # of these, 10 or so fit into one request
NOTE_BYTES = 96 * 1024


def words(size):
    """Text that cannot be made shorter than three quarters of its size."""
    return base64.b64encode(os.urandom(size * 3 // 4)).decode()


class TwoBehindProxies:
    """Ade and Bea share Mo's notes; each reaches the server through a proxy."""

    def __init__(self, scratch, server):
        self.ade, self.bea = Vault(scratch, "Ade"), Vault(scratch, "Bea")
        self.proxies = []
        for vault in (self.ade, self.bea):
            proxy = Proxy(server.port)
            self.proxies.append(proxy)
            vault.create()
            vault.run("server", "join", server.invite(proxy.url))
        befriend(self.ade, self.bea)
        self.ade.lines(("person", "add", "--name", "Mo"),
                       ("share", "Mo", "notes", "Bea", "--write", "--why", "to help"), ("sync",))
        self.bea.run("sync")
        self.to_ade, self.to_bea = self.proxies

    def write(self, vault, count, size=40):
        texts = [words(size) for _ in range(count)]
        vault.lines(*(("note", "add", "Mo", "--text", text) for text in texts))
        return texts

    def close(self):
        for proxy in self.proxies:
            proxy.close()


def sync(vault):
    """One sync, whatever comes of it."""
    code, answer, said = vault.try_to("sync")
    assert code in (0, 3), said
    assert (code == 0) == (answer["state"] == "sent"), answer
    return answer


def agree(two, texts):
    """Everything arrives exactly once, everywhere."""
    for proxy in two.proxies:
        proxy.set()
    for vault in (two.ade, two.bea, two.ade):
        assert sync(vault)["state"] == "sent"
    for vault in (two.ade, two.bea):
        assert sorted(vault.bodies("Mo")) == sorted(texts)
    assert two.ade.run("digest", "Mo", "notes") == two.bea.run("digest", "Mo", "notes")


def each_fault_costs_no_change_and_makes_no_copy():
    with Scratch() as scratch, Server(scratch) as server:
        two = TwoBehindProxies(scratch, server)
        texts = []
        faults = [{"twice": True}, {"drip": 7}, {"cut_up": 0}, {"cut_down": 0}]
        faults += [{"cut_up": at} for at in (1, 40, 200, 600, 1500)]
        faults += [{"cut_down": at} for at in (1, 60, 150, 260, 400, 900)]
        for fault in faults:
            for vault, proxy in ((two.ade, two.to_ade), (two.bea, two.to_bea)):
                texts += two.write(vault, 2)
                proxy.set(**fault)
                sync(vault)
        agree(two, texts)
        assert server.keep("verify")
        two.close()
        return f"{len(faults)} faults, {len(texts)} changes"


def a_cut_while_sending_costs_little_more_than_what_remains():
    with Scratch() as scratch, Server(scratch) as server:
        two = TwoBehindProxies(scratch, server)
        ratios, texts = [], []
        for part in (0.45, 0.62, 0.9):
            texts += two.write(two.ade, NOTES, NOTE_BYTES)
            two.to_ade.set(cut_up=int(part * NOTES * NOTE_BYTES * 0.75))
            cut = sync(two.ade)
            assert cut["state"] == "partial" and 0 < cut["pending"] < NOTES, cut
            two.to_ade.set()
            rest = sync(two.ade)
            assert rest["state"] == "sent" and rest["sent"] == cut["pending"], rest
            remaining = cut["pending"] * sealed_bytes_of_a_note()
            ratios.append(two.to_ade.up / remaining)
        agree(two, texts)
        two.close()
        assert max(ratios) < LIMIT, ratios
        return "sent after a cut, of what remained: " + ", ".join(f"{r:.3f}" for r in ratios)


def a_cut_while_fetching_costs_little_more_than_what_remains():
    with Scratch() as scratch, Server(scratch) as server:
        two = TwoBehindProxies(scratch, server)
        ratios, texts = [], []
        for part in (0.62, 0.75, 0.98):
            texts += two.write(two.ade, NOTES, NOTE_BYTES)
            assert sync(two.ade)["state"] == "sent"
            two.to_bea.set(cut_down=int(part * NOTES * NOTE_BYTES * 0.75))
            cut = sync(two.bea)
            assert cut["state"] == "partial" and 0 < cut["received"] < NOTES, cut
            two.to_bea.set()
            rest = sync(two.bea)
            assert rest["state"] == "sent" and rest["received"] == NOTES - cut["received"], rest
            remaining = rest["received"] * sealed_bytes_of_a_note()
            ratios.append(two.to_bea.down / remaining)
        agree(two, texts)
        two.close()
        assert max(ratios) < LIMIT, ratios
        return "fetched after a cut, of what remained: " + ", ".join(f"{r:.3f}" for r in ratios)


@functools.cache
def sealed_bytes_of_a_note():
    """The bytes of one sealed note of NOTE_BYTES: from a vault that sends nine of them undisturbed,
    less what a sync takes that sends one short note."""
    with Scratch() as scratch, Server(scratch) as server:
        alone = Vault(scratch, "Ade")
        alone.create()
        alone.run("server", "join", server.invite())
        alone.lines(("person", "add", "--name", "Mo"), ("sync",))
        alone.run("note", "add", "Mo", "--text", "short")
        least = alone.run("sync")["bytes_up"]
        alone.lines(*(("note", "add", "Mo", "--text", words(NOTE_BYTES)) for _ in range(9)))
        return (alone.run("sync")["bytes_up"] - least) / 9


run_claims([
    each_fault_costs_no_change_and_makes_no_copy,
    a_cut_while_sending_costs_little_more_than_what_remains,
    a_cut_while_fetching_costs_little_more_than_what_remains,
])
