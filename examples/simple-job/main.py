"""Starts one training job and prints what the service answered."""

import argparse
import sys
from decimal import Decimal, InvalidOperation

from training_client import GRPOConfig, TrainingClient, TrainingError, TrainingQuery


def amount(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise argparse.ArgumentTypeError("an amount such as 35.00 is needed") from None
    if not value.is_finite() or value < 0:
        raise argparse.ArgumentTypeError("an amount such as 35.00 is needed")
    return value


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Starts a training job of 100 iterations on 100 queries.",
        epilog="TRAINING_URL is the service's address (default http://localhost:8001), "
        "JWT_TOKEN a bearer token with the permission training:start.",
    )
    parser.add_argument("--agent", default="support-agent", help="the agent to train")
    parser.add_argument(
        "--budget", type=amount, default=Decimal("35.00"), help="the most that the job may spend, in USD"
    )
    parser.add_argument("--quiet", action="store_true", help="print the job's identifier and nothing else")
    return parser.parse_args()


def run(agent: str, budget: Decimal, quiet: bool) -> None:
    client = TrainingClient.from_environment()

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
    config = GRPOConfig(
        n_iterations=100,
        batch_size=16,
        n_trajectories_per_query=8,
        learning_rate=0.0001,
        max_budget_usd=budget,
        checkpoint_interval=10,
        max_steps_per_trajectory=20,
        gamma=0.99,
    )
    job = client.start_grpo(agent, training_data, config, evaluation_data)
    # endregion

    if quiet:
        print(job.job_id)
        return
    print(f"Started job {job.job_id}")
    print(f"  status      {job.status}")
    print(f"  agent       {job.agent_id}")
    print(f"  iterations  {job.total_iterations}")
    print(f"  created     {job.created_at:%Y-%m-%dT%H:%M:%SZ}")


if __name__ == "__main__":
    chosen = options()
    try:
        run(chosen.agent, chosen.budget, chosen.quiet)
    except TrainingError as error:
        sys.exit(f"simple-job: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
