"""The hall's staff pages as a browser sees them: over HTTPS, with a login, cookies and the page's own links."""
import http.client
import re
import ssl
import urllib.parse

from lines import ScenarioError


class HallPages:
    def __init__(self, port, ca):
        self.port = port
        self.tls = ssl.create_default_context(cafile=ca)
        self.cookies = {}

    def log_in(self, name, password):
        _, page = self._ask("GET", "/login")
        token = re.search(r'name="csrf" value="([^"]+)"', page.decode())[1]
        self._ask("POST", "/login", {"csrf": token, "name": name, "password": password}, expected=303)

    def page(self, path):
        return self._ask("GET", path)[1].decode()

    def pictures(self, page):
        """The media type and content of each picture that a page shows."""
        return [self._ask("GET", path) for path in re.findall(r'<img src="([^"]+)"', page)]

    def _ask(self, method, path, form=None, expected=200):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPSConnection("localhost", self.port, timeout=20, context=self.tls)
        try:
            connection.request(method, path, urllib.parse.urlencode(form) if form is not None else None, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.status != expected:
            raise ScenarioError(f"the hall's pages answer {answer.status} to {method} {path}, expected {expected}")
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, value = cookie.split(";", 1)[0].split("=", 1)
            self.cookies[name] = value
        return answer.headers.get_content_type(), content
