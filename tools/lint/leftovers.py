"""Nothing unfinished, no address of a package registry and no path of one machine stands in the tree."""

import re

_UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
_ADDRESS = re.compile(r"\bhttps?://([A-Za-z0-9.-]+)")
_REGISTRY = re.compile(
    r"\b(?:registry|deb|ftp|security|snapshot|pypi|files|proxy|mirrors?)\.[a-z0-9-]+\.(?:org|com|io|net|dev)\b")
_MACHINE_PATH = re.compile(r"(?<![\w.$}])/(?:work|root|home/\w+)/\w")

# Names and numbers that are no place to fetch from: this machine, private networks, reserved names.
_HARMLESS = re.compile(r"(?:\d+(?:\.\d+){3}|[\w-]+|(?:.*\.)?(?:example|invalid|test|localhost|local|example\.(?:org|com|net))"
                       r"|www\.apache\.org|.*w3\.org|json-schema\.org)$")


def check(sources, build):
    findings = []
    for path in sources.paths:
        text = sources.text(path)
        if text is None or path.startswith(("tests/golden/", "tests/fuzz/corpus/")):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            for problem in problems(path, line):
                findings.append(f"{path}:{number}: {problem}")
    return findings


def problems(path, line):
    if _UNFINISHED.search(line):
        yield "unfinished work is done or deleted, not noted"
    if _REGISTRY.search(line):
        yield "names the host of a package registry"
    elif not path.endswith(".md") and path != "LICENSE":
        for host in _ADDRESS.findall(line):
            if not _HARMLESS.match(host):
                yield f"names the host {host}"
    if _MACHINE_PATH.search(line):
        yield "names a path of one machine"
