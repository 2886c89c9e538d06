"""No test dies silently: every *_test.cc is compiled, and every TEST_CASE in the sources is one that a
test program lists, under a name that is a claim."""

import json
import re
import subprocess

_CASE = re.compile(r'^\s*(?:TEST_CASE|TEST_CASE_METHOD|TEMPLATE_TEST_CASE)\s*\(\s*(?:\w+\s*,\s*)?"([^"]+)"(?:\s*,\s*"([^"]*)")?',
                   re.MULTILINE)
_CLAIM = re.compile(r"[A-Z]\w*\.[A-Z]\w*$")
_PLANTS_ONLY = re.compile(r"^#ifdef ALONGSIDE_PLANTS$.*?^#endif", re.MULTILINE | re.DOTALL)


def check(sources, build):
    if build is None or not (build / "compile_commands.json").exists():
        return ["test_count: give a build folder with --build"]
    plants = "ALONGSIDE_PLANTS:BOOL=ON" in (build / "CMakeCache.txt").read_text()
    findings = uncompiled(sources, build)
    written, naming = written_cases(sources, plants)
    listed = listed_cases(build)
    findings += naming
    findings += [f"{written[name]}: {name} is in no test program" for name in sorted(set(written) - listed)]
    findings += [f"{name} is listed but stands in no source" for name in sorted(listed - set(written))]
    return findings


def uncompiled(sources, build):
    commands = json.loads((build / "compile_commands.json").read_text())
    compiled = {command["file"] for command in commands}
    return [f"{path}: is compiled into no test program" for path in test_files(sources)
            if str(sources.root.resolve() / path) not in compiled]


def test_files(sources):
    return [path for path in sources.paths if path.startswith("tests/") and path.endswith("_test.cc")]


def written_cases(sources, plants):
    """Gives {name: where} of the cases in the sources, and what is wrong with their names and tags."""
    written, findings = {}, []
    for path in test_files(sources):
        text = sources.text(path)
        if not plants:
            text = _PLANTS_ONLY.sub(lambda match: "\n" * match.group().count("\n"), text)
        for match in _CASE.finditer(text):
            name, tags = match.group(1), match.group(2) or ""
            where = f"{path}:{text.count(chr(10), 0, match.start(1)) + 1}"
            if name in written:
                findings.append(f"{where}: {name} also stands at {written[name]}")
            if not _CLAIM.match(name):
                findings.append(f"{where}: “{name}” is not Subject.WhatIsTrue")
            if "[." in tags or "[!benchmark]" in tags:
                findings.append(f"{where}: {name} is hidden, so it never runs by itself")
            written[name] = where
    return written, findings


def listed_cases(build):
    """The names that the test programs of the build say they have (the parameter of a template left out)."""
    listed = set()
    for program in sorted((build / "bin").glob("alongside-tests-*")):
        answer = subprocess.run([str(program), "*", "--list-tests", "--verbosity", "quiet"], capture_output=True, text=True,
                                check=True)
        listed |= {line.split(" - ")[0].strip() for line in answer.stdout.splitlines() if line.strip()}
    return listed
