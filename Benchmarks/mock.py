"""The mocks under load: wrk on loopback, requests per second, CPU, latency, errors and memory.

    python3 Benchmarks/mock.py .build/release/flowdocs (with training-mock beside it) [--seconds 60] [--connections 32]
"""
import argparse
import base64
import hashlib
import hmac
import json
import os
import pathlib
import re
import subprocess
import threading
import time
import urllib.request

from measure import resident_mb, used

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent
# The mock's key, which protects nothing.
SECRET = b"flowdocs-mock-secret-for-development-only"
CONTRACT = PROJECT / "Tests/Field/jsonrpc/arithmetic.json"


def start(command: list[str]) -> tuple[subprocess.Popen, str, dict[str, str]]:
    """A mock on a free port, its URL and the variables that it prints."""
    process = subprocess.Popen(
        [*command, "--port", "0"], cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    variables = {}
    for line in process.stdout:
        if match := re.match(r"export (\w+)='(.*)'", line):
            variables[match[1]] = match[2]
        elif match := re.search(r" on (http://[^; ]+)", line):
            return process, match[1].rstrip("/"), variables
    raise SystemExit("the mock ended before it served anything")


def lasting(token: str) -> str:
    """The token with an end far away: every poll is a minute of virtual time, so a day is soon over."""
    def decoded(part: str) -> dict:
        return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))

    def encoded(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

    header, claims, _ = token.split(".")
    signed = header + "." + encoded(json.dumps({**decoded(claims), "exp": 1 << 40}).encode())
    return signed + "." + encoded(hmac.new(SECRET, signed.encode(), hashlib.sha256).digest())


def post(url: str, token: str, message: dict) -> dict:
    request = urllib.request.Request(
        url, json.dumps(message).encode(),
        {"Content-Type": "application/json", "Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)


def load(name: str, process: subprocess.Popen, url: str, token: str, message: dict, options) -> None:
    environment = {**os.environ, "BODY": json.dumps(message), "TOKEN": token}
    memory: list[float] = []
    ended = threading.Event()

    def watch() -> None:
        # The first second warms up: pools are filled, connections are made.
        while not ended.wait(max(1, options.seconds / 12)):
            memory.append(resident_mb(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    before = used(process.pid)
    wrk = subprocess.run(
        ["wrk", f"-d{options.seconds}s", f"-c{options.connections}", "-t2", "-s", str(HERE / "mock.lua"), url],
        env=environment, check=True, stdout=subprocess.PIPE, text=True)
    ended.set()
    watcher.join()
    cpu = used(process.pid) - before
    figures = json.loads(wrk.stdout.splitlines()[-1])
    print(
        f"{name:<34} {figures['requests'] / figures['seconds']:9.0f} requests/s   "
        f"{cpu / figures['requests'] * 1e6:.0f} µs CPU each   p50 {figures['p50_ms']:.2f} ms   "
        f"p99 {figures['p99_ms']:.2f} ms   errors {figures['errors']}   "
        f"memory {memory[0]:.0f} to {memory[-1]:.0f} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("flowdocs")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--connections", type=int, default=32)
    options = parser.parse_args()
    program = str(pathlib.Path(options.flowdocs).resolve())
    print(f"wrk, {options.connections} connections, {options.seconds} s; load before {os.getloadavg()[0]:.1f}")

    process, url, variables = start([str(pathlib.Path(program).with_name("training-mock")), "--format", "shell"])
    endpoint, token = url + "/api/v1/jsonrpc", lasting(variables["JWT_TOKEN"])
    queries = [{"query": f"What is 7 × {n}?", "expected_outcome": {"answer": str(7 * n)}} for n in range(100)]
    job = post(endpoint, token, {
        "jsonrpc": "2.0", "id": 1, "method": "training.start_grpo",
        "params": {"agent_id": "a", "config": {"n_iterations": 50, "batch_size": 8}, "training_data": queries}})
    status = {
        "jsonrpc": "2.0", "id": 1, "method": "training.get_status", "params": {"job_id": job["result"]["job_id"]}}
    load("training mock, get_status", process, endpoint, token, status, options)
    process.terminate()
    process.wait()

    for name, params in [("an example", [42, 23]), ("a made result", [7, 9])]:
        process, url, _ = start([program, "mock", "--contract", str(CONTRACT)])
        subtract = {"jsonrpc": "2.0", "id": 1, "method": "subtract", "params": params}
        load(f"mock of a contract, {name}", process, url, "", subtract, options)
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
