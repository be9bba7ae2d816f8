#!/usr/bin/env python3
"""tools/check-api-traffic passes what the description has, and fails on each thing that it has not."""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parents[3] / "tools/check-api-traffic"
HASH = "ab" * 32
GOOD = {
    "method": "PUT", "path": "/v1/submissions/1000100000017/parts/0", "query": "",
    "request": {"headers": {"host": "localhost", "content-type": "application/cms", "content-length": "5", "x-content-sha256": HASH},
                "body": {"content_type": "application/cms", "size": 5, "sha256": HASH}},
    "status": 201,
    "response": {"headers": {"Cache-Control": "no-store"},
                 "body": {"content_type": "application/json", "json": {"number": "1000100000017", "index": 0, "sha256": HASH}}},
}


def checked(*exchanges):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as record:
        for exchange in exchanges:
            record.write((exchange if isinstance(exchange, str) else json.dumps(exchange)) + "\n")
        record.flush()
        done = subprocess.run([sys.executable, TOOL, record.name], capture_output=True, text=True, timeout=30)
        return done.returncode, done.stdout


class CheckApiTraffic(unittest.TestCase):
    def changed(self, *path, to=None, remove=False):
        exchange = copy.deepcopy(GOOD)
        at = exchange
        for key in path[:-1]:
            at = at[key]
        if remove:
            del at[path[-1]]
        else:
            at[path[-1]] = to
        return exchange

    def must_fail(self, exchange, word):
        code, output = checked(GOOD, exchange)
        self.assertEqual(code, 1, output)
        self.assertIn(word, output)
        self.assertIn(":2:", output)

    def test_documented_traffic_passes_and_the_unseen_is_listed(self):
        code, output = checked(GOOD)
        self.assertEqual(code, 0, output)
        self.assertIn("never seen: getHealth 200", output)
        self.assertNotIn("putPart 200 201", output)

    def test_a_body_of_bytes_is_held_against_its_limits(self):
        def catalogue(size, content_type="application/cms"):
            return {"method": "GET", "path": "/v1/catalogue", "query": "", "request": {"headers": {"host": "localhost"}, "body": None}, "status": 200,
                    "response": {"headers": {"Cache-Control": "no-store", "ETag": f'"{HASH}"', "X-Catalogue-Version": "7"},
                                 "body": {"content_type": content_type, "size": size, "sha256": HASH}}}
        code, output = checked(catalogue(1000))
        self.assertEqual(code, 0, output)
        self.must_fail(catalogue(8388609), "longer than documented")
        self.must_fail(catalogue(1000, "text/html"), "undocumented response content type")
        short_of_json = self.changed("response", "body", to={"content_type": "application/json", "size": 5, "sha256": HASH})
        self.must_fail(short_of_json, "is not JSON")

    def test_undocumented_traffic_fails(self):
        self.must_fail(self.changed("path", to="/v1/secrets"), "undocumented path")
        self.must_fail(self.changed("method", to="DELETE"), "undocumented method")
        self.must_fail(self.changed("query", to="debug=1"), "undocumented query")
        self.must_fail(self.changed("status", to=418), "undocumented status")
        self.must_fail(self.changed("request", "headers", "x-debug", to="1"), "undocumented request header")
        self.must_fail(self.changed("response", "headers", "X-Powered-By", to="x"), "undocumented response header")
        self.must_fail(self.changed("response", "body", "json", "extra", to=1), "Additional properties")
        self.must_fail(self.changed("response", "body", "content_type", to="text/html"), "undocumented response content type")
        self.must_fail(self.changed("request", "body", "content_type", to="text/plain"), "undocumented type")

    def test_what_is_required_and_absent_fails(self):
        self.must_fail(self.changed("response", "headers", "Cache-Control", remove=True), "without the required header")
        self.must_fail(self.changed("response", "body", "json", "sha256", remove=True), "required property")
        self.must_fail(self.changed("response", "body", to=None), "without the documented body")
        self.must_fail(self.changed("request", "headers", "x-content-sha256", remove=True), "without the required header")
        self.must_fail(self.changed("request", "body", to=None), "without the required body")

    def test_values_against_their_schema_fail(self):
        self.must_fail(self.changed("response", "body", "json", "index", to="0"), "is not of type")
        self.must_fail(self.changed("path", to="/v1/submissions/1000100000017/parts/64"), "maximum")
        self.must_fail(self.changed("request", "body", "size", to=99_999_999), "longer than documented")

    def test_a_record_that_is_broken_or_empty_fails(self):
        self.must_fail("no JSON", "not a recorded exchange")
        code, output = checked()
        self.assertEqual(code, 1, output)


if __name__ == "__main__":
    unittest.main()
