"""The real programs, as journeys use them: vaults on devices of their own, and a server."""

import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import traceback

BIN = pathlib.Path(os.environ["ALONGSIDE_BIN"])


class Scratch:
    """A folder for one journey, which is also where the programs find their temporary folder."""

    def __enter__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="alongside-journey-"))
        self.servers = []
        self.temp = self.path / "temp"
        self.temp.mkdir()
        self.before = os.environ.get("TMPDIR")
        os.environ["TMPDIR"] = str(self.temp)
        return self

    def __exit__(self, *_):
        for server in self.servers:
            server.kill()
        if self.before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = self.before
        shutil.rmtree(self.path)


def quoted(words):
    """Words as one line of `run -`."""
    def quote(word):
        escaped = word.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'
    return " ".join(quote(word) for word in words) + "\n"


class Vault:
    """One device: a data folder with one vault."""

    def __init__(self, scratch, name, passphrase="a long passphrase"):
        self.folder = scratch.path / f"device-{len(list(scratch.path.iterdir()))}"
        self.folder.mkdir()
        self.name = name
        self.passphrase_file = scratch.path / f"{self.folder.name}.passphrase"
        self.passphrase_file.write_text(passphrase + "\n")
        self.data = self.folder / "data"

    def command(self, *words):
        return [str(BIN / "alongside-cli"), "--data", str(self.data), "--vault", self.name,
                "--passphrase-file", str(self.passphrase_file), "--json", *words]

    def try_to(self, *words, stdin=""):
        """Runs one command. Gives its exit code, its answer and its words on standard error."""
        done = subprocess.run(self.command(*words), input=stdin, capture_output=True, text=True,
                              timeout=300)
        answer = json.loads(done.stdout) if done.stdout else None
        return done.returncode, answer, done.stderr

    def run(self, *words, stdin="", exit=0):
        """Runs one command that has to end with this exit code (None: any). Gives its answer."""
        code, answer, said = self.try_to(*words, stdin=stdin)
        assert exit in (code, None), f"{words[:2]}: exit {code}, wanted {exit}: {said}{answer}"
        return answer

    def lines(self, *commands, exit=0):
        """Runs commands through `run -`, to end with this exit code (None: any). Gives their answers."""
        text = "".join(quoted(words) for words in commands)
        done = subprocess.run(self.command("run", "-"), input=text, capture_output=True,
                              text=True, timeout=600)
        as_wanted = exit is None or done.returncode == exit
        assert as_wanted, f"exit {done.returncode}: {done.stderr}{done.stdout[-2000:]}"
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(answers) == len(commands)
        return answers

    def start(self):
        """A `run -` that goes on."""
        return subprocess.Popen(self.command("run", "-"), stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def create(self):
        return self.run("vault", "create", "--my-name", self.name, "--kdf", "light")

    def card_file(self):
        path = self.folder / "card"
        path.write_text(self.run("card")["card"])
        return str(path)

    def bodies(self, *person):
        """The words of all notes there, each version of each."""
        items = self.run("note", "list", *person)["items"]
        return [version["value"] for item in items for version in item["fields"]["body"]]


class HasEnded(Exception):
    """A command that has ended where it was to say something."""


class Asking:
    """A command that says something on the way, one JSON object a line, and asks."""

    def __init__(self, vault, *words):
        self.process = subprocess.Popen(vault.command(*words), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)

    def told(self):
        line = self.process.stdout.readline()
        if not line:
            raise HasEnded(f"it ended: {self.process.stderr.read()}")
        return json.loads(line)

    def answer(self, word):
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()

    def end(self):
        """Its exit code, its answer and its words on standard error."""
        out, said = self.process.communicate(timeout=300)
        return self.process.returncode, json.loads(out.splitlines()[-1]) if out else None, said

    def kill(self):
        self.process.kill()
        self.process.communicate()

    def close(self):
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                pipe.close()
            except BrokenPipeError:
                pass  # what was still to be said to a program that is gone


def ask(process, *words):
    """One command to a `run -` that goes on, and its answer."""
    process.stdin.write(quoted(words).encode())
    process.stdin.flush()
    return json.loads(process.stdout.readline())


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server with a folder and a fixed port of its own."""

    def __init__(self, scratch, *flags, scheme="http"):
        self.data = scratch.path / "server"
        self.log = scratch.path / "server.log"
        self.port = free_port()
        self.url = f"{scheme}://127.0.0.1:{self.port}"
        self.flags = flags
        self.process = None
        self.keep("setup")
        scratch.servers.append(self)

    def keep(self, *words):
        """Runs a keeper's command. Gives what it printed."""
        done = subprocess.run([str(BIN / "alongside-server"), "--data", str(self.data), *words],
                              capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, f"{words}: {done.stderr}{done.stdout}"
        return done.stdout

    def start(self):
        assert self.process is None, "it runs already"
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [str(BIN / "alongside-server"), "--data", str(self.data), "serve",
                 "--listen", f"127.0.0.1:{self.port}", *self.flags],
                stdout=subprocess.PIPE, stderr=log)
        said = self.process.stdout.readline()
        assert said.startswith(b"Listening on"), said
        return self

    def kill(self):
        """Ends it as a power cut would; nothing if it is not running."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
            self.process = None

    def stop(self):
        self.process.terminate()
        assert self.process.wait(timeout=60) == 0
        self.process.stdout.close()
        self.process = None

    def invite(self, url=None):
        return json.loads(self.keep("invite", "--json", "--url", url or self.url))["invite"]

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.kill()


def befriend(*vaults):
    """Takes everybody's card into everybody's vault."""
    for one in vaults:
        for other in vaults:
            if one is not other:
                one.run("contact", "add", other.card_file())


def run_claims(claims):
    """Runs each function as one claim, named after it; ends the program with what failed."""
    failed = 0
    for claim in claims:
        try:
            told = claim()
            print(f"ok    {claim.__name__}" + (f": {told}" if told else ""), flush=True)
        except Exception as wrong:  # whatever it was, the other claims are still tried
            failed += 1
            print(f"WRONG {claim.__name__}: {wrong}", flush=True)
            traceback.print_exc()
    raise SystemExit(1 if failed else 0)
