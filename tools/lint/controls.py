"""For every check a small tree in which it must find something, and the same tree mended, in which it
must find nothing. A check that finds nothing in the first would prove nothing by its silence."""

import json
import pathlib
import subprocess
import tempfile

from sources import Sources

_TABLE = "alongside_folder(shared/base)\nalongside_folder(shared/codec LINKS base)\nalongside_folder(shared/sqlite LINKS base)\n" \
         "alongside_folder(client/store LINKS codec sqlite)\nalongside_folder(client/viewmodel LINKS client_store)\n" \
         "alongside_folder(client/view LINKS client_viewmodel imgui)\n"
_LONG_BODY = "  work();\n" * 70
_LINKED = "build bin/alongside-server: CXX main.o | libalongside_base.a"
_PROGRAM = "#!/bin/sh\nprintf '%s\\n'"

MISSING = object()

# check -> list of (file that breaks the rule, its text, its text once mended)
PLANTED = {
    "layers": [
        ("shared/base/id.cc", '#include "shared/codec/cbor.h"\n', '#include "shared/base/id.h"\n'),
        ("client/view/note.cc", '#include "client/store/log.h"\n', '#include "client/viewmodel/note.h"\n'),
        ("client/store/log.cc", "#include <sqlite3.h>\n", '#include "shared/sqlite/database.h"\n'),
        ("client/viewmodel/note.cc", "#include <imgui.h>\n", "#include <string>\n"),
        ("shared/codec/cbor.cc", "#include <thread>\n", "#include <vector>\n"),
    ],
    "leftovers": [
        ("shared/base/id.cc", "// TO" "DO: later\n", "// Done.\n"),
        ("tools/fetch", "curl ht" "tps://regis" "try.fetch.org/x\n", "curl http://127.0.0.1/x\n"),
        ("docs/x.md", "see /ho" "me/someone/x\n", "see docs/x.md\n"),
    ],
    "sizes": [
        ("shared/base/id.cc", f"namespace a {{\nvoid long_one(int x) {{\n{_LONG_BODY}}}\n}}\n",
         "namespace a {\nvoid short_one(int x) {\n  work();\n}\n}\n"),
        ("shared/base/file.h", "// a line\n" * 401, "// a line\n" * 400),
        ("tools/long.py", "def long_one():\n" + "    pass\n" * 61, "def short_one():\n    pass\n"),
    ],
    "words": [
        ("shared/base/id.cc", 'auto a = "the cli" "ent";\nauto b = "case closed";\n', 'auto a = "client/";  // case\n'),
        ("client/store/migrations/0001_log.sql", "CREATE TABLE referral (id);\n",
         "SELECT CASE WHEN 1 THEN 2 END; INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING;\n"),
        ("client/store/log.cc", 'auto q = "SELECT case_id FROM t";\n', 'auto q = "SELECT CASE WHEN a THEN b END";\n'),
        ("assets/strings/en.json", '{"x": "Access denied"}\n', '{"x": "Mo has chosen not to share this with you now"}\n'),
    ],
}


def run(name, check):
    """Gives what is wrong with the check itself."""
    planted = PLANTED.get(name) or BUILT[name]
    findings = []
    for at, (path, broken, mended) in enumerate(planted):
        for text, expected in ((broken, True), (mended, False)):
            with tempfile.TemporaryDirectory() as folder:
                root = pathlib.Path(folder)
                lay(root, name, path, text)
                found = check(Sources(root), root / "out")
                if bool(found) != expected:
                    findings.append(f"control of {name}, number {at + 1} ({path}): "
                                    f"{'found nothing' if expected else found}")
    return findings


def lay(root, name, path, text):
    """Writes a small tree with one file to look at, and a build folder as Ninja and CMake leave it."""
    files = {"CMakeLists.txt": _TABLE, "out/CMakeCache.txt": "", "out/compile_commands.json": "[]",
             "out/build.ninja": _LINKED + "\n"}
    if name == "test_count":
        files["tests/shared/a_test.cc"] = 'TEST_CASE("A.IsTrue", "[a]") {}\n'
        files["out/compile_commands.json"] = json.dumps([{"file": str(root.resolve() / "tests/shared/a_test.cc")}])
        files["out/bin/alongside-tests-shared"] = f"{_PROGRAM} A.IsTrue\n"
    if text is not MISSING:
        files[path] = text
    if name == "server_link":
        files["out/libalongside_merge.a"] = object_with("_ZN9alongside4foldEv")
        files.setdefault("out/bin/alongside-server", object_with("_ZN9alongside5serveEv"))
    for relative, contents in files.items():
        place = root / relative
        place.parent.mkdir(parents=True, exist_ok=True)
        if contents.startswith(".globl"):
            subprocess.run(["as", "-o", place], input=contents, text=True, check=True)
        else:
            place.write_text(contents)
            place.chmod(0o755 if "/bin/" in relative else 0o644)


def object_with(symbol):
    """Assembly for an object file that defines one function."""
    return f".globl {symbol}\n.text\n{symbol}:\n  ret\n"


BUILT = {
    "server_link": [
        ("out/build.ninja", _LINKED + " libalongside_merge.a\n", _LINKED + "\n"),
        ("out/build.ninja", _LINKED + " libalongside_client_store.a\n", _LINKED + "\n"),
        ("out/bin/alongside-server", object_with("_ZN9alongside4foldEv"), object_with("_ZN9alongside5serveEv")),
    ],
    "test_count": [
        ("tests/shared/b_test.cc", "", MISSING),
        ("out/bin/alongside-tests-shared", f"{_PROGRAM} Other.IsTrue\n", f"{_PROGRAM} A.IsTrue\n"),
        ("tests/shared/a_test.cc", '#if 0\n#endif\nTEST_CASE("A.IsTrue", "[a]") {}\nTEST_CASE("B.IsTrue") {}\n',
         'TEST_CASE("A.IsTrue", "[a]") {}\n'),
        ("tests/shared/a_test.cc", 'TEST_CASE("A.IsTrue", "[.a]") {}\n', 'TEST_CASE("A.IsTrue", "[a]") {}\n'),
    ],
}
