"""Kubernetes objects on the pages, against the schemas of the oldest and the newest version that is supported."""

import pathlib

import kubernetes_validate
import yaml

import blocks

VERSIONS = ["1.28", "1.37"]
# Defined by operators, so that Kubernetes' own schemas do not know them.
CUSTOM = {"Certificate", "ServiceMonitor", "PrometheusRule"}


def check(given, answers):
    for block in given:
        # A region may show a part of an object; the object is judged as it stands in the file.
        text = pathlib.Path(block.file).read_text() if block.file else block.code
        first = block.line if block.file else 1
        last = first + len(block.code.splitlines()) - 1
        shown = [node for node in yaml.compose_all(text, yaml.SafeLoader) if node is not None
                 and node.start_mark.line + 1 <= last and node.end_mark.line + 1 >= first]
        judged = 0
        for node in shown:
            data = yaml.constructor.SafeConstructor().construct_document(node)
            if not is_object(data):
                continue
            if data["kind"] in CUSTOM:
                answers.leave_out(block, f"Kubernetes has no schema of {data['kind']}")
                continue
            judged += 1
            for path, message in problems(data):
                line = line_of(node, path)
                outside = "" if first <= line <= last else f"line {line} of {block.file}: "
                answers.add(block, line - first + 1 if not outside else 1, f"{outside}{message}")
        if not judged:
            answers.leave_out(block, "no Kubernetes object")


def is_object(data):
    return isinstance(data, dict) and "apiVersion" in data and "kind" in data


def problems(data):
    """(path, message) of the first thing that is wrong with an object."""
    for version in VERSIONS:
        try:
            kubernetes_validate.validate(data, version, strict=True)
        except kubernetes_validate.ValidationError as error:
            path = list(error.path)
            yield path, f"{'.'.join(str(part) for part in path)}: {error.message} (Kubernetes {version})"
            return


def line_of(node, path):
    """The line of a member; of the nearest above it when it is missing."""
    line = node.start_mark.line + 1
    for part in path:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == part), None)
            if found is None:
                return line
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line


if __name__ == "__main__":
    blocks.main(check)
