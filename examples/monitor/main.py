"""Watches a training job until it ends, then compares its best checkpoint with the untrained agent."""

import argparse
import sys

from training_client import Evaluation, JobState, JobStatus, TrainingClient, TrainingError


def seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 <= value <= 86400:
        raise argparse.ArgumentTypeError("a number of seconds from 0 to 86400 is needed")
    return value


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Prints a row of numbers until the job ends, then evaluates a job that completed. "
        "Ctrl-C ends the watching; the job goes on.",
        epilog="TRAINING_URL is the service's address (default http://localhost:8001), JWT_TOKEN a bearer token "
        "with the permissions training:view and training:evaluate. "
        "Exit status: 0 completed, 1 failed, cancelled or no answer, 2 misuse, 130 Ctrl-C.",
    )
    parser.add_argument("job_id", metavar="JOB_ID", help="the job to watch")
    parser.add_argument("--interval", type=seconds, default=10.0, help="seconds between two requests")
    return parser.parse_args()


# region: format
# Everything measured is missing while the job is queued.
def text(value: float | None, form: str = ".2f") -> str:
    return "-" if value is None else format(value, form)


def row(cells: list[str]) -> str:
    widths = [9, 9, 6, 8, 6, 12, 7, 7, 0]
    return "  ".join(f"{cell:{width}}" for cell, width in zip(cells, widths))


def line(status: JobStatus) -> str:
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
        f"{status.budget_remaining_percent:.1f} %",
        "-" if end is None else f"{end:%Y-%m-%dT%H:%M:%SZ}",
    ])
# endregion


# region: watch
def follow(client: TrainingClient, job_id: str, interval: float) -> JobStatus:
    print(row([
        "state", "iteration", "loss", "accuracy", "reward", "trajectories", "cost", "left",
        "until",
    ]))
    for status in client.watch(job_id, every=interval):
        print(line(status), flush=True)
    return status
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
    print(f"  p-value        {baseline.p_value:.4f} ({verdict}significant)")
# endregion


def run(job_id: str, interval: float) -> None:
    client = TrainingClient.from_environment()
    status = follow(client, job_id, interval)
    if status.status == JobState.FAILED:
        sys.exit(f"monitor: the job failed: {status.error_message}")
    if status.status == JobState.CANCELLED:
        sys.exit(f"monitor: the job was cancelled: {status.reason}")
    report(client.evaluate(job_id, status.best_checkpoint_id))


if __name__ == "__main__":
    chosen = options()
    try:
        run(chosen.job_id, chosen.interval)
    except TrainingError as error:
        sys.exit(f"monitor: {error}")
    except KeyboardInterrupt:
        print("monitor: stopped watching; the job goes on", file=sys.stderr)
        sys.exit(130)
