"""Draws flowcharts with sub-graphs, beside `dot` where it is installed: whole processes, from text to SVG.

    python3 Benchmarks/clusters.py .build/release/flowdocs [--runs 9]
"""
import argparse
import os
import random
import shutil
import tempfile

from measure import Run, median, run


def edges(groups: int) -> list[tuple[int, int]]:
    """Two edges for each of four nodes a group, the same on every machine."""
    r = random.Random(groups)
    nodes = 4 * groups
    return [tuple(sorted(r.sample(range(nodes), 2))) for _ in range(2 * nodes)]


def mermaid(groups: int) -> str:
    lines = ["flowchart TB"]
    for group in range(groups):
        lines += [f"subgraph g{group}", *(f"  n{4 * group + place}" for place in range(4)), "end"]
    return "\n".join(lines + [f"n{a} --> n{b}" for a, b in edges(groups)]) + "\n"


def dot(groups: int) -> str:
    lines = ["digraph {"]
    for group in range(groups):
        lines += [f"subgraph cluster_{group} {{", *(f"  n{4 * group + place}" for place in range(4)), "}"]
    return "\n".join(lines + [f"n{a} -> n{b}" for a, b in edges(groups)] + ["}"]) + "\n"


def row(name: str, result: Run) -> None:
    print(f"{name:<44} {result.cpu:8.3f} s CPU {result.peak_mb:6.0f} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("flowdocs")
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    flowdocs = os.path.abspath(options.flowdocs)
    with tempfile.TemporaryDirectory() as folder:
        for groups in (6, 24):
            for name, text in (("graph.mmd", mermaid(groups)), ("graph.dot", dot(groups))):
                with open(os.path.join(folder, name), "w") as file:
                    file.write(text)
            drawn = [flowdocs, "diagram", "graph.mmd", "--out", "graph.svg"]
            row(f"{4 * groups} nodes, {8 * groups} edges, {groups} sub-graphs",
                median([run(drawn, cwd=folder) for _ in range(options.runs)]))
            if shutil.which("dot"):
                row("  the same with dot",
                    median([run(["dot", "-Tsvg", "graph.dot", "-o", "dot.svg"], cwd=folder) for _ in range(options.runs)]))


if __name__ == "__main__":
    main()
