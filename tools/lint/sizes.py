"""A file has at most 400 lines, a function at most 60, the top CMakeLists.txt at most 60."""

import ast
import re

from sources import CPP, without_literals

MOST_FILE_LINES = 400
MOST_FUNCTION_LINES = 60
COUNTED_ENDINGS = CPP + (".py", ".sh", ".sql", ".cmake", ".txt")
COUNTED_FOLDERS = ("shared", "client", "sync-server", "tests", "tools", "cmake")
DATA = re.compile(r"tests/(golden|fuzz/corpus)/|^tools/bench/.*\.txt$|tests/.*\.txt$")

_TYPE_OR_NAMESPACE = re.compile(
    r"^\s*(?:template\s*<.*>\s*)?(?:inline\s+|typedef\s+|export\s+)*"
    r"(?:namespace|class|struct|union|enum|extern)\b(?![^()]*\)\s*(?:const)?\s*$)", re.DOTALL)


def check(sources, build):
    findings = []
    for path in sources.paths:
        if sources.text(path) is None or DATA.search(path):
            continue
        lines = sources.text(path).count("\n")
        if path == "CMakeLists.txt" and lines > 60:
            findings.append(f"{path}: {lines} lines, more than 60")
        if path.split("/")[0] not in COUNTED_FOLDERS or not is_code(path):
            continue
        if lines > MOST_FILE_LINES:
            findings.append(f"{path}: {lines} lines, more than {MOST_FILE_LINES}")
        for name, start, length in functions(path, sources.text(path)):
            if length > MOST_FUNCTION_LINES:
                findings.append(f"{path}:{start}: {name} has {length} lines, more than {MOST_FUNCTION_LINES}")
    return findings


def is_code(path):
    return path.endswith(COUNTED_ENDINGS) or "." not in path.split("/")[-1]


def functions(path, text):
    """Gives (name, first line, line count) of each function of a C++ or Python file."""
    if path.endswith(CPP):
        yield from cpp_functions(without_literals(text))
    elif path.endswith(".py") or text.startswith("#!/usr/bin/env python3"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield node.name, node.lineno, node.end_lineno - node.lineno + 1


def cpp_functions(code):
    """Follows the braces: one opened outside any function, after a parameter list, opens a function."""
    code = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: re.sub(r"[^\n]", " ", m.group()), code,
                  flags=re.MULTILINE)
    scopes = []  # "outer" for namespaces and types, "function" with its start, "inner" for all else
    head_start = 0
    line = 1
    for at, character in enumerate(code):
        if character == "\n":
            line += 1
        elif character == "{":
            head = code[head_start:at]
            if any(kind != "outer" for kind, _, _ in scopes):
                scopes.append(("inner", None, line))
            elif _TYPE_OR_NAMESPACE.match(head):
                scopes.append(("outer", None, line))
            elif "(" in head and not re.search(r"=\s*$", head):
                first = line - head.lstrip().count("\n")
                scopes.append(("function", function_name(head), first))
            else:
                scopes.append(("inner", None, line))
            head_start = at + 1
        elif character == "}" and scopes:
            kind, name, first = scopes.pop()
            if kind == "function":
                yield name, first, line - first + 1
            head_start = at + 1
        elif character == ";" and all(kind == "outer" for kind, _, _ in scopes):
            head_start = at + 1


def function_name(head):
    names = re.findall(r"([\w:~]+|operator\W+)\s*\(", head)
    return names[0] if names else "a function"
