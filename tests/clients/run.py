"""Proves the server by clients that others wrote.

Each client is a script beside this one: it signs in by the real OAuth pages, posts, reads, follows and streams by
its own library, and prints one line a step, `ok STEP` or `not ok STEP: why`. Each gets a server of its own, with two
accounts, on a free port.

    run.py --server BINARY [--python PYTHON] [--node NODE] [--modules DIR] [CLIENT ...]

`--python` has the packages of requirements.txt; `--modules` is the node_modules made from package.json.
Only the standard library is used here.
"""

import argparse
import os
import pathlib
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import zlib

HERE = pathlib.Path(__file__).resolve().parent
PASSWORD = "correct horse battery staple"
PEOPLE = ("ada", "ben")
CLIENTS = {
    "Mastodon.py": ["python", "client_mastodon_py.py"],
    "toot": ["python", "client_toot.py"],
    "masto": ["node", "client_masto.mjs"],
    "megalodon": ["node", "client_megalodon.mjs"],
    "openapi": ["python", "openapi.py"],
}
# A client that hangs is a failure too.
PATIENCE = 180


def picture():
    """A PNG of a gradient, 64 by 48 pixels, made here so that no file has to be kept."""
    width, height = 64, 48
    rows = b"".join(
        b"\0" + b"".join(bytes((x * 4, y * 5, 160)) for x in range(width)) for y in range(height)
    )

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Server:
    """The server on a free port, with two accounts; gone when the block ends."""

    def __init__(self, binary, seed="none"):
        self.binary, self.seed = binary, seed
        self.lines = []

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="rejoin-client-")
        self.data = pathlib.Path(self.folder) / "data"
        arguments = ["--listen", "127.0.0.1:0", "--data", self.data, "--seed", self.seed, "--open-registrations"]
        self.process = subprocess.Popen(
            [self.binary, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=self.folder
        )
        threading.Thread(target=self._read, daemon=True).start()
        try:
            self.origin = self._wait(self._address, "the server printed no address")
            self._wait(self._healthy, "the server is not healthy")
            for name in PEOPLE:
                self._account(name)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line)

    def _address(self):
        found = re.search(r"http://127\.0\.0\.1:[1-9]\d*", "".join(self.lines))
        return found and found.group()

    def _healthy(self):
        try:
            with urllib.request.urlopen(self.origin + "/health", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def _wait(self, look, complaint):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            if found := look():
                return found
            time.sleep(0.05)
        raise RuntimeError(f"{complaint}; it printed:\n{''.join(self.lines)}")

    def _account(self, name):
        command = [self.binary, "--data", self.data, "account", "create", name]
        command += ["--email", f"{name}@example.org", "--password-stdin"]
        done = subprocess.run(command, input=PASSWORD, capture_output=True, text=True, cwd=self.folder)
        if done.returncode != 0:
            raise RuntimeError(f"account create {name} failed: {done.stdout}{done.stderr}")


def environment(server, tools, folder):
    image = pathlib.Path(folder) / "picture.png"
    image.write_bytes(picture())
    return os.environ | {
        "REJOIN_ORIGIN": server.origin,
        "REJOIN_PASSWORD": PASSWORD,
        "REJOIN_PICTURE": str(image),
        "REJOIN_PYTHON": tools["python"],
        "REJOIN_MODULES": tools["modules"],
        # What a client keeps (tokens) goes with the run.
        "HOME": folder,
        "XDG_CONFIG_HOME": folder,
        "NO_PROXY": "127.0.0.1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
    }


def run_client(name, tools):
    """Runs one client; returns how many steps passed and failed."""
    tool, script = CLIENTS[name]
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="rejoin-client-home-") as folder:
        try:
            with Server(tools["server"]) as server:
                command = [tools[tool], str(HERE / script)]
                client = subprocess.Popen(
                    command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=folder,
                    env=environment(server, tools, folder),
                )
                alarm = threading.Timer(PATIENCE, client.kill)
                alarm.start()
                for line in client.stdout:
                    print(f"  {line}", end="", flush=True)
                    passed += line.startswith("ok ")
                    failed += line.startswith("not ok ")
                code = client.wait()
                late = not alarm.is_alive()
                alarm.cancel()
                if late:
                    print(f"  stopped after {PATIENCE} s")
                if code != 0 and failed == 0:
                    failed += 1
                panics = [entry for entry in server.lines if "panicked" in entry]
                if panics:
                    print("  the server panicked:", *panics, sep="\n  ")
                    failed += 1
        except RuntimeError as error:
            print(f"  {error}")
            failed += 1
    return passed, failed


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--server", required=True, type=pathlib.Path, help="the server's binary")
    options.add_argument("--python", default=sys.executable, help="a Python with requirements.txt installed")
    options.add_argument("--node", default="node", help="Node 20 or newer")
    options.add_argument("--modules", default=HERE / "node_modules", type=pathlib.Path, help="a node_modules folder")
    options.add_argument("clients", nargs="*", help=", ".join(CLIENTS))
    given = options.parse_args()
    if unknown := set(given.clients) - set(CLIENTS):
        options.error(f"no client is called {', '.join(sorted(unknown))}; there are {', '.join(CLIENTS)}")
    tools = {
        "server": str(given.server.resolve()),
        "python": given.python,
        "node": given.node,
        "modules": str(given.modules.resolve()),
    }

    total_passed = total_failed = 0
    for name in given.clients or CLIENTS:
        print(name, flush=True)
        started = time.monotonic()
        passed, failed = run_client(name, tools)
        verdict = "pass" if failed == 0 and passed > 0 else "FAIL"
        print(f"{verdict} {name}: {passed} of {passed + failed} steps in {time.monotonic() - started:.1f} s", flush=True)
        total_passed += passed
        total_failed += max(failed, passed == 0)
    print(f"{total_passed} passed, {total_failed} failed")
    return 1 if total_failed else 0


if __name__ == "__main__":
    sys.exit(main())
