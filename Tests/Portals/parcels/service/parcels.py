"""The service of the portal in this folder: books parcels in memory, with a clock that a call moves on by a minute.

    python3 service/parcels.py --port 8080

A parcel is collected by the first `parcels.track`, sorted by the second, delivered by the third, so that a reader who
asks a few times sees a parcel arrive.
"""

import argparse
import json
import re
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock

TOKEN = "pt_live_51c0"
EXPIRED = "pt_old_77ab"
STOPS = ["Collection", "Sorting centre", "Front door"]
MESSAGES = {
    -32700: "Parse error",
    -32600: "Invalid Request",
    -32601: "Method not found",
    -32602: "Invalid params",
    -32010: "Parcel not found",
    -32011: "Already collected",
    -32020: "Country not served",
    -32030: "Unauthorized",
}


class Refusal(Exception):
    def __init__(self, code, error, field=None):
        super().__init__(error)
        self.body = {
            "code": code,
            "message": MESSAGES[code],
            "data": ({"field": field} if field else {}) | {"error": error},
        }


class Carrier:
    def __init__(self, prices):
        self.zones = {
            country: zone for zone in prices["zones"] for country in zone["countries"].split(", ")
        }
        self.per_kg = prices["cents_per_started_kg"]
        self.lock = Lock()
        self.reset()

    def reset(self):
        self.now = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
        self.parcels = {}
        self.balance = 0
        self.calls = {}

    # Methods

    def quote(self, country, weight_g):
        if not isinstance(country, str) or not re.fullmatch("[A-Z]{2}", country):
            raise Refusal(-32602, "must be two capital letters", "country")
        if not isinstance(weight_g, int) or isinstance(weight_g, bool) or weight_g < 1:
            raise Refusal(-32602, "must be an integer from 1", "weight_g")
        if weight_g > 30_000:
            raise Refusal(-32602, "must be at most 30000", "weight_g")
        zone = self.zones.get(country)
        if zone is None:
            raise Refusal(-32020, f"no carrier delivers to {country}", "country")
        kilograms = -(-weight_g // 1000)
        return {"price_cents": zone["base_cents"] + self.per_kg * kilograms, "days": zone["days"]}

    def send(self, country, weight_g, recipient):
        for key in ("name", "street", "city"):
            if not isinstance(recipient, dict) or not recipient.get(key):
                raise Refusal(-32602, "is missing", f"recipient.{key}")
        price = self.quote(country, weight_g)["price_cents"]
        number = f"PX{len(self.parcels) + 1:06}"
        self.parcels[number] = {"booked_at": self.now, "price": price, "scans": [], "cancelled": False}
        self.balance += price
        return self.parcel(number)

    def track(self, number):
        parcel = self.find(number)
        if len(parcel["scans"]) < len(STOPS) and not parcel["cancelled"]:
            parcel["scans"].append({"at": text(self.now), "place": STOPS[len(parcel["scans"])]})
        return {"number": number, "status": status(parcel), "scans": parcel["scans"]}

    def cancel(self, number):
        parcel = self.find(number)
        if parcel["scans"]:
            raise Refusal(-32011, f"the carrier has collected {number}", "number")
        self.balance -= parcel["price"]
        parcel["price"], parcel["cancelled"] = 0, True
        return self.parcel(number)

    def find(self, number):
        if number not in self.parcels:
            raise Refusal(-32010, f"no parcel has the number {number}", "number")
        return self.parcels[number]

    def parcel(self, number):
        parcel = self.parcels[number]
        return {
            "number": number,
            "status": status(parcel),
            "price_cents": parcel["price"],
            "booked_at": text(parcel["booked_at"]),
        }

    # Calls

    PARAMS = {
        "quote": {"country", "weight_g"},
        "send": {"country", "weight_g", "recipient"},
        "track": {"number"},
        "cancel": {"number"},
    }

    def answer(self, body, token):
        """The HTTP status and the response to a request."""
        try:
            request = json.loads(body)
        except ValueError as error:
            return 200, failed(None, Refusal(-32700, str(error)))
        if not isinstance(request, dict) or request.get("jsonrpc") != "2.0":
            return 200, failed(None, Refusal(-32600, "must be an object with `jsonrpc`"))
        identifier = request.get("id")
        with self.lock:
            self.now += timedelta(minutes=1)
            try:
                result = self.call(request.get("method"), request.get("params", {}), token)
            except Refusal as refusal:
                code = 401 if refusal.body["code"] == -32030 else 200
                return code, failed(identifier, refusal)
        return 200, {"jsonrpc": "2.0", "result": result, "id": identifier}

    def call(self, method, params, token):
        if token != TOKEN:
            raise Refusal(-32030, "the token has expired" if token == EXPIRED else "the token is unknown")
        name = str(method).removeprefix("parcels.")
        if method != f"parcels.{name}" or name not in self.PARAMS:
            raise Refusal(-32601, f"no method is called {method}")
        for key in sorted(self.PARAMS[name] - set(params)):
            raise Refusal(-32602, "is missing", key)
        for key in sorted(set(params) - self.PARAMS[name]):
            raise Refusal(-32602, "is not a parameter", key)
        self.calls[name] = self.calls.get(name, 0) + 1
        return getattr(self, name)(**params)

    # What is beside the API

    def metrics(self):
        lines = [f'parcels_calls_total{{method="{name}"}} {count}' for name, count in sorted(self.calls.items())]
        moving = sum(status(parcel) == "in_transit" for parcel in self.parcels.values())
        lines += [f"parcels_in_transit {moving}", f"parcels_account_balance_cents {self.balance}"]
        return "\n".join(lines) + "\n"

    def report(self):
        charged = sum(parcel["price"] for parcel in self.parcels.values())
        problems = [] if charged == self.balance else [f"parcels cost {charged}, the account has {self.balance}"]
        return {"events": [], "problems": problems}


def status(parcel):
    if parcel["cancelled"]:
        return "cancelled"
    return ["booked", "in_transit", "in_transit", "delivered"][len(parcel["scans"])]


def text(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def failed(identifier, refusal):
    return {"jsonrpc": "2.0", "error": refusal.body, "id": identifier}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    carrier: Carrier

    def do_GET(self):
        carrier = self.carrier
        with carrier.lock:
            replies = {
                "/health": ("application/json", "{}"),
                "/metrics": ("text/plain", carrier.metrics()),
                "/test/report": ("application/json", json.dumps(carrier.report())),
            }
        self.reply(200, *replies[self.path]) if self.path in replies else self.reply(404, "text/plain", "")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/test/reset":
            with self.carrier.lock:
                self.carrier.reset()
            return self.reply(200, "application/json", "{}")
        if self.path != "/rpc":
            return self.reply(404, "text/plain", "")
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        code, response = self.carrier.answer(body, token)
        self.reply(code, "application/json", json.dumps(response, ensure_ascii=False))

    def reply(self, code, kind, text):
        body = text.encode()
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        """Standard error is for faults of the service."""


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Books parcels in memory.")
    parser.add_argument("--port", type=int, default=8080)
    port = parser.parse_args().port
    Handler.carrier = Carrier(json.loads((Path(__file__).parent / "zones.json").read_text()))
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
