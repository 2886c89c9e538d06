"""Strings, table and column names, export keys and assets say person, coach, begin ...: never the words
of case-work that the product has replaced."""

import re

from sources import string_literals

# Each with its plain plural or endings; a letter before or after is another word ("showcase", "risky").
FORBIDDEN = [
    r"clients?", r"service[ _-]users?", r"beneficiar(?:y|ies)", r"customers?", r"cases?", r"caseloads?",
    r"manag(?:e|es|ed|ing|ement|er|ers)", r"case[ _-]?manage\w*",
    r"discharg(?:e|es|ed|ing)", r"sign(?:ed)?[ _-]off", r"archiv(?:e|es|ed|ing)",
    r"refer(?:s|red|ring|rals?)?",
    r"needs[ _-]assessments?", r"presenting[ _-]issues?", r"support[ _-]plans?",
    r"disengage[ds]?", r"failed[ _-]to[ _-]engage", r"non-?complian(?:ce|t)", r"refus(?:e|es|ed|al)",
    r"consent[ _-]forms?", r"authori[sz](?:e|es|ed|ation)", r"conflict(?:s|ed|ing)?",
    r"barriers?[ _-]to[ _-]engagement", r"risks?", r"complexit(?:y|ies)", r"severit(?:y|ies)",
    r"access[ _-]denied", r"permission[ _-](?:error|denied)", r"overdue",
]
_WORD = re.compile(r"(?<![A-Za-z])(?:" + "|".join(FORBIDDEN) + r")(?![A-Za-z])", re.IGNORECASE)
_CAPITALS = re.compile(r"(?<![A-Za-z])(?:DNA|RAG)(?![A-Za-z])")
# In running text only: as a name in code it is the field's own term.
_SPOKEN = re.compile(r"(?<![A-Za-z])revok(?:e|es|ed|ing)(?![A-Za-z])", re.IGNORECASE)

_SQL = re.compile(r"\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|PRAGMA|WHERE)\b")
_SQL_KEYWORDS = re.compile(r"\b(?:ON CONFLICT|CASE)\b")
_SQL_COMMENT = re.compile(r"--[^\n]*")
_NAMES = re.compile(r"(?<![A-Za-z])client/|^Authorization(?=:|$)")  # a folder, an HTTP header
_QUOTED = re.compile(r"\"((?:\\.|[^\"\\\n])*)\"|'([^'\n]*)'")

PROGRAM_FOLDERS = ("shared", "client", "sync-server")
ASSET_ENDINGS = (".json", ".txt", ".md", ".csv", ".ini", ".toml", ".strings")
SPOKEN_SCRIPTS = ("tools/run", "tools/demo")


def check(sources, build):
    findings = []
    for path, line, text in spoken(sources):
        for word in forbidden_words(text):
            findings.append(f"{path}:{line}: says “{word}”")
    return findings


def spoken(sources):
    """Gives (path, line number, text) of everything a person or another program may come to read."""
    for path in sources.cpp(*PROGRAM_FOLDERS):
        for line, contents in string_literals(sources.text(path)):
            yield path, line, contents
    for path in sources.paths:
        folder = path.split("/")[0]
        if path.endswith(".sql") and folder in PROGRAM_FOLDERS:
            for number, line in enumerate(sources.text(path).splitlines(), 1):
                yield path, number, _SQL_COMMENT.sub("", _SQL_KEYWORDS.sub("", line))
        elif folder == "assets" and path.endswith(ASSET_ENDINGS):
            for number, line in enumerate((sources.text(path) or "").splitlines(), 1):
                yield path, number, line
        elif path.startswith(SPOKEN_SCRIPTS) and sources.text(path) is not None:
            for number, line in enumerate(sources.text(path).splitlines(), 1):
                for match in _QUOTED.finditer(line):
                    yield path, number, match.group(1) or match.group(2) or ""


def forbidden_words(text):
    text = _NAMES.sub("", text)
    if _SQL.search(text):
        text = _SQL_COMMENT.sub("", _SQL_KEYWORDS.sub("", text))
    found = [match.group() for match in _WORD.finditer(text)]
    found += [match.group() for match in _CAPITALS.finditer(text)]
    if " " in text.strip() and not _SQL.search(text):
        found += [match.group() for match in _SPOKEN.finditer(text)]
    return found
