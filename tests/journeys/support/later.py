"""Programs that are started as if hours had gone by."""

import contextlib
import glob
import os

LIBRARY = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")


@contextlib.contextmanager
def later(hours):
    assert LIBRARY, "libfaketime is not installed"
    names = {"LD_PRELOAD": LIBRARY[0], "FAKETIME": f"+{hours}h", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
