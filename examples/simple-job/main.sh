#!/usr/bin/env bash
# Starts one training job and prints what the service answered.
set -euo pipefail

name=simple-job
usage="usage: main.sh [--agent NAME] [--budget USD] [--quiet | --json]

Starts a training job of 100 iterations on 100 queries and prints what the service answered. Needs curl and jq.

options:
  --agent NAME   the agent to train (default: support-agent)
  --budget USD   the most that the job may spend (default: 35.00)
  --quiet        print the job's identifier and nothing else
  --json         print the answer as one line of JSON
  --help         show this text

environment:
  TRAINING_URL   address of the service (default: http://localhost:8001)
  JWT_TOKEN      bearer token with the permission training:start

A job that was started goes on when the program has ended.
exit status: 0 started, 1 refused or no answer, 2 misuse, 130 Ctrl-C"
# shellcheck source=examples/client/training.sh
. "$(dirname "${BASH_SOURCE[0]}")/../client/training.sh"
trap 'say "interrupted; training.list_jobs tells whether the job was started"; exit 130' INT

agent=support-agent
budget=35.00
form=text
while (($# > 0)); do
  case $1 in
    --help | -h)
      echo "$usage"
      exit 0
      ;;
    --agent)
      [ -n "${2:-}" ] || misuse "--agent needs a name"
      agent=$2
      shift
      ;;
    --budget)
      [[ ${2:-} =~ ^[0-9]+(\.[0-9]+)?$ ]] || misuse "--budget needs an amount such as 35.00, not \"${2:-}\""
      budget=$2
      shift
      ;;
    --quiet | --json)
      [ "$form" = text ] || misuse "--quiet and --json exclude each other"
      form=${1#--}
      ;;
    -*) misuse "unknown option $1" ;;
    *) misuse "unexpected argument \"$1\"" ;;
  esac
  shift
done
need_environment

# region: queries
# queries FROM TO: five kinds of tasks, each with every number.
queries() {
  jq -n --argjson from "$1" --argjson to "$2" '
    [range(5) as $kind | range($from; $to + 1) as $number
      | [["Double the number", $number * 2],
         ["Square the number", $number * $number],
         ["Add seven to the number", $number + 7],
         ["Take ten from the number", $number - 10],
         ["Add up the numbers from 1 to", $number * ($number + 1) / 2]][$kind]
      | {query: "\(.[0]) \($number).", expected_outcome: {answer: "\(.[1])"}}]'
}
# endregion

# region: start
# 100 iterations × 16 queries × 8 attempts: at most 12,800 trajectories.
job=$(
  jq -n --arg agent "$agent" --arg budget "$budget" \
    --argjson training "$(queries 11 30)" --argjson evaluation "$(queries 31 34)" '{
      agent_id: $agent,
      config: {
        n_iterations: 100, batch_size: 16, n_trajectories_per_query: 8,
        learning_rate: 0.0001, max_budget_usd: $budget, checkpoint_interval: 10,
        max_steps_per_trajectory: 20, gamma: 0.99
      },
      training_data: $training,
      evaluation_data: $evaluation
    }' | call training.start_grpo
)
# endregion

case $form in
  quiet) jq -r .job_id <<< "$job" ;;
  json) echo "$job" ;;
  *)
    jq -r '"Started job \(.job_id)",
      "  status      \(.status)",
      "  agent       \(.agent_id)",
      "  iterations  \(.total_iterations)",
      "  created     \(.created_at)"' <<< "$job"
    ;;
esac
