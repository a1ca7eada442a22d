"""Names in the kubectl and helm commands of the pages exist in the manifests and the charts' data."""

import json
import pathlib
import re

import blocks
import deploy

KINDS = {
    "deployment": "Deployment", "deployments": "Deployment", "deploy": "Deployment",
    "statefulset": "StatefulSet", "statefulsets": "StatefulSet", "sts": "StatefulSet",
    "service": "Service", "services": "Service", "svc": "Service", "pod": "Pod", "pods": "Pod",
    "secret": "Secret", "secrets": "Secret", "configmap": "ConfigMap", "job": "Job", "jobs": "Job",
    "cronjob": "CronJob", "cronjobs": "CronJob", "hpa": "HorizontalPodAutoscaler",
    "horizontalpodautoscaler": "HorizontalPodAutoscaler", "ingress": "Ingress", "certificate": "Certificate",
    "certificates": "Certificate", "pvc": "PersistentVolumeClaim", "namespace": "Namespace", "events": None,
    "nodes": None, "servicemonitors": "ServiceMonitor", "prometheusrules": "PrometheusRule",
    "networkpolicies": "NetworkPolicy", "endpoints": "Service", "endpointslices": None, "generic": "Secret",
    "replicasets": "ReplicaSet", "certificaterequest": "CertificateRequest", "clusterissuers": None,
}
# (verb, kind, option that must be there): what works on no cluster as a reader expects, and what to write instead.
OUTDATED = [
    ("get", "events", "--sort-by", "an event that is written once has no lastTimestamp and sorts first: use `kubectl events`"),
    ("get", "endpoints", None, "the kind is deprecated since Kubernetes 1.33: use `endpointslices`"),
]
VERBS = {"get", "describe", "logs", "exec", "scale", "rollout", "delete", "apply", "create", "patch", "set", "top",
         "run", "wait", "label", "annotate", "version", "port-forward", "events", "cp", "config", "auth"}
# Of these verbs, what stands first is a word of its own, or a name without its kind.
SECOND_WORD = {"rollout", "create", "set", "config", "auth"}
NAMES_PODS = {"logs", "exec"}
# Options that take a value as the next word.
VALUED = {"-n", "--namespace", "-l", "--selector", "-c", "--container", "-o", "--output", "-f", "--filename", "-p",
          "--patch", "--type", "--timeout", "--for", "--sort-by", "--tail", "--since", "--image", "--from", "--replicas",
          "--to-revision", "--subresource", "--field-selector", "--grace-period", "--limits", "--requests", "--restart"}
OTHER_NAMESPACES = {"ingress-nginx", "cert-manager", "kube-system"}
CLUSTER_WIDE = {"Namespace", None}


class Names:
    def __init__(self, project):
        objects = deploy.manifests(project)
        charts = deploy.chart_objects(project)
        self.known = {(m.kind, m.name) for m in objects} | {(c["kind"], c["name"]) for c in charts}
        self.known |= {("Pod", pod) for chart in charts for pod in chart.get("pods", [])}
        self.known |= {("Job", "training-db-backup-now"), ("Secret", "training-tls"), ("Secret", "training-alertmanager"),
                       ("ConfigMap", "training-dashboards")}
        self.secrets = {secret["name"]: {key["name"] for key in secret["keys"]}
                        for secret in deploy.load(project / deploy.DEPLOY / "secrets.yaml")}
        self.known |= {("Secret", name) for name in self.secrets}
        self.containers = {container["name"] for m in objects for container in m.containers}
        self.containers |= {name for chart in charts for name in chart.get("containers", [])}
        self.labels = {pair for m in objects for pair in m.data["metadata"].get("labels", {}).items()}
        self.labels |= {pair for m in objects if m.pod for pair in m.pod["metadata"]["labels"].items()}
        self.labels |= {pair for chart in charts for pair in chart.get("labels", {}).items()}
        # Jobs label their pods with their name.
        self.labels |= {("job-name", name) for kind, name in self.known if kind == "Job"}
        self.releases = {row["release"]: row for row in deploy.load(project / deploy.DEPLOY / "charts/charts.yaml")}
        self.project = project


def check(given, answers):
    names = Names(pathlib.Path.cwd())
    for block in given:
        code = blocks.commands(block)
        judges = {"kubectl": judge_kubectl, "helm": judge_helm}
        found = [words for words in simple_commands(code) if words[0] in judges]
        for words in found:
            line, column = place(words, code)
            for problem in judges[words[0]](words[1:], names):
                answers.add(block, line, f"`{' '.join(words)[:70]}`: {problem}", column + blocks.prompt(block, line))
        if not found:
            answers.leave_out(block, "no kubectl or helm")


