# shellcheck shell=bash
# Sourced by the walkthrough content/guides/fault-clinic.md: jobs with a fault of the mock, for readers to diagnose.
# It needs curl, jq, TRAINING_URL and JWT_TOKEN.

# call BODY: sends a JSON-RPC request, and prints the response.
call() {
  curl -s "$TRAINING_URL/api/v1/jsonrpc" -H "Authorization: Bearer $JWT_TOKEN" \
    -H "Content-Type: application/json" -d "$1"
}

# fault JSON: clears the faults of the mock, and sets one.
fault() {
  curl -s -o /dev/null -X DELETE "$TRAINING_URL/__mock/faults"
  curl -s -o /dev/null "$TRAINING_URL/__mock/faults" -H "Content-Type: application/json" -d "$1"
}

# job: prints the parameters of a small job.
job() {
  jq -n '
    [range(1; 121) | {query: "What is 7 × \(.)?", expected_outcome: {answer: "\(7 * .)"}}]
    | {
        agent_id: "patient",
        config: {
          n_iterations: 50, batch_size: 8, n_trajectories_per_query: 4, max_budget_usd: "10.00"
        },
        training_data: .[:100], evaluation_data: .[100:]
      }'
}

# patient NUMBER: starts a job in which something goes wrong.
patient() {
  case $1 in
    1) fault '{"name": "budget-exhausted"}' ;;
    2) fault '{"name": "worker-lost", "recovers": false}' ;;
    3) fault '{"name": "stuck-queued"}' ;;
    4) fault '{"name": "out-of-memory", "above": 10}' ;;
    5) fault '{"name": "not-converging"}' ;;
    *) echo "the clinic has patients 1 to 5" >&2 && return 1 ;;
  esac
  JOB_ID=$(call "$(jq -n "{jsonrpc: \"2.0\", id: 1, method: \"training.start_grpo\", params: $(job)}")" |
    jq -r .result.job_id)
  echo "patient $1 is a job in the queue"
}

# look: asks for the status of the patient, and prints what matters.
look() {
  call '{"jsonrpc": "2.0", "id": 2, "method": "training.get_status", "params": {"job_id": "'"$JOB_ID"'"}}' |
    jq -r '.result
      | "\(.status) \(.current_iteration)/\(.total_iterations), $\(.cost_usd) of $\(.budget_usd), reward \(.metrics.avg_reward // "-")",
        (.error_message // empty)'
}

# compare NUMBER CAUSE: compares the word in ~/diagnosis-NUMBER with the cause.
compare() {
  local said
  said=$(cat ~/"diagnosis-$1" 2> /dev/null) || {
    echo "There is no diagnosis yet: write a word to ~/diagnosis-$1."
    return 1
  }
  if [ "$said" != "$2" ]; then
    echo "\"$said\" does not explain what you see. Look again, and compare with the table."
    return 1
  fi
  echo "Right: $2"
}

# diagnosed NUMBER: compares the diagnosis with what is wrong with the patient.
diagnosed() {
  compare "$1" "$(sed -n "$1p" <<< $'budget\nworker\nqueue\nmemory\nlearning')"
}
