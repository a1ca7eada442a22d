"""What the checks share: findings, the project's YAML with places, and the fenced blocks of its pages."""

import argparse
import contextlib
import os
import pathlib
import re
import subprocess
import sys
from dataclasses import dataclass, field

import yaml
from markdown_it import MarkdownIt


class Findings:
    """What a check found wrong, and what it counted."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, place: str, message: str) -> None:
        self.lines.append(f"{place}: {message}")


def main(name: str, check) -> None:
    """Runs `check(project, findings) -> summary` on the project named on the command line."""
    parser = argparse.ArgumentParser(description=check.__doc__)
    parser.add_argument("project", type=pathlib.Path, nargs="?", default=pathlib.Path.cwd())
    project = parser.parse_args().project.resolve()
    findings = Findings()
    summary = check(project, findings)
    for line in findings.lines:
        print(line, file=sys.stderr)
    found = len(findings.lines)
    print(f"{name}: {summary}; {found} finding{'' if found == 1 else 's'}", flush=True)
    sys.exit(1 if found else 0)


# The mock


@contextlib.contextmanager
def mock(project, *arguments):
    """A mock on a free port: its URL, and the variables that it prints for a shell."""
    process = subprocess.Popen(
        [os.environ["FLOWDOCS"], "mock", "--port", "0", *arguments],
        cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        variables = {}
        for line in process.stdout:
            if match := re.match(r"export (\w+)='(.*)'", line):
                variables[match[1]] = match[2]
            elif match := re.search(r" on (http://[^; ]+)", line):
                yield match[1], variables
                return
        raise SystemExit("the mock ended before it served anything")
    finally:
        process.terminate()
        process.wait(timeout=10)


# YAML


class UniqueKeyLoader(yaml.SafeLoader):
    """Refuses what YAML forbids and PyYAML lets pass: the same key twice."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _ in node.value:
            if key.tag != "tag:yaml.org,2002:merge":
                name = self.construct_object(key, deep=True)
                if name in seen:
                    raise yaml.constructor.ConstructorError(
                        None, None, f"the key `{name}` is there twice", key.start_mark)
                seen.add(name)
        return super().construct_mapping(node, deep)


def load(path: pathlib.Path):
    return yaml.load(path.read_text(), UniqueKeyLoader)


@dataclass
class Manifest:
    path: str
    data: dict

    @property
    def kind(self) -> str:
        return self.data["kind"]

    @property
    def name(self) -> str:
        return self.data["metadata"]["name"]

    @property
    def place(self) -> str:
        return f"{self.path}: {self.kind} {self.name}"

    @property
    def pod(self) -> dict | None:
        """The template of the pods that the object makes."""
        spec = self.data.get("spec", {})
        if self.kind == "CronJob":
            spec = spec["jobTemplate"]["spec"]
        return spec.get("template") if self.kind in {"Deployment", "Job", "CronJob", "StatefulSet"} else None

    @property
    def containers(self) -> list[dict]:
        return self.pod["spec"]["containers"] if self.pod else []


DEPLOY = "examples/deploy"


def deploy_files(project: pathlib.Path) -> list[pathlib.Path]:
    return sorted((project / DEPLOY).rglob("*.yaml"))


def manifests(project: pathlib.Path) -> list[Manifest]:
    """Every Kubernetes object under examples/deploy. Files that hold none (values, data, rules) are left out."""
    found = []
    for path in deploy_files(project):
        try:
            documents = list(yaml.load_all(path.read_text(), UniqueKeyLoader))
        except yaml.YAMLError:
            continue  # the check of the manifests says so
        for document in documents:
            if isinstance(document, dict) and "apiVersion" in document and "kind" in document:
                found.append(Manifest(str(path.relative_to(project)), document))
    return found


def chart_objects(project: pathlib.Path) -> list[dict]:
    return load(project / DEPLOY / "charts/objects.yaml")


# Pages


@dataclass
class Block:
    page: str
    line: int  # of the first line of code
    language: str
    info: str
    code: str

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"

    def attribute(self, name: str) -> str | None:
        found = re.search(rf'(?:^|\s){name}=("[^"]*"|\S+)', self.info)
        return found.group(1).strip('"') if found else None


ALIASES = {"bash": "sh", "shell": "sh", "zsh": "sh", "yml": "yaml", "py": "python", "shell-session": "console"}


def blocks(project: pathlib.Path, languages: set[str]) -> list[Block]:
    """The fenced blocks of all pages in these languages, in page order."""
    parser = MarkdownIt("commonmark")
    found = []
    for path in sorted((project / "content").rglob("*.md")):
        text = path.read_text()
        body, skipped = text, 0
        if text.startswith("---\n") and (end := text.find("\n---\n", 3)) > 0:
            body = text[end + 5:]
            skipped = text.count("\n", 0, end + 5)
        for token in parser.parse(body):
            words = token.info.split() if token.type == "fence" else []
            if words and ALIASES.get(words[0].lower(), words[0].lower()) in languages:
                found.append(Block(
                    str(path.relative_to(project)), token.map[0] + 2 + skipped,
                    ALIASES.get(words[0].lower(), words[0].lower()), token.info, token.content))
    return found


def commands(block: Block) -> str:
    """What a reader types: a console block without its prompts and output."""
    if block.language != "console":
        return block.code
    typed, continues = [], False
    for line in block.code.splitlines():
        if line.startswith(("$ ", "# ")) or (continues and line.startswith("> ")):
            typed.append(line[2:])
            continues = True
        else:
            typed.append("")  # so that lines keep their numbers
            continues = False
    return "\n".join(typed) + "\n"


def shell_blocks(project: pathlib.Path) -> list[Block]:
    return blocks(project, {"sh", "console"})


@dataclass
class Script:
    """Shell code inside a manifest."""
    place: str
    code: str
    variables: set[str] = field(default_factory=set)


def manifest_scripts(project: pathlib.Path) -> list[Script]:
    config = {m.name: set(m.data["data"]) for m in manifests(project) if m.kind == "ConfigMap"}
    found = []
    for manifest in manifests(project):
        for container in manifest.containers:
            if "bash" in container.get("command", []):
                variables = {entry["name"] for entry in container.get("env", [])}
                for source in container.get("envFrom", []):
                    variables |= config.get(source["configMapRef"]["name"], set())
                found += [Script(manifest.place, code, variables) for code in container["args"]]
    return found
