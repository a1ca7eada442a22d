"""Watches a training job until it ends, then compares its best checkpoint with the untrained agent."""

from collections.abc import Callable

import command_line
from training_client import Evaluation, JobState, JobStatus, TrainingClient, to_json


# region: format
# Everything measured is missing while the job is queued.
def text(value: float | None, form: str = ".2f") -> str:
    return "-" if value is None else format(value, form)


def row(cells: list[str]) -> str:
    widths = [9, 9, 6, 8, 6, 12, 7, 7, 0]
    return "  ".join(f"{cell:{width}}" for cell, width in zip(cells, widths))


HEADING = row([
    "state", "iteration", "loss", "accuracy", "reward", "trajectories", "cost", "left", "until",
])


def row_of(status: JobStatus) -> str:
    metrics = status.metrics
    end = status.estimated_completion
    return row([
        status.status,
        f"{status.current_iteration}/{status.total_iterations}",
        text(metrics.train_loss, ".3f"),
        text(metrics.validation_accuracy),
        text(metrics.avg_reward),
        text(metrics.trajectories_generated, "d"),
        f"${status.cost_usd}",
        f"{text(status.budget_remaining_percent, '.1f')}%",
        "-" if end is None else f"{end:%Y-%m-%dT%H:%M:%SZ}",
    ])
# endregion


# region: watch
def follow(
    client: TrainingClient, job_id: str, interval: float, show: Callable[[JobStatus], None]
) -> JobStatus:
    latest = None
    try:
        for status in client.watch(job_id, every=interval):
            show(status)
            latest = status
    except KeyboardInterrupt:
        raise KeyboardInterrupt("stopped watching; the job goes on") from None
    if latest is None:
        raise command_line.Failure("the service gave no status")
    return latest
# endregion


# region: evaluate
def report(evaluation: Evaluation) -> None:
    metrics, baseline = evaluation.metrics, evaluation.baseline_comparison
    success_gain = text(baseline.success_rate_improvement, "+.2f")
    reward_gain = text(baseline.avg_reward_improvement, "+.2f")
    print(f"Checkpoint {evaluation.checkpoint_id}")
    print(f"  queries        {evaluation.queries_evaluated}")
    print(f"  success rate   {text(metrics.success_rate)} ({success_gain})")
    print(f"  reward         {text(metrics.avg_reward)} ({reward_gain})")
    print(f"  steps          {text(metrics.avg_steps, '.1f')}")
    print(f"  tool accuracy  {text(metrics.tool_accuracy)}")
    verdict = "" if baseline.statistically_significant else "not "
    print(f"  p-value        {text(baseline.p_value, '.4f')} ({verdict}significant)")
# endregion


def main() -> None:
    parser = command_line.parser(
        "monitor",
        "Prints a row of numbers at an interval until the job ends, then evaluates a job that completed.\n"
        "Ctrl-C ends the watching; the job goes on.",
        """environment:
  TRAINING_URL   address of the service (default: http://localhost:8001)
  JWT_TOKEN      bearer token with the permissions training:view and training:evaluate

exit status: 0 completed, 1 failed, cancelled or no answer, 2 misuse, 130 Ctrl-C""",
    )
    parser.add_argument("job_id", metavar="JOB_ID", help="the job to watch")
    parser.add_argument(
        "--interval",
        metavar="SECONDS",
        type=command_line.seconds,
        default=10,
        help="time between two requests (default: %(default)s)",
    )
    parser.add_argument("--json", action="store_true", help="print each answer as a line of JSON")
    chosen = parser.parse_args()

    client = TrainingClient.from_environment()
    has_heading = chosen.json

    def show(status: JobStatus) -> None:
        nonlocal has_heading
        if not has_heading:
            print(HEADING)
            has_heading = True
        print(to_json(status) if chosen.json else row_of(status), flush=True)

    status = follow(client, chosen.job_id, chosen.interval, show)

    # region: end
    if status.status == JobState.FAILED:
        raise command_line.Failure(
            f"the job failed: {status.error_message or 'no reason was given'}"
        )
    if status.status == JobState.CANCELLED:
        raise command_line.Failure(
            f"the job was cancelled: {status.reason or 'no reason was given'}"
        )
    evaluation = client.evaluate(chosen.job_id, status.best_checkpoint_id)
    if chosen.json:
        print(to_json(evaluation))
    else:
        report(evaluation)
    # endregion


if __name__ == "__main__":
    command_line.run("monitor", main)
