"""PromQL on the pages: promtool reads it, and it uses only metrics that exist, with labels that they have; rules on the
pages by promtool.

The service's metrics are what the mock exports; those of exporters are declared in exporters.yaml.
"""

import json
import pathlib
import re
import subprocess
import tempfile
import urllib.request

import yaml

import blocks
import deploy
import service

TARGET_LABELS = {"job", "instance", "pod", "namespace", "service", "endpoint", "container"}
WORDS = {"by", "without", "on", "ignoring", "group_left", "group_right", "offset", "bool", "and", "or", "unless",
         "inf", "nan", "start", "end"}


def check(given, answers):
    project = pathlib.Path.cwd()
    queries = []
    for block in given:
        if block.language == "promql":
            queries += [(block, *query) for query in page_queries(block.code)]
        else:
            rules_on_page(block, answers)
    known = known_metrics(project) if queries else {}
    for block, query, lines in queries:
        for at, message in problems(query, known):
            before = query[:at].split("\n")
            answers.add(block, lines[len(before) - 1], message, len(before[-1]) + 1)
    for number, line, column, message in parse([query for _, query, _ in queries]):
        block, _, lines = queries[number]
        answers.add(block, lines[min(line, len(lines)) - 1], message, column)


def known_metrics(project):
    """Names of series and their labels; `None` for those that recording rules make."""
    known = dict(service_metrics(project))
    for row in deploy.load(project / deploy.DEPLOY / "monitoring/exporters.yaml"):
        known[row["metric"]] = set(row["labels"])
    for rule in rules(project, "recording-rules.yaml"):
        known[rule["record"]] = None
    return known


def service_metrics(project):
    """Those of the service, from a mock that has run a job."""
    with service.mock(project) as (url, variables):
        token = variables["JWT_TOKEN"]
        job = call(url, token, "training.start_grpo", {
            "agent_id": "a", "config": {"n_iterations": 20, "checkpoint_interval": 1},
            "training_data": [{"query": f"q{n}", "expected_outcome": {"answer": n}} for n in range(100)]})
        for _ in range(8):  # the mock's clock goes on with every request
            call(url, token, "training.get_status", {"job_id": job["job_id"]})
        text = urllib.request.urlopen(f"{url}/metrics").read().decode()
    known = {}
    for line in text.splitlines():
        if found := re.match(r"# TYPE (\w+) (\w+)", line):
            name, kind = found.groups()
            endings = ["_bucket", "_sum", "_count"] if kind == "histogram" else [""]
            known.update({name + ending: {"le"} if ending == "_bucket" else set() for ending in endings})
        elif found := re.match(r"(\w+)\{(.*)\} ", line):
            known.setdefault(found.group(1), set()).update(re.findall(r'(\w+)="', found.group(2)))
    # A counter that has not counted yet shows no labels: the job's metrics all have this one.
    for name, labels in known.items():
        if name.startswith("training_") and name != "training_jobs_active":
            labels.add("agent_id")
    return known


def call(url, token, method, params):
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    request = urllib.request.Request(f"{url}/api/v1/jsonrpc", body, {
        "Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    answer = json.load(urllib.request.urlopen(request))
    if "error" in answer:
        raise SystemExit(f"promtool: {method}: {answer['error']}")
    return answer["result"]


def rules(project, file):
    groups = deploy.load(project / deploy.DEPLOY / "monitoring" / file)["groups"]
    return [rule for group in groups for rule in group["rules"]]


def rules_on_page(block, answers):
    """A file of rules, of which the block shows a part."""
    text = pathlib.Path(block.file).read_text() if block.file else block.code
    data = next(iter(yaml.safe_load_all(text)), None)
    if not isinstance(data, dict) or not isinstance(data.get("groups"), list):
        answers.leave_out(block, "no rules")
        return
    if said := check_rules(data):
        answers.add(block, 1, said)


def page_queries(code):
    """(query, numbers of its lines): a block may hold several, apart by an empty line; `#` begins a comment."""
    query, lines = [], []
    for number, line in enumerate([*code.splitlines(), ""], 1):
        bare = re.sub(r'#(?=([^"]*"[^"]*")*[^"]*$).*', "", line).rstrip()
        if not line.strip():
            if query:
                yield "\n".join(query), lines
            query, lines = [], []
        elif bare:
            query.append(bare)
            lines.append(number)


def problems(query, known):
    """(place in the query, message) of metrics and labels that do not exist."""
    for at, name, labels in selectors(query):
        if name not in known:
            yield at, f"there is no metric `{name}`"
        elif known[name] is not None:
            for label in sorted(labels - known[name] - TARGET_LABELS):
                yield at, f"`{name}` has no label `{label}`; it has {sorted(known[name])}"


def selectors(query):
    """(place, metric, labels matched on it) of a PromQL query."""
    def blank(found):
        return " " * len(found.group())

    def quoted(found):
        return '"' + " " * (len(found.group()) - 2) + '"'

    query = re.sub(r'\{__name__="([\w:]+)"\}', lambda found: f"            {found.group(1)}  ", query)
    query = re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', quoted, query)
    # Label lists of aggregations and of vector matching are no metrics.
    query = re.sub(r"\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)", blank, query)
    query = re.sub(r"\[[^\]]*\]", blank, query)
    for found in re.finditer(r"([a-zA-Z_:][\w:]*)\s*(\{[^}]*\}|\()?", query):
        name, rest = found.groups()
        if rest == "(" or name.lower() in WORDS or re.match(r"[\d.]*$", query[:found.start()][-1:] or " "):
            continue
        yield found.start(), name, set(re.findall(r"(\w+)\s*(?:=~|!~|!=|=)", rest or ""))


def parse(queries):
    """(number of the query, line, column, message): grammar and types of all queries at once, as rules; by one when
    a query is wrong."""
    def said(chosen):
        return check_rules({"groups": [{"name": "queries", "rules": [
            {"record": f"query_{n}", "expr": query} for n, query in enumerate(chosen)]}]})

    if queries and said(queries):
        for number, query in enumerate(queries):
            if problem := said([query]):
                found = re.search(r"(\d+):(\d+): (parse error: .*)", problem)
                line, column, message = found.groups() if found else (1, 1, problem)
                yield number, int(line), int(column), message


def check_rules(data):
    """What promtool says against rules; nothing when they are right."""
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        yaml.safe_dump(data, file)
        file.flush()
        result = subprocess.run(["promtool", "check", "rules", file.name], capture_output=True, text=True)
        said = (result.stdout + result.stderr).replace(f"{file.name}:", "")
        return "" if result.returncode == 0 else " ".join(said.split())


if __name__ == "__main__":
    blocks.main(check)