def place(words, code):
    """Line and column of a command: where most of its first words stand in a row."""
    for count in range(len(words), 0, -1):
        if found := re.search(r"\s+(?:\\\n\s*)?".join(re.escape(word) for word in words[:count]), code):
            before = code[:found.start()].split("\n")
            return len(before), len(before[-1]) + 1
    return 1, 1


def simple_commands(code):
    """The simple commands of a script, those in substitutions too, as lists of words without their quotes.

    Redirections are left out, and so are the bodies of here-documents.
    """
    words, word, at = [], None, 0
    redirects = False
    pending = []  # the ends of here-documents that begin on this line
    while at < len(code):
        character = code[at]
        if character == "\\":
            word = (word or "") + ("" if code[at + 1:at + 2] == "\n" else code[at + 1:at + 2])
            at += 2
            if word == "":
                word = None
        elif character in "'\"":
            end = closing(code, at)
            quoted = code[at + 1:end]
            if character == '"':
                for inner in substitutions(quoted):
                    yield from simple_commands(inner)
            word = (word or "") + quoted
            at = end + 1
        elif code.startswith("$(", at):
            end = closing(code, at + 1)
            yield from simple_commands(code[at + 2:end])
            word = (word or "") + code[at:end + 1]
            at = end + 1
        elif character == "#" and word is None:
            at = code.find("\n", at) if "\n" in code[at:] else len(code)
        elif character in " \t\n|&;()<>":
            if word is not None and not redirects:
                words.append(word)
            elif word is not None:
                pending += [word] if redirects == "<<" else []
                redirects = False
            word = None
            if character in "<>":
                redirects = "<<" if code.startswith("<<", at) else ">"
                if words and words[-1].isdigit() and code[at - 1].isdigit():
                    words.pop()
                at += 2 if code.startswith(("<<", ">>", ">&"), at) else 1
                continue
            if character not in " \t":
                yield from command(words)
                words = []
            at += 1
            if character == "\n":
                for end in pending:
                    body = code.find(f"\n{end}\n", at - 1)
                    at = body + len(end) + 2 if body >= 0 else len(code)
                pending = []
        else:
            word = (word or "") + character
            at += 1
    yield from command(words + ([word] if word is not None and not redirects else []))


def closing(code, at):
    """Where the quotation or the parenthesis that opens at `at` is closed."""
    opening = code[at]
    at += 1
    while at < len(code):
        character = code[at]
        if character == {"(": ")"}.get(opening, opening):
            return at
        if character == "\\" and opening != "'":
            at += 1
        elif opening == "(" and character in "'\"(" or code.startswith("$(", at) and opening == '"':
            at = closing(code, at + (code[at] == "$"))
        at += 1
    return len(code)  # bash -n says that it does not end


def substitutions(quoted):
    at = quoted.find("$(")
    while at >= 0:
        end = closing(quoted, at + 1)
        yield quoted[at + 2:end]
        at = quoted.find("$(", end)


def command(words):
    keywords = {"!", "if", "then", "do", "while", "until", "else", "{"}
    while words and (re.match(r"\w+=", words[0]) or words[0] in keywords):
        words = words[1:]
    if words:
        yield words


