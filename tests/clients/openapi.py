"""The server's answers against the API's public description (an OpenAPI file, read where it lies).

Every call of openapi_calls.py is made, and each answer is validated against the schema that the description gives
for it. What differs on purpose is listed, with the reason, in openapi_deviations.json; what differs otherwise fails,
and so does a listed deviation that is no longer there. REJOIN_OPENAPI names the file if it lies elsewhere.
"""

import base64
import datetime
import fnmatch
import hashlib
import json
import os
import pathlib
import sys
import urllib.parse

import jsonschema
import requests
from jsonschema.exceptions import best_match

from oauth_pages import authorize
from steps import ORIGIN, PASSWORD

HERE = pathlib.Path(__file__).resolve().parent
USUAL = HERE.parent.parent.parent / "shared" / "reference" / "mastodon-openapi.json"
REDIRECT = "http://127.0.0.1:9/callback"
SCOPES = "read write follow push"

formats = jsonschema.FormatChecker(formats=())


@formats.checks("date-time", raises=ValueError)
def _date_time(text):
    if isinstance(text, str):
        datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
        return "T" in text
    return True


@formats.checks("date", raises=ValueError)
def _date(text):
    if isinstance(text, str):
        datetime.date.fromisoformat(text[:10])
    return True


@formats.checks("uri")
def _uri(text):
    return not isinstance(text, str) or bool(urllib.parse.urlsplit(text).scheme)


class Checker:
    """Makes calls, validates the answers, and keeps what differs."""

    def __init__(self, description, deviations):
        self.paths = description["paths"]
        self.components = description["components"]
        self.deviations = deviations
        self.used = set()
        self.calls = {}
        self.tokens = {}

    def call(self, method, path, who=None, expect=200, **given):
        """Calls `METHOD path`, with `{names}` in the path taken from `given`; returns the parsed body."""
        names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
        address = ORIGIN + path.format(**{name: given.pop(name) for name in names})
        headers = {"Authorization": f"Bearer {self.tokens[who]}"} if who else {}
        answer = requests.request(method, address, headers=headers, timeout=30, allow_redirects=False, **given)
        endpoint = f"{method} {path}"
        troubles = self.calls.setdefault(endpoint, [])
        if answer.status_code != expect:
            troubles.append(f"answered {answer.status_code}, not {expect}: {answer.text[:300]}")
            return None
        body = self._parsed(answer)
        for trouble in self._differences(endpoint, method, path, answer, body):
            if not self._listed(trouble) and trouble not in troubles:
                troubles.append(trouble)
        return body

    def expects(self, endpoint, fine, trouble):
        """Notes trouble that no schema can see."""
        if not fine:
            self.calls.setdefault(endpoint, []).append(trouble)

    def sign_in(self, name):
        """The authorization code flow with PKCE and state."""
        app = self.call("POST", "/api/v1/apps", json={
            "client_name": "Contract", "redirect_uris": [REDIRECT], "scopes": SCOPES,
        })
        verifier = base64.urlsafe_b64encode(os.urandom(48)).decode()
        digest = hashlib.sha256(verifier.encode()).digest()
        asked = urllib.parse.urlencode({
            "client_id": app["client_id"], "redirect_uri": REDIRECT, "response_type": "code", "scope": SCOPES,
            "state": "kept as it is", "code_challenge_method": "S256",
            "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        })
        got = authorize(f"{ORIGIN}/oauth/authorize?{asked}", f"{name}@example.org", PASSWORD)
        self.expects("GET /oauth/authorize", got.get("state") == "kept as it is", f"the state came back as {got}")
        asked = {
            "grant_type": "authorization_code", "code": got["code"], "redirect_uri": REDIRECT,
            "client_id": app["client_id"], "client_secret": app["client_secret"],
        }
        self.call("POST", "/oauth/token", expect=400, data=asked | {"code_verifier": "x" * 64})
        got = authorize(
            f"{ORIGIN}/oauth/authorize?" + urllib.parse.urlencode({
                "client_id": app["client_id"], "redirect_uri": REDIRECT, "response_type": "code", "scope": SCOPES,
                "code_challenge_method": "S256",
                "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
            }), f"{name}@example.org", PASSWORD,
        )
        token = self.call("POST", "/oauth/token", data=asked | {"code": got["code"], "code_verifier": verifier})
        self.tokens[name] = token["access_token"]
        return app

    @staticmethod
    def _parsed(answer):
        try:
            return answer.json()
        except ValueError:
            return None

    def _differences(self, endpoint, method, path, answer, body):
        operation = self.paths.get(path, {}).get(method.lower())
        if operation is None:
            yield f"{endpoint} $: unknown: the description has no such call"
            return
        described = operation["responses"].get(str(answer.status_code))
        if described is None:
            # Every call can be refused; the description names only some refusals.
            schema = {"$ref": "#/components/schemas/Error"} if answer.status_code >= 400 else {}
        else:
            schema = described.get("content", {}).get("application/json", {}).get("schema")
        if schema is None:
            return
        whole = {**schema, "components": self.components}
        validator = jsonschema.Draft202012Validator(whole, format_checker=formats)
        for error in validator.iter_errors(body):
            deepest = best_match([error])
            where = "$" + "".join("[]" if isinstance(step, int) else f".{step}" for step in deepest.absolute_path)
            said = deepest.message if len(deepest.message) < 160 else f"{deepest.message[:160]}…"
            yield f"{endpoint} {where}: {deepest.validator}: {said}"

    def _listed(self, trouble):
        for number, deviation in enumerate(self.deviations):
            if fnmatch.fnmatchcase(trouble, deviation["pattern"]):
                self.used.add(number)
                return True
        return False


def main():
    file = pathlib.Path(os.environ.get("REJOIN_OPENAPI", USUAL))
    if not file.is_file():
        print(f"ok skipped: there is no description at {os.path.relpath(file)} (REJOIN_OPENAPI names another place)")
        return 0
    from openapi_calls import everything

    deviations = json.loads((HERE / "openapi_deviations.json").read_text())
    checker = Checker(json.loads(file.read_text()), deviations)
    everything(checker)
    failed = False
    for endpoint, troubles in sorted(checker.calls.items(), key=lambda entry: entry[0].split()[::-1]):
        print(f"not ok {endpoint}:" if troubles else f"ok {endpoint}")
        for trouble in troubles:
            print(f"    {trouble.removeprefix(endpoint).strip()}")
        failed |= bool(troubles)
    for number, deviation in enumerate(deviations):
        if number not in checker.used:
            print(f"not ok deviation no longer there: {deviation['pattern']}")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
