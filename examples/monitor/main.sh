#!/usr/bin/env bash
# Watches a training job until it ends, then compares its best checkpoint with the untrained agent.
set -euo pipefail

name=monitor
usage="usage: main.sh JOB_ID [--interval SECONDS] [--json]

Prints a row of numbers at an interval until the job ends, then evaluates a job that completed.
Ctrl-C ends the watching; the job goes on. Needs curl and jq.

options:
  --interval SECONDS   time between two requests (default: 10)
  --json               print each answer as a line of JSON
  --help               show this text

environment:
  TRAINING_URL   address of the service (default: http://localhost:8001)
  JWT_TOKEN      bearer token with the permissions training:view and training:evaluate

exit status: 0 completed, 1 failed, cancelled or no answer, 2 misuse, 130 Ctrl-C"
# shellcheck source=examples/client/training.sh
. "$(dirname "${BASH_SOURCE[0]}")/../client/training.sh"
trap 'say "stopped watching; the job goes on"; exit 130' INT

job_id=
interval=10
form=text
while (($# > 0)); do
  case $1 in
    --help | -h)
      echo "$usage"
      exit 0
      ;;
    --interval)
      [[ ${2:-} =~ ^[0-9]+(\.[0-9]+)?$ ]] || misuse "--interval needs a number of seconds, not \"${2:-}\""
      interval=$2
      shift
      ;;
    --json) form=json ;;
    -*) misuse "unknown option $1" ;;
    *)
      [ -z "$job_id" ] || misuse "unexpected argument \"$1\""
      job_id=$1
      ;;
  esac
  shift
done
[ -n "$job_id" ] || misuse "JOB_ID is missing"
need_environment

# region: watch
# Everything measured is missing while the job is queued: `//` stands in for it.
row='"\(.status)  \(.current_iteration)/\(.total_iterations)"
  + "  accuracy \(.metrics.validation_accuracy // "-")"
  + "  trajectories \(.metrics.trajectories_generated // "-")"
  + "  $\(.cost_usd)  until \(.estimated_completion // "-")"'

while true; do
  status=$(jq -n --arg job_id "$job_id" '{$job_id}' | call training.get_status)
  if [ "$form" = json ]; then echo "$status"; else jq -r "$row" <<< "$status"; fi
  case $(jq -r .status <<< "$status") in
    completed) break ;;
    failed | cancelled)
      why='"\(.status): \(.error_message // .reason // "no reason was given")"'
      say "the job $(jq -r "$why" <<< "$status")"
      exit 1
      ;;
  esac
  sleep "$interval"
done
# endregion

# region: evaluate
evaluation=$(
  jq '{job_id, checkpoint_id: .best_checkpoint_id}' <<< "$status" | call training.evaluate
)
if [ "$form" = json ]; then
  echo "$evaluation"
else
  jq -r '"Checkpoint \(.checkpoint_id)",
    "  queries        \(.queries_evaluated)",
    "  success rate   \(.metrics.success_rate)",
    "  gain           \(.baseline_comparison.success_rate_improvement)",
    "  p-value        \(.baseline_comparison.p_value)"' <<< "$evaluation"
fi
# endregion
