"""Reads the source tree once and gives its files in the shapes the checks need."""

import os
import pathlib
import re

SKIPPED_FOLDERS = {".git", "build", "__pycache__", "node_modules"}
CPP = (".cc", ".h")

_LITERAL_OR_COMMENT = re.compile(
    r"""//[^\n]*
      | /\*.*?\*/
      | R"(?P<delimiter>[^()\\\s]{0,16})\((?P<raw>.*?)\)(?P=delimiter)"
      | "(?P<text>(?:\\.|[^"\\\n])*)"
      | (?<![0-9A-Za-z_])'(?:\\.|[^'\\\n])+'""",
    re.VERBOSE | re.DOTALL,
)


class Sources:
    """The files below `root`, read on first use; paths are given relative to it, with slashes."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self._texts = {}
        self.paths = sorted(self._walk())

    def _walk(self):
        for folder, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
            for name in files:
                yield (pathlib.Path(folder) / name).relative_to(self.root).as_posix()

    def text(self, path):
        """The text of a file; None where it is not text."""
        if path not in self._texts:
            data = (self.root / path).read_bytes()
            try:
                self._texts[path] = None if b"\0" in data else data.decode("utf-8")
            except UnicodeDecodeError:
                self._texts[path] = None
        return self._texts[path]

    def cpp(self, *folders):
        """The C++ files below the given folders, or all of them."""
        return [path for path in self.paths
                if path.endswith(CPP) and (not folders or path.split("/")[0] in folders)]


def without_literals(text):
    """C++ text with comments and literals blanked, every line kept in its place."""
    return _LITERAL_OR_COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def string_literals(text):
    """Gives (line number, contents) of each string literal of C++ text, #include lines left out."""
    for match in _LITERAL_OR_COMMENT.finditer(text):
        contents = match.group("raw") if match.group("raw") is not None else match.group("text")
        if contents is None:
            continue
        line_start = text.rfind("\n", 0, match.start()) + 1
        if text[line_start:match.start()].lstrip().startswith("#include"):
            continue
        yield text.count("\n", 0, match.start()) + 1, contents
