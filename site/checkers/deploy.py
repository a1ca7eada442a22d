"""The manifests, charts and rules under examples/deploy, as checkers and tests read them."""

import pathlib
from dataclasses import dataclass, field

import yaml

DEPLOY = "examples/deploy"


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