def judge_kubectl(words, names):
    if "--" in words:
        words = words[:words.index("--")]
    options, plain = {}, []
    rest = iter(words)
    for word in rest:
        if word.startswith("-") and word != "-":
            key, equals, value = word.partition("=")
            if not equals and key in VALUED:
                value = next(rest, "")
            options.setdefault({"--namespace": "-n", "--selector": "-l", "--container": "-c", "--filename": "-f",
                                "--patch": "-p"}.get(key, key), []).append(value)
        else:
            plain.append(word)
    if not plain or plain[0] not in VERBS:
        yield f"kubectl has no verb `{plain[0] if plain else ''}`"
        return
    verb, plain = plain[0], plain[1:]
    for outdated, kind, option, message in OUTDATED:
        if (verb, plain[:1]) == (outdated, [kind]) and (option is None or option in options):
            yield message
    if verb in SECOND_WORD and plain and verb != "create":
        plain = plain[1:]
    elsewhere = set(options.get("-n", [])) & OTHER_NAMESPACES
    kinds = list(named(verb, plain)) if not {"--local", "--raw"} & options.keys() else []
    for kind, name in kinds:
        if kind == "?":
            yield f"there is no kind `{name}`"
        elif (name and "$" not in name and (kind, name) not in names.known and verb not in {"create", "run"}
              and not elsewhere):
            yield f"there is no {kind} `{name}` in the manifests or the charts"
        elif kind == "Secret" and verb == "create" and name not in names.secrets and ("Secret", name) not in names.known:
            yield f"the secret `{name}` is not in secrets.yaml"
    for namespace in options.get("-n", []):
        if ("Namespace", namespace) not in names.known and namespace not in OTHER_NAMESPACES and "$" not in namespace:
            yield f"there is no namespace `{namespace}`"
    if (verb not in {"apply", "version", "config", "auth", "label"} and "-n" not in options and "-A" not in options
            and "--all-namespaces" not in options and not any(kind in CLUSTER_WIDE for kind, _ in kinds)
            and "--local" not in options and "--raw" not in options and not set(options) & {"-f"}):
        yield "names no namespace"
    for container in options.get("-c", []):
        if "$" not in container and container not in names.containers:
            yield f"there is no container `{container}`"
    for selector in options.get("-l", []):
        for pair in selector.split(","):
            key, _, value = pair.partition("=")
            if "$" not in pair and (key, value) not in names.labels:
                yield f"nothing has the label `{pair}`"
    for path in options.get("-f", []):
        if path != "-" and "$" not in path and not (names.project / path).exists():
            yield f"there is no file `{path}`"
    for source in options.get("--from-file", []):
        path = source.split("=")[-1]
        if "$" not in path and not (names.project / path).exists():
            yield f"there is no file `{path}`"
    for source in options.get("--from", []):
        kind, _, name = source.partition("/")
        if (KINDS.get(kind), name) not in names.known:
            yield f"there is no {kind} `{name}`"
    for patch in options.get("-p", []):
        try:
            json.loads(patch)
        except json.JSONDecodeError as error:
            yield f"the patch is no JSON: {error}"
    keys = {value.split("=")[0] for value in options.get("--from-literal", [])}
    for kind, name in kinds:
        if kind == "Secret" and verb == "create" and keys and keys != names.secrets.get(name, keys):
            yield f"the keys of `{name}` are {sorted(names.secrets[name])} in secrets.yaml, and {sorted(keys)} here"


def named(verb, plain):
    """(kind, name) of the objects that the words name; the name is empty when all of a kind are meant."""
    if verb in {"version", "config", "auth", "apply", "cp", "events"}:
        return
    if verb == "run":
        yield "Pod", plain[0] if plain else ""
        return
    if any("/" in word for word in plain) or verb in NAMES_PODS or verb == "port-forward":
        for number, word in enumerate(plain):
            kind, slash, name = word.partition("/")
            if slash:
                yield (KINDS[kind], name) if kind in KINDS else ("?", kind)
            elif number == 0 and (verb in NAMES_PODS or verb == "port-forward"):
                yield "Pod", word
        return
    if not plain:
        return
    for kind in plain[0].split(","):
        if kind.startswith("$"):  # what an earlier command has printed, with its kind
            continue
        if kind not in KINDS:
            yield "?", kind
            continue
        rest = [word for word in plain[1:] if "=" not in word and not word.endswith("-")]
        if verb == "create" and kind == "secret":
            yield "Secret", plain[2] if len(plain) > 2 else ""
        elif verb == "top":
            yield KINDS[kind], ""
        else:
            for name in rest or [""]:
                yield KINDS[kind], name


def judge_helm(words, names):
    if words[:2] == ["repo", "add"]:
        if (words[2], words[3]) not in {(row["chart"].split("/")[0], row["repository"]) for row in names.releases.values()}:
            yield "charts.yaml knows no such repository"
    elif words[0] in {"upgrade", "rollback", "history", "status", "uninstall", "get"}:
        plain = [word for word in words[1:] if not word.startswith("-")]
        if words[0] == "get":
            plain = plain[1:]
        row = names.releases.get(plain[0])
        if row is None:
            yield f"charts.yaml knows no release `{plain[0]}`"
            return
        if words[0] == "upgrade" and plain[1] != row["chart"]:
            yield f"the release is of the chart `{row['chart']}`"
        for option, wanted in (("--version", row["version"]), ("--namespace", "training"), ("-n", "training")):
            if option in words and words[words.index(option) + 1] != wanted:
                yield f"`{option}` is `{wanted}` in charts.yaml"
        if "--namespace" not in words and "-n" not in words:
            yield "names no namespace"
        files = [words[n + 1] for n, word in enumerate(words) if word == "--values"]
        if words[0] == "upgrade" and f"{deploy.DEPLOY}/{row['values']}" not in files:
            yield f"the values of the release are in {deploy.DEPLOY}/{row['values']}"
        for path in files:
            if not (names.project / path).exists():
                yield f"there is no file `{path}`"
    elif words[0] not in {"repo", "version", "list"}:
        yield f"`helm {words[0]}` is not known to this check"


if __name__ == "__main__":
    blocks.main(check)
