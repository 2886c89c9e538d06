"""The server could not read a note if it wanted to: its link line has no library that knows one."""

import re
import subprocess

UNREADABLE = ("change", "merge", "model", "seal", "consent", "pairing")
_LINK = re.compile(r"^build bin/alongside-server: [^\n]*", re.MULTILINE)


def check(sources, build):
    if build is None or not (build / "build.ninja").exists():
        return ["server_link: give the folder of a Ninja build with --build"]
    statement = _LINK.search((build / "build.ninja").read_text())
    if statement is None:
        if "sync-server/main.cc" in sources.paths:
            return ["server_link: the build does not make alongside-server although its main.cc is there"]
        print("not here yet: alongside-server")
        return []
    libraries = set(re.findall(r"libalongside_(\w+)\.a", statement.group()))
    findings = [f"alongside-server links {name}" for name in sorted(libraries)
                if name in UNREADABLE or name.startswith("client_")]
    return findings + symbol_findings(build)


def symbol_findings(build):
    """No function of those libraries has come into the program by another way either."""
    program = build / "bin" / "alongside-server"
    if not program.exists():
        return ["server_link: alongside-server is not built"]
    present = strong_symbols(program)
    findings = []
    for name in UNREADABLE:
        library = build / f"libalongside_{name}.a"
        if library.exists():
            for symbol in sorted(strong_symbols(library) & present):
                findings.append(f"alongside-server contains {symbol} of {name}")
    return findings


def strong_symbols(path):
    listing = subprocess.run(["nm", "--defined-only", str(path)], capture_output=True, text=True, check=True)
    return {line.split()[-1] for line in listing.stdout.splitlines() if re.search(r" T _ZN", line)}
