"""Starts one training job and prints what the service answered."""

from decimal import Decimal

import command_line
from training_client import GRPOConfig, StartedJob, TrainingClient, TrainingQuery, to_json

# region: queries
kinds = [
    ("Double the number", lambda number: number * 2),
    ("Square the number", lambda number: number * number),
    ("Add seven to the number", lambda number: number + 7),
    ("Take ten from the number", lambda number: number - 10),
    ("Add up the numbers from 1 to", lambda number: number * (number + 1) // 2),
]


def queries(numbers: range) -> list[TrainingQuery]:
    return [
        TrainingQuery(f"{task} {number}.", {"answer": str(solve(number))})
        for task, solve in kinds
        for number in numbers
    ]


# 5 kinds × 20 numbers are the 100 queries that a job needs at least.
training_data = queries(range(11, 31))
# 20 more, to measure the result with.
evaluation_data = queries(range(31, 35))
# endregion


# region: start
# 100 iterations × 16 queries × 8 attempts: at most 12,800 trajectories.
def configuration(budget: Decimal) -> GRPOConfig:
    return GRPOConfig(
        n_iterations=100,
        batch_size=16,
        n_trajectories_per_query=8,
        learning_rate=0.0001,
        max_budget_usd=budget,
        checkpoint_interval=10,
        max_steps_per_trajectory=20,
        gamma=0.99,
    )


def start(client: TrainingClient, agent: str, budget: Decimal) -> StartedJob:
    try:
        return client.start_grpo(
            agent, training_data, configuration(budget), evaluation_data
        )
    except KeyboardInterrupt:
        # The request was on its way: nobody knows here whether it arrived.
        raise KeyboardInterrupt(
            "interrupted; training.list_jobs tells whether the job was started"
        ) from None
# endregion


def main() -> None:
    parser = command_line.parser(
        "simple-job",
        "Starts a training job of 100 iterations on 100 queries and prints what the service answered.",
        """environment:
  TRAINING_URL   address of the service (default: http://localhost:8001)
  JWT_TOKEN      bearer token with the permission training:start

A job that was started goes on when the program has ended.
exit status: 0 started, 1 refused or no answer, 2 misuse, 130 Ctrl-C""",
    )
    parser.add_argument(
        "--agent",
        metavar="NAME",
        type=command_line.name,
        default="support-agent",
        help="the agent to train (default: %(default)s)",
    )
    parser.add_argument(
        "--budget",
        metavar="USD",
        type=command_line.dollars,
        default=Decimal("35.00"),
        help="the most that the job may spend (default: %(default)s)",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--quiet", action="store_true", help="print the job's identifier and nothing else")
    form.add_argument("--json", action="store_true", help="print the answer as one line of JSON")
    chosen = parser.parse_args()

    job = start(TrainingClient.from_environment(), chosen.agent, chosen.budget)
    if chosen.quiet:
        print(job.job_id)
    elif chosen.json:
        print(to_json(job))
    else:
        print(f"Started job {job.job_id}")
        print(f"  status      {job.status}")
        print(f"  agent       {job.agent_id}")
        print(f"  iterations  {job.total_iterations}")
        print(f"  created     {job.created_at:%Y-%m-%dT%H:%M:%SZ}")


if __name__ == "__main__":
    command_line.run("simple-job", main)
