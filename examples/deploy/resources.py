#!/usr/bin/env python3
"""What the manifests ask of the cluster: each pod, and all of them together.

Run it from the root of the repository, also after you have changed a manifest. It reads the
files as text, so it needs nothing but Python.
"""

import re
import sys
from pathlib import Path

DEPLOY = Path("examples/deploy")


def number(file: str, pattern: str) -> int | None:
    found = re.search(pattern, (DEPLOY / file).read_text())
    return int(found.group(1)) if found else None


def count(file: str, pattern: str) -> int:
    found = number(file, pattern)
    if found is None:
        sys.exit(f"{DEPLOY / file}: nothing is like {pattern}")
    return found


def pod(file: str) -> tuple[int | None, ...]:
    """CPU and its limit, GB of memory and their limit, GB of disk."""
    cpu = r'\s+cpu: "(\d+)"'
    memory = r'\s+(?:cpu: "\d+"\s+)?memory: (\d+)Gi'
    return (
        number(file, "requests:" + cpu),
        number(file, "limits:" + cpu),
        number(file, "requests:" + memory),
        number(file, "limits:" + memory),
        number(file, r"persistence:\s+size: (\d+)Gi"),
    )


def row(name: str, *figures: int | None) -> None:
    cells = "".join(f"{'–' if figure is None else figure:>6}" for figure in figures)
    print(f"{name:17}{cells}")


def head(*columns: str) -> None:
    print(f"{columns[0]:17}" + "".join(f"{column:>6}" for column in columns[1:]))


api, worker = pod("api.yaml"), pod("workers.yaml")
database, large = pod("charts/postgresql.yaml"), pod("charts/postgresql-production.yaml")
redis = pod("charts/redis-cluster.yaml")

head("one pod", "CPU", "limit", "GB", "limit", "disk")
row("API", *api)
row("worker", *worker)
row("PostgreSQL", *database)
row("PostgreSQL, large", *large)
row("Redis", *redis)

fixed = [
    (count("api.yaml", r"replicas: (\d+)"), api),
    (count("charts/redis-cluster.yaml", r"nodes: (\d+)"), redis),
]
copies = 1 + count("charts/postgresql.yaml", r"replicaCount: (\d+)")

print()
head("all, requested", "pods", "CPU", "GB", "disk")
for name, workers, each in (
    ("fewest workers", count("autoscaling.yaml", r"minReplicas: (\d+)"), database),
    ("at the start", count("workers.yaml", r"replicas: (\d+)"), database),
    ("most, large", count("autoscaling.yaml", r"maxReplicas: (\d+)"), large),
):
    pods = fixed + [(workers, worker), (copies, each)]
    row(
        name,
        sum(many for many, _ in pods),
        *(sum(many * (size[column] or 0) for many, size in pods) for column in (0, 2, 4)),
    )
