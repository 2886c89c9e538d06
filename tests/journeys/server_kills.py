#!/usr/bin/env python3
"""The server is killed while devices push: after its next start, everything that has a receipt is
there, once, and in the order it was given."""

import http.client
import os
import random
import threading
import time

from support.programs import Scratch, Server, run_claims
from support.raw_device import RawDevice, Stream

KILLS = int(os.environ.get("ALONGSIDE_SERVER_KILLS", "15"))
DEVICES = 3


class Pusher:
    """One device that pushes blob after blob and remembers which of them got a receipt."""

    def __init__(self, server):
        self.device, self.stream = RawDevice(server.port, timeout=5), Stream()
        assert self.device.enrol(server.invite()) == 200
        self.receipted, self.in_flight = [], 0

    def push_until(self, stop):
        while not stop.is_set():
            blobs = [os.urandom(random.choice([10, 4000, 60000])) for _ in range(3)]
            try:
                self.in_flight = 1
                status, answer = self.device.sync(push=[self.stream.push(blob) for blob in blobs])
                self.in_flight = 0
            except (OSError, http.client.HTTPException):
                return
            assert status == 200
            for blob, result in zip(blobs, answer[4]):
                assert result.get(0, 0) == 0 and len(result[2]) == 64
                self.receipted.append(blob)


def every_receipted_blob_survives_a_kill():
    random.seed(1)
    with Scratch() as scratch:
        server = Server(scratch).start()
        pushers = [Pusher(server) for _ in range(DEVICES)]
        hit = 0
        for _ in range(KILLS):
            stop = threading.Event()
            threads = [threading.Thread(target=one.push_until, args=(stop,)) for one in pushers]
            for thread in threads:
                thread.start()
            time.sleep(random.uniform(0.02, 0.3))
            hit += any(one.in_flight for one in pushers)
            server.kill()
            stop.set()
            for thread in threads:
                thread.join()
            server.keep("verify")
            server.start()
        kept = 0
        for one in pushers:
            there = one.device.read_all(one.stream)
            assert len(set(there)) == len(there)
            places = [there.index(blob) for blob in one.receipted]
            assert places == sorted(places)
            kept += len(places)
        server.stop()
        assert hit >= KILLS // 2, f"only {hit} kills came while a push was on its way"
        return f"{KILLS} kills, {hit} of them during a push; {kept} receipted blobs, 0 lost"


if __name__ == "__main__":
    run_claims([every_receipted_blob_survives_a_kill])
