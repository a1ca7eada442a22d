"""The second service of the portal in this folder: where parcels can be collected, over plain HTTP.

    python3 service/points.py

It chooses its own port, and prints where it is. A place that is reserved stays so until it ends.
"""

import json
import os
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

POINTS = {
    "Lisboa": [("Quiosque do Carmo", 2), ("Loja Graça", 5)],
    "Porto": [("Papelaria Bolhão", 1)],
}


class Handler(BaseHTTPRequestHandler):
    taken = {}

    def do_GET(self):
        city = parse_qs(urlsplit(self.path).query).get("city", [""])[0]
        self.reply(200, [
            {"point": name, "free": places - self.taken.get(name, 0)} for name, places in POINTS.get(city, [])
        ])

    def do_POST(self):
        point = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["point"]
        places = dict(sum(POINTS.values(), [])).get(point, 0)
        if self.taken.get(point, 0) == places:
            return self.reply(409, {"error": f"{point} has no free place"})
        self.taken[point] = self.taken.get(point, 0) + 1
        self.reply(201, {"point": point, "place": self.taken[point]})

    def reply(self, code, value):
        body = json.dumps(value, ensure_ascii=False).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        """Standard error is for faults of the service."""


if __name__ == "__main__":
    server = HTTPServer(("127.0.0.1", 0), Handler)
    url = f"http://127.0.0.1:{server.server_port}"
    print(json.dumps({"url": url, "environment": {"POINTS_URL": url, "POINTS_DEPOT": os.environ["DEPOT"]}}), flush=True)
    server.serve_forever()
