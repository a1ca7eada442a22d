#!/usr/bin/env python3
"""Tries both ends of every range of the contract on a mock of the training service.

    examples/limits/main.py

For every parameter with a range it sends the value at the end, which the service must take, and one beyond it,
which it must refuse for that reason. The exit code is 1 when it does not. TRAINING_URL and JWT_TOKEN say where
the mock is; its clock is moved on between requests, so that no rate limit is met.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

URL = os.environ["TRAINING_URL"]
KEYWORDS = (
    "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems")


def post(path: str, body: Any) -> Any:
    request = urllib.request.Request(
        URL + path, json.dumps(body).encode(),
        {"Content-Type": "application/json", "Authorization": "Bearer " + os.environ["JWT_TOKEN"]})
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.load(response)
    except urllib.error.HTTPError as refused:
        return json.load(refused)


def call(method: str, params: dict[str, Any]) -> Any:
    """The response of one call, a virtual minute after the one before."""
    post("/__mock/clock", {"seconds": 60})
    return post("/api/v1/jsonrpc", {"jsonrpc": "2.0", "id": 1, "method": method, "params": params})


# region: find
def limits(
    contract: Any, schema: Any, path: list[str]
) -> Iterator[tuple[list[str], str, float]]:
    """Every end of a range: where the value stands, the keyword, the number."""
    while "$ref" in schema:
        target = contract
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        schema = target
    for keyword in KEYWORDS:
        if keyword not in schema:
            continue
        # Nothing is shorter than nothing.
        if schema[keyword] != 0 or keyword not in ("minLength", "minItems"):
            yield path, keyword, schema[keyword]
    for name, part in schema.get("properties", {}).items():
        yield from limits(contract, part, path + [name])
    if "items" in schema:
        yield from limits(contract, schema["items"], path + ["0"])
    for parts in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(parts, []):
            yield from limits(contract, part, path)
# endregion


# region: values
def at_and_beyond(keyword: str, bound: float, sample: Any) -> tuple[Any, Any]:
    """A value at the end of a range, and the nearest one beyond it."""
    match keyword:
        case "minimum" | "maximum":
            step = 0.01 if isinstance(sample, str) or bound != int(bound) else 1
            beyond = bound + (step if keyword == "maximum" else -step)
            return bound, round(beyond, 2)
        case "exclusiveMinimum" | "exclusiveMaximum":
            return bound + (0.5 if keyword == "exclusiveMinimum" else -0.5), bound
        case "minLength" | "maxLength":
            values = (sample or "") + "x" * (int(bound) + 1)
        case _:
            items = sample * (int(bound) // len(sample) + 2)
            values = [distinct(item, number) for number, item in enumerate(items)]
    end = int(bound)
    return values[:end], values[: end + (1 if keyword.startswith("max") else -1)]


def distinct(item: Any, number: int) -> Any:
    """An item that is there once in its list, as a query has to be."""
    if not isinstance(item, dict):
        return item
    return {**item, "query": f"{item['query']} {number}"}
# endregion


def put(params: Any, path: list[str], value: Any) -> Any:
    changed = json.loads(json.dumps(params))
    place = changed
    for step in path[:-1]:
        place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
    if isinstance(place, list):
        place[int(path[-1])] = value
    else:
        place[path[-1]] = value
    return changed


def get(params: Any, path: list[str]) -> Any:
    for step in path:
        try:
            params = params[int(step)] if isinstance(params, list) else params[step]
        except (KeyError, IndexError):
            return None
    return params


QUERIES = [{"query": f"Question {number}", "expected_outcome": {"success": True}} for number in range(120)]


def job(iterations: int = 20) -> str:
    """A job with data of its own to be evaluated on."""
    return call("training.start_grpo", {
        "agent_id": "limits", "training_data": QUERIES, "evaluation_data": QUERIES[:20],
        "config": {"n_iterations": iterations, "batch_size": 1, "n_trajectories_per_query": 2},
    })["result"]["job_id"]


def finished_job() -> str:
    job_id = job()
    while call("training.get_status", {"job_id": job_id})["result"]["status"] in ("queued", "running"):
        post("/__mock/clock", {"seconds": 600})
    return job_id


def valid_params(method: str, finished: str) -> dict[str, Any]:
    """Params that the service takes; a fresh job for what can be done only once."""
    match method:
        case "training.start_grpo":
            return {"agent_id": "limits", "training_data": QUERIES, "evaluation_data": QUERIES, "config": {
                "n_iterations": 2, "batch_size": 1, "n_trajectories_per_query": 1, "max_budget_usd": 50}}
        case "training.cancel":
            return {"job_id": job(10000), "reason": "no longer needed"}
        case "training.evaluate":
            return {"job_id": finished, "evaluation_queries": QUERIES[:20]}
        case "webhooks.register":
            return {"url": "http://127.0.0.1:9/", "secret": "s" * 40, "events": ["training.job.started"]}
        case "training.list_jobs":
            return {"agent_id": "limits"}
        case _:
            return {"job_id": finished}


def error(response: Any) -> Any:
    return response.get("error", {})


def is_taken(response: Any) -> bool:
    """A budget of nothing is a budget that fits the range, and one that pays for no iteration."""
    return "result" in response or error(response)["code"] == -40001


def main() -> int:
    contract = call("rpc.discover", {})["result"]
    finished = finished_job()
    wrong = 0
    print(f"  {'field':33}{'keyword':17}{'number':12}{'at it':8}beyond it")
    for method in contract["methods"]:
        heading = method["name"]
        for param in method["params"]:
            for path, keyword, bound in limits(contract, param["schema"], [param["name"]]):
                params = valid_params(method["name"], finished)
                at, beyond = at_and_beyond(keyword, bound, get(params, path))
                taken = call(method["name"], put(params, path, at))
                refused = call(method["name"], put(params, path, beyond))
                field = "".join(f"[{step}]" if step.isdigit() else "." + step for step in path)[1:]
                ok = is_taken(taken) and error(refused).get("data", {}).get("field") == field
                wrong += not ok
                answers = f"{'result' if 'result' in taken else error(taken)['code']:<8}{error(refused).get('code')}"
                if heading:
                    print(heading)
                    heading = ""
                print(f"  {field:33}{keyword:17}{bound:<12}{answers}{'' if ok else ' WRONG'}")
                if "result" in taken and method["name"] == "webhooks.register":
                    call("webhooks.delete", {"webhook_id": taken["result"]["webhook_id"]})
                if not ok:
                    print(json.dumps(taken)[:300], json.dumps(refused)[:300], file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
