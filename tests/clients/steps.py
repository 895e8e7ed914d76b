"""One line a step, so that the runner can count them."""

import os
import sys
import time
import traceback

ORIGIN = os.environ["REJOIN_ORIGIN"]
PASSWORD = os.environ["REJOIN_PASSWORD"]
PICTURE = os.environ["REJOIN_PICTURE"]
_failed = []


def step(function):
    """Runs a step at once; its name and docstring say what it proves. A later step may lack what a failed one made."""
    name = function.__name__.replace("_", " ").strip()
    try:
        function()
    except Exception as error:  # a client's own exceptions have no common base
        if "REJOIN_TRACE" in os.environ:
            traceback.print_exc()
        where = traceback.extract_tb(error.__traceback__)[-1]
        said = " ".join(str(error).split())[:600]
        place = f"{os.path.basename(where.filename)}:{where.lineno}"
        print(f"not ok {name}: {type(error).__name__}: {said} ({place})")
        _failed.append(name)
    else:
        print(f"ok {name}")
    return function


def must(what):
    """Ends the script if a step failed on which all others stand."""
    if _failed:
        print(f"without “{what}” there is nothing more to see")
        end()


def eventually(what, look, seconds=20):
    """Waits until `look()` is true and returns what it gave."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s in vain for {what}")


def end():
    """Ends the script with what it has to say."""
    sys.exit(1 if _failed else 0)
