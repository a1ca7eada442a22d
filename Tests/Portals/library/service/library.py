"""The service of the portal in this folder: lends books from memory, on a day that never ends.

    python3 service/library.py --port 8080
"""

import argparse
import json
import re
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from urllib.parse import parse_qs, urlsplit

CARD = "card-2041"
TODAY = date(2026, 3, 2)
BOOKS = [
    {"id": 1, "title": "The Salt Path", "year": 2018, "shelf": "travel", "copies": 2},
    {"id": 2, "title": "Weather for Sailors", "year": 2009, "shelf": "sea", "copies": 1},
    {"id": 3, "title": "Knots and Ropes", "year": 1987, "shelf": "sea", "copies": 1},
    {"id": 4, "title": "Bread Without Haste", "year": 2021, "shelf": "kitchen", "copies": 3},
]
TITLES = {
    400: "Bad Request", 401: "Unauthorized", 404: "Not Found", 405: "Method Not Allowed", 409: "Conflict",
    415: "Unsupported Media Type",
}


class Refusal(Exception):
    def __init__(self, status, detail):
        super().__init__(detail)
        self.status = status
        self.body = {"type": "about:blank", "title": TITLES[status], "status": status, "detail": detail}


class Library:
    def __init__(self):
        self.lock = Lock()
        self.reset()

    def reset(self):
        self.copies = {book["id"]: book["copies"] for book in BOOKS}
        self.loans = {}

    def book(self, number):
        for book in BOOKS:
            if book["id"] == number:
                return book | {"copies": self.copies[number]}
        raise Refusal(404, f"no book has the number {number}")

    def books(self, shelf=None, limit="20"):
        if not re.fullmatch("[0-9]{1,3}", limit) or not 1 <= int(limit) <= 100:
            raise Refusal(400, "limit must be an integer from 1 to 100")
        if shelf is not None and shelf not in {book["shelf"] for book in BOOKS}:
            raise Refusal(400, "shelf must be travel, sea or kitchen")
        found = [self.book(book["id"]) for book in BOOKS if shelf in (None, book["shelf"])]
        return found[: int(limit)]

    def borrow(self, body):
        if not isinstance(body, dict) or not isinstance(body.get("book"), int) or isinstance(body["book"], bool):
            raise Refusal(400, "book must be the number of a book")
        weeks = body.get("weeks", 4)
        if not isinstance(weeks, int) or isinstance(weeks, bool) or not 1 <= weeks <= 8:
            raise Refusal(400, "weeks must be an integer from 1 to 8")
        if unknown := sorted(set(body) - {"book", "weeks"}):
            raise Refusal(400, f"{unknown[0]} is not a field of a loan")
        book = self.book(body["book"])
        if book["copies"] == 0:
            raise Refusal(409, f"all copies of {book['title']} are lent")
        self.copies[book["id"]] -= 1
        number = f"L{len(self.loans) + 1:04}"
        self.loans[number] = {"number": number, "book": book["id"], "due": str(TODAY + timedelta(weeks=weeks))}
        return self.loans[number]

    def loan(self, number):
        if number not in self.loans:
            raise Refusal(404, f"no loan has the number {number}")
        return self.loans[number]

    def give_back(self, number):
        self.copies[self.loan(number)["book"]] += 1
        del self.loans[number]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    library: Library

    def answer(self):
        url = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/health":
            return self.reply(200, {})
        with self.library.lock:
            if self.path == "/test/reset":
                self.library.reset()
                return self.reply(200, {})
            try:
                self.route(url.path, {name: values[-1] for name, values in parse_qs(url.query).items()}, body)
            except Refusal as refusal:
                self.reply(refusal.status, refusal.body, "application/problem+json")

    do_GET = do_POST = do_DELETE = answer

    def route(self, path, query, body):
        library = self.library
        if path == "/books" and self.command == "GET":
            if unknown := sorted(set(query) - {"shelf", "limit"}):
                raise Refusal(400, f"{unknown[0]} is not a parameter")
            return self.reply(200, library.books(**query))
        if match := re.fullmatch("/books/([0-9]+)", path):
            if self.command != "GET":
                raise Refusal(405, "a book is only read")
            return self.reply(200, library.book(int(match[1])))
        if path != "/loans" and not path.startswith("/loans/"):
            raise Refusal(404, f"nothing is at {path}")
        if self.headers.get("X-Card") != CARD:
            raise Refusal(401, "X-Card must be the number of a valid card")
        if path == "/loans" and self.command == "POST":
            if self.headers.get_content_type() != "application/json":
                raise Refusal(415, "the body must be application/json")
            try:
                loan = library.borrow(json.loads(body))
            except ValueError as error:
                raise Refusal(400, f"the body is not JSON: {error}") from error
            return self.reply(201, loan, headers={"Location": f"/loans/{loan['number']}"})
        number = path.removeprefix("/loans/")
        if self.command == "GET":
            return self.reply(200, library.loan(number))
        if self.command == "DELETE":
            library.give_back(number)
            return self.reply(204)
        raise Refusal(405, f"{path} does not take {self.command}")

    def reply(self, status, value=None, kind="application/json", headers=None):
        body = b"" if value is None else json.dumps(value, ensure_ascii=False).encode()
        self.send_response(status)
        for name, text in (headers or {}).items():
            self.send_header(name, text)
        if value is not None:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        """Standard error is for faults of the service."""


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Lends books from memory.")
    parser.add_argument("--port", type=int, default=8080)
    port = parser.parse_args().port
    Handler.library = Library()
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
