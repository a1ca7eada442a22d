"""Trains several agents at once: one batch starts the jobs, one batch a round asks for all of them."""

import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

import command_line
from command_line import uninterrupted
from training_client import (
    GRPOConfig,
    JobState,
    JobStatus,
    RateLimited,
    ServiceError,
    TrainingCall,
    TrainingClient,
    TrainingError,
    TrainingQuery,
    TrajectoryPage,
    to_json,
)

AGENTS = ["support-agent", "search-agent", "billing-agent", "triage-agent"]
QUERIES = [
    TrainingQuery(f"What is 7 × {number}?", {"answer": str(7 * number)}) for number in range(1, 101)
]


@dataclass(frozen=True)
class Job:
    agent: str
    id: str


def say(message: str) -> None:
    sys.stdout.flush()
    print(f"batch: {message}", file=sys.stderr)


# region: start
def start(
    client: TrainingClient, agents: Sequence[str], config: GRPOConfig
) -> list[Job]:
    calls = [TrainingCall.start_grpo(agent, QUERIES, config) for agent in agents]
    jobs = []
    # The answers are in the order of the calls, so each belongs to its agent.
    for agent, answer in zip(agents, client.send_batch(calls)):
        if isinstance(answer, TrainingError):
            say(f"{agent} was not started: {answer}")
        else:
            jobs.append(Job(agent, answer.job_id))
    return jobs
# endregion


# region: poll
def poll(
    client: TrainingClient,
    jobs: Sequence[Job],
    interval: float,
    show: Callable[[int, list[JobStatus]], None],
) -> list[JobStatus]:
    latest: dict[str, JobStatus] = {}

    def is_open(job: Job) -> bool:
        return job.id not in latest or not latest[job.id].status.is_final

    rounds = 0
    while asked := [job for job in jobs if is_open(job)]:
        rounds += 1
        pause = interval
        calls = [TrainingCall.get_status(job.id) for job in asked]
        for job, answer in zip(asked, client.send_batch(calls)):
            if isinstance(answer, RateLimited):
                # The others of this round count, and the next one waits.
                pause = max(pause, answer.retry_after)
            elif isinstance(answer, TrainingError):
                raise answer
            else:
                latest[job.id] = answer
        show(rounds, [latest[job.id] for job in asked if job.id in latest])
        if any(is_open(job) for job in asked):
            time.sleep(pause)
    return [latest[job.id] for job in jobs]
# endregion


# region: show
def show_round(number: int, statuses: list[JobStatus]) -> None:
    print(f"Round {number}")
    for status in statuses:
        # There is no reward while the job is queued.
        reward = status.metrics.avg_reward
        shown = "-" if reward is None else format(reward, ".2f")
        print(
            f"  {status.agent_id:14} {status.status:9} "
            f"{status.current_iteration}/{status.total_iterations}  "
            f"reward {shown}  ${status.cost_usd}"
        )
    sys.stdout.flush()
# endregion


# region: export
def export(client: TrainingClient, jobs: Sequence[JobStatus]) -> list[TrajectoryPage]:
    def best(job: JobStatus) -> TrajectoryPage:
        return client.export_trajectories(job.job_id, success_only=True, limit=100)

    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(best, jobs))
# endregion


# region: cancel
def cancel_all(client: TrainingClient, jobs: Sequence[Job]) -> NoReturn:
    with uninterrupted():
        calls = [TrainingCall.cancel(job.id, "interrupted") for job in jobs]
        for job, answer in zip(jobs, client.send_batch(calls)):
            if isinstance(answer, ServiceError) and answer.code == -40003:
                say(f"{job.agent}: job {job.id} had ended already")
            elif isinstance(answer, TrainingError):
                say(f"{job.agent}: job {job.id} goes on: {answer}")
            else:
                say(f"{job.agent}: job {job.id} cancelled")
    raise KeyboardInterrupt
# endregion


def main() -> None:
    parser = command_line.parser(
        "batch",
        "Starts a job for each agent, prints a table a round until all have ended, and exports up to 100\n"
        "successful trajectories of each job that completed. Ctrl-C cancels the jobs that have not ended.",
        """environment:
  TRAINING_URL   address of the service (default: http://localhost:8001)
  JWT_TOKEN      bearer token with the permissions training:start, training:view,
                 training:cancel and data:export

exit status: 0 all completed, 1 some did not or no answer, 2 misuse, 130 Ctrl-C""",
    )
    parser.add_argument(
        "agents", metavar="AGENT", nargs="*", help=f"the agents to train (default: {' '.join(AGENTS)})"
    )
    parser.add_argument(
        "--interval",
        metavar="SECONDS",
        type=command_line.seconds,
        default=30,
        help="time between two rounds (default: %(default)s)",
    )
    parser.add_argument(
        "--budget",
        metavar="USD",
        type=command_line.dollars,
        default=Decimal("10.00"),
        help="the most that each job may spend (default: %(default)s)",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help="print the last status of each job as a line of JSON, and nothing else",
    )
    chosen = parser.parse_args()
    agents = chosen.agents or AGENTS

    # 50 iterations × 16 queries × 4 attempts: at most 3,200 trajectories for each agent.
    config = GRPOConfig(
        n_iterations=50, batch_size=16, n_trajectories_per_query=4, max_budget_usd=chosen.budget
    )
    client = TrainingClient.from_environment()

    def show(number: int, statuses: list[JobStatus]) -> None:
        if not chosen.json:
            show_round(number, statuses)

    # region: interrupt
    jobs: list[Job] = []
    try:
        # Ctrl-C waits for the answer to the start: otherwise nobody would know what
        # to cancel.
        with uninterrupted():
            jobs = start(client, agents, config)
        if not jobs:
            raise command_line.Failure("no job was started")
        if not chosen.json:
            for job in jobs:
                print(f"{job.agent}: job {job.id}")
        statuses = poll(client, jobs, chosen.interval, show)
    except KeyboardInterrupt:
        if not jobs:
            raise
        cancel_all(client, jobs)
    except TrainingError as error:
        if not jobs:
            raise
        ids = ", ".join(job.id for job in jobs)
        raise command_line.Failure(f"{error}; these jobs may go on: {ids}") from None
    # endregion

    completed = [status for status in statuses if status.status == JobState.COMPLETED]
    if chosen.json:
        for status in statuses:
            print(to_json(status))
    else:
        print(f"{len(completed)} of {len(agents)} jobs completed")
        for status, page in zip(completed, export(client, completed)):
            print(
                f"  {status.agent_id}: exported {page.returned_count} of {page.total_count} "
                "successful trajectories"
            )
    for status in statuses:
        if status.status != JobState.COMPLETED:
            reason = status.reason or status.error_message or "no reason was given"
            say(f"{status.agent_id} {status.status}: {reason}")
    if len(completed) < len(agents):
        raise command_line.Failure(
            f"{len(agents) - len(completed)} of {len(agents)} jobs did not complete"
        )


if __name__ == "__main__":
    command_line.run("batch", main)
