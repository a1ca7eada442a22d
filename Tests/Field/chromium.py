"""Chromium, and a server of a folder for it."""

import functools
import http.server
import itertools
import json
import os
import pathlib
import subprocess
import threading


# Virtual key codes of keys that type nothing.
KEYS = {"Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Tab": 9}

# Results replace the former ones, or the actions of an empty search, all at once, and the message names what they answer.
SEARCH = """(async function (query) {
  document.querySelector('.search-open').click();
  for (var wait = 0; wait < 100 && !document.querySelector('.search-panel[open]'); wait += 1) {
    await new Promise(function (done) { setTimeout(done, 20); });
  }
  var input = document.querySelector('.search-panel input');
  input.value = query;
  input.dispatchEvent(new Event('input'));
  for (var tries = 0; tries < 100; tries += 1) {
    await new Promise(function (done) { setTimeout(done, 20); });
    var state = document.querySelector('.search-state').textContent;
    if (state.indexOf('“' + query.trim() + '”') < 0) continue;
    var found = Array.from(document.querySelectorAll('.search-results a:not(.search-action)'));
    if (found.length) return found.map(function (a) { return [a.querySelector('b').textContent, a.getAttribute('href')]; });
    return [[state, '']];
  }
})(%s)"""


class Browser:
    """Chromium, driven through a pair of pipes (Chrome DevTools Protocol)."""

    def __init__(self, program, profile):
        ours, theirs = os.pipe(), os.pipe()
        for descriptor in (ours[0], theirs[1]):
            os.set_inheritable(descriptor, True)
        script = f"exec 3<&{ours[0]} 4>&{theirs[1]}; exec \"$@\""
        self.process = subprocess.Popen(
            ["bash", "-c", script, "bash", program, "--headless=new", "--no-sandbox", "--disable-gpu",
             "--disable-dev-shm-usage", "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(ours[0], theirs[1]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(ours[0])
        os.close(theirs[1])
        self.out, self.into = ours[1], theirs[0]
        self.rest, self.number, self.events, self.session = b"", 0, [], None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(domain + ".enable")

    def message(self):
        while b"\0" not in self.rest:
            piece = os.read(self.into, 1 << 16)
            if not piece:
                raise SystemExit("the browser has ended")
            self.rest += piece
        text, self.rest = self.rest.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, address):
        self.events = [event for event in self.events if event.get("method") != "Page.loadEventFired"]
        self.call("Page.navigate", url=address)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.message())

    def value(self, expression):
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def result(self, expression):
        """The value of a promise."""
        return self.call("Runtime.evaluate", expression=expression, awaitPromise=True,
                         returnByValue=True)["result"].get("value")

    def search(self, query):
        """Title and address of each result of the search of the open page; its message alone when it finds nothing."""
        found = self.result(SEARCH % json.dumps(query))
        if not found:
            raise SystemExit(f"the search does not answer {query!r}")
        return [tuple(result) for result in found]

    def press(self, key, code):
        number = KEYS.get(key, ord(key[0]))
        text = "\r" if key == "Enter" else key if len(key) == 1 else ""
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=code, text=text if kind == "keyDown" else "",
                      windowsVirtualKeyCode=number)

    def problems(self):
        """Errors of scripts, and what the content security policy has refused."""
        found = [event["params"] for event in self.events if event.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded")]
        return [str(problem)[:300] for problem in found if "favicon" not in str(problem)]

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Pages are never kept: a page built twice in one second has the same Last-Modified both times. Of `_headers`, the
    rule for every file applies."""

    def end_headers(self):
        self.send_header("Cache-Control", "no-store")
        for name, value in self.every_file():
            self.send_header(name, value)
        super().end_headers()

    def every_file(self):
        rules = pathlib.Path(self.directory) / "_headers"
        if not rules.exists():
            return []
        lines = rules.read_text().splitlines()[1:]
        return [line.strip().split(": ", 1) for line in itertools.takewhile(lambda line: line.startswith("  "), lines)]

    def log_message(self, *_):
        pass


def serve(folder):
    """A server of a folder, at a free port of this machine."""
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
