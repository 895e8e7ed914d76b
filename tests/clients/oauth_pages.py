"""Goes through a server's OAuth pages as a person does: reads the forms, fills them in, presses the button.

    oauth_pages.py AUTHORIZE_URL E_MAIL PASSWORD    prints the authorization code

It knows no server's paths or field names; it looks for a password field, then for a button that allows.
"""

import html.parser
import http.cookiejar
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

ALLOW = re.compile(r"authori[sz]e|allow|approve|continue|accept", re.IGNORECASE)
REFUSE = re.compile(r"deny|cancel|refuse|reject", re.IGNORECASE)


class Forms(html.parser.HTMLParser):
    """Collects the forms of a page with their fields, and any text shown to be copied."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.shown, self._button, self._code = [], [], None, False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        field = dict(attributes)
        if tag == "form":
            self.forms.append({"action": field.get("action"), "method": field.get("method", "get"), "fields": [], "buttons": []})
        elif tag == "code":
            self._code = True
        elif tag == "input":
            if "readonly" in field and field.get("value"):
                self.shown.append(field["value"])
            if not self.forms:
                return
            kind = field.get("type", "text")
            if kind == "submit":
                self.forms[-1]["buttons"].append({**field, "label": field.get("value", "")})
            else:
                self.forms[-1]["fields"].append({**field, "type": kind})
        elif tag == "button" and self.forms and field.get("type", "submit") == "submit":
            self._button = {**field, "label": ""}
            self.forms[-1]["buttons"].append(self._button)

    def handle_endtag(self, tag):
        if tag == "button":
            self._button = None
        if tag == "code":
            self._code = False

    def handle_data(self, data):
        if self._button is not None:
            self._button["label"] += data
        if self._code and data.strip():
            self.shown.append(data.strip())


class Arrived(Exception):
    """The server sent the browser back to the client."""


class _Redirects(urllib.request.HTTPRedirectHandler):
    def __init__(self, redirect):
        self.redirect = redirect

    def redirect_request(self, request, file, code, message, headers, address):
        if address.startswith(self.redirect):
            raise Arrived(address)
        return super().redirect_request(request, file, code, message, headers, address)


def authorize(address, email, password):
    """Signs in and allows; returns the query parameters that the client gets back (`code`, maybe `state`)."""
    asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}),
        urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()),
        _Redirects(asked["redirect_uri"]),
    )
    request = address
    try:
        for _ in range(5):
            with opener.open(request, timeout=20) as answer:
                here, page = answer.geturl(), answer.read().decode()
            code = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(here).query)).get("code")
            if code:
                return {"code": code}
            forms = Forms(page)
            request = _signed_in(forms, here, email, password) or _allowed(forms, here)
            if request is None:
                if forms.shown:
                    return {"code": forms.shown[0]}
                raise RuntimeError(f"nothing to fill in at {here}:\n{page[:2000]}")
        raise RuntimeError(f"still asked for something at {here}:\n{page[:2000]}")
    except Arrived as arrived:
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(str(arrived)).query))
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"{error.geturl()} answered {error.code}:\n{error.read().decode()[:2000]}") from error


def _signed_in(forms, here, email, password):
    for form in forms.forms:
        fields = form["fields"]
        if [field["type"] for field in fields].count("password") != 1:
            continue
        values = {}
        for field in fields:
            if field["type"] == "password":
                values[field["name"]] = password
            elif field["type"] in ("text", "email"):
                values[field["name"]] = email
            elif field["type"] == "hidden":
                values[field["name"]] = field.get("value", "")
        return _submit(form, here, values, form["buttons"][:1])
    return None


def _allowed(forms, here):
    for form in forms.forms:
        for button in form["buttons"]:
            words = f"{button['label']} {button.get('value', '')}"
            if ALLOW.search(words) and not REFUSE.search(words):
                values = {
                    field["name"]: field.get("value", "on")
                    for field in form["fields"]
                    if "name" in field and (field["type"] != "checkbox" or "checked" in field)
                }
                return _submit(form, here, values, [button])
    return None


def _submit(form, here, values, buttons):
    for button in buttons:
        if "name" in button:
            values[button["name"]] = button.get("value", "")
    target = urllib.parse.urljoin(here, form["action"] or here)
    origin = "{0.scheme}://{0.netloc}".format(urllib.parse.urlsplit(here))
    body = urllib.parse.urlencode(values)
    if form["method"].lower() == "get":
        return urllib.request.Request(f"{target}?{body}")
    return urllib.request.Request(target, data=body.encode(), headers={"Origin": origin, "Referer": here})


if __name__ == "__main__":
    print(authorize(*sys.argv[1:4])["code"])
