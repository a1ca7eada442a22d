"""Trains four agents at once: one batch starts the jobs, one batch a round asks for all of them."""

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal, InvalidOperation

from training_client import (
    GRPOConfig,
    JobState,
    JobStatus,
    ServiceError,
    TrainingCall,
    TrainingClient,
    TrainingError,
    TrainingQuery,
    TrajectoryPage,
)


def seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 <= value <= 86400:
        raise argparse.ArgumentTypeError("a number of seconds from 0 to 86400 is needed")
    return value


def amount(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise argparse.ArgumentTypeError("an amount such as 10.00 is needed") from None
    if not value.is_finite() or value < 0:
        raise argparse.ArgumentTypeError("an amount such as 10.00 is needed")
    return value


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Starts a job for each of four agents, prints a table a round until all have ended, and "
        "exports up to 100 successful trajectories of each job that completed. Ctrl-C cancels the jobs that have "
        "not ended.",
        epilog="TRAINING_URL is the service's address (default http://localhost:8001), JWT_TOKEN a bearer token "
        "with the permissions training:start, training:view, training:cancel and data:export. "
        "Exit status: 0 all completed, 1 some did not or no answer, 2 misuse, 130 Ctrl-C.",
    )
    parser.add_argument("--interval", type=seconds, default=30.0, help="seconds between two rounds")
    parser.add_argument(
        "--budget", type=amount, default=Decimal("10.00"), help="the most that each job may spend, in USD"
    )
    return parser.parse_args()


# region: start
def start(
    client: TrainingClient,
    agents: Sequence[str],
    queries: Sequence[TrainingQuery],
    config: GRPOConfig,
) -> list[str]:
    calls = [TrainingCall.start_grpo(agent, queries, config) for agent in agents]
    job_ids = []
    for agent, answer in zip(agents, client.send_batch(calls)):
        if isinstance(answer, TrainingError):
            print(f"{agent}: not started: {answer}")
        else:
            job_ids.append(answer.job_id)
            print(f"{agent}: job {answer.job_id}")
    return job_ids
# endregion


# region: poll
def poll(
    client: TrainingClient, job_ids: Sequence[str], interval: float
) -> list[JobStatus]:
    latest: dict[str, JobStatus] = {}
    rounds = 0
    while True:
        open_ids = [
            job_id
            for job_id in job_ids
            if job_id not in latest or not latest[job_id].status.is_final
        ]
        if not open_ids:
            return [latest[job_id] for job_id in job_ids]
        if rounds > 0:
            time.sleep(interval)
        rounds += 1
        print(f"Round {rounds}", flush=True)
        calls = [TrainingCall.get_status(job_id) for job_id in open_ids]
        for status in client.send_batch(calls):
            if isinstance(status, TrainingError):
                raise status
            latest[status.job_id] = status
            reward = status.metrics.avg_reward
            shown = "-" if reward is None else format(reward, ".2f")
            print(
                f"  {status.agent_id:14} {status.status:9} "
                f"{status.current_iteration}/{status.total_iterations}  "
                f"reward {shown}  ${status.cost_usd}"
            )
# endregion


# region: export
def export(
    client: TrainingClient, jobs: Sequence[JobStatus]
) -> list[TrajectoryPage]:
    def best(job: JobStatus) -> TrajectoryPage:
        return client.export_trajectories(job.job_id, success_only=True, limit=100)

    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(best, jobs))
# endregion


# region: cancel
def cancel_all(client: TrainingClient, job_ids: Sequence[str]) -> None:
    calls = [TrainingCall.cancel(job_id, "interrupted") for job_id in job_ids]
    for job_id, answer in zip(job_ids, client.send_batch(calls)):
        if isinstance(answer, ServiceError) and answer.code == -40003:
            print(f"{job_id}: had ended already")
        elif isinstance(answer, TrainingError):
            print(f"{job_id}: {answer}")
        else:
            print(f"{job_id}: cancelled")
# endregion


def run(interval: float, budget: Decimal) -> bool:
    agents = ["support-agent", "search-agent", "billing-agent", "triage-agent"]
    queries = [
        TrainingQuery(f"What is 7 × {number}?", {"answer": str(7 * number)}) for number in range(1, 101)
    ]
    # 50 iterations × 16 queries × 4 attempts: at most 3,200 trajectories for each agent.
    config = GRPOConfig(
        n_iterations=50, batch_size=16, n_trajectories_per_query=4, max_budget_usd=budget
    )
    client = TrainingClient.from_environment()
    job_ids = start(client, agents, queries, config)
    if not job_ids:
        sys.exit("batch: no job was started")
    try:
        jobs = poll(client, job_ids, interval)
    except KeyboardInterrupt:
        cancel_all(client, job_ids)
        raise

    completed = [job for job in jobs if job.status == JobState.COMPLETED]
    print(f"{len(completed)} of {len(agents)} jobs completed")
    for job in jobs:
        if job.status != JobState.COMPLETED:
            print(f"  {job.agent_id} {job.status}: {job.reason or job.error_message}")
    for job, page in zip(completed, export(client, completed)):
        print(
            f"  {job.agent_id}: exported {page.returned_count} of {page.total_count} "
            "successful trajectories"
        )
    return len(completed) == len(agents)


if __name__ == "__main__":
    chosen = options()
    try:
        succeeded = run(chosen.interval, chosen.budget)
    except TrainingError as error:
        sys.exit(f"batch: {error}")
    except KeyboardInterrupt:
        print("batch: interrupted", file=sys.stderr)
        sys.exit(130)
    sys.exit(0 if succeeded else 1)
