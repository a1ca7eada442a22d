# shellcheck shell=bash
# Sourced by the walkthrough content/runbook/first-incident.md: Prometheus and Alertmanager next to the mock, with the rules of
# examples/deploy/monitoring, and an incident. It needs curl, jq, prometheus, alertmanager, amtool, TRAINING_URL and JWT_TOKEN.

# Every wait and window of the rules is divided by this: an hour of an incident takes a minute.
FACTOR=60
MONITORING=examples/deploy/monitoring
WORK=${ONCALL_FOLDER:-~/first-incident}

# faster FILE: prints the file with each duration divided by the factor: 10m becomes 10s, and 30s half a second.
faster() {
  python3 - "$1" "$FACTOR" <<'END'
import re
import sys

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
factor = int(sys.argv[2])
text = re.sub(
    r"(?<![\w.])(\d+)([smhd])\b",
    lambda found: f"{int(found[1]) * SECONDS[found[2]] * 1000 // factor}ms",
    open(sys.argv[1]).read(),
)
print(text, end="")
END
}

# free_port: a port that nothing listens on.
free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# start_alertmanager: alerts are sorted as in the cluster, and stay here instead of waking anybody.
start_alertmanager() {
  mkdir -p "$WORK"
  cat > "$WORK/alertmanager.yaml" <<'END'
route: {receiver: here, group_by: [alertname], group_wait: 0s}
receivers: [{name: here}]
END
  local port
  port=$(free_port)
  "$(command -v alertmanager || command -v prometheus-alertmanager)" \
    --config.file="$WORK/alertmanager.yaml" --storage.path="$WORK/alerts" --cluster.listen-address= \
    --web.listen-address="127.0.0.1:$port" > "$WORK/alertmanager.log" 2>&1 &
  echo "http://127.0.0.1:$port" > "$WORK/alertmanager"
  answers "$(cat "$WORK/alertmanager")/-/ready" && echo "Alertmanager is ready"
}

# start_prometheus: scrapes the mock, and sends its alerts to Alertmanager.
start_prometheus() {
  local port file
  port=$(free_port)
  for file in alerts recording-rules; do faster "$MONITORING/$file.yaml" > "$WORK/$file.yaml"; done
  cat > "$WORK/prometheus.yaml" <<END
global: {scrape_interval: 250ms, scrape_timeout: 250ms, evaluation_interval: 500ms}
rule_files: [recording-rules.yaml, alerts.yaml]
alerting: {alertmanagers: [{static_configs: [{targets: ["$(sed 's,http://,,' "$WORK/alertmanager")"]}]}]}
scrape_configs:
  - {job_name: training-api, static_configs: [{targets: ["${TRAINING_URL#http://}"]}]}
END
  prometheus --config.file="$WORK/prometheus.yaml" --storage.tsdb.path="$WORK/metrics" \
    --web.listen-address="127.0.0.1:$port" > "$WORK/prometheus.log" 2>&1 &
  echo "http://127.0.0.1:$port" > "$WORK/prometheus"
  answers "$(cat "$WORK/prometheus")/-/ready" && echo "Prometheus is ready"
}

# answers URL: waits until there is an answer.
answers() {
  local _
  for _ in {1..100}; do
    if curl -sf -o /dev/null "$1"; then return; fi
    sleep 0.1
  done
  echo "Nothing answers at $1; see $WORK." >&2
  return 1
}

# value QUERY: what Prometheus says.
value() {
  curl -s "$(cat "$WORK/prometheus")/api/v1/query" --data-urlencode "query=$1" | jq -r '.data.result[0].value[1] // "nothing"'
}

# job_alerts [OPTIONS]: the alerts about jobs that Alertmanager has, as JSON; the options are those of curl.
job_alerts() {
  curl -s -G "$(cat "$WORK/alertmanager")/api/v2/alerts" --data-urlencode 'filter=alertname=~".*FailureRate.*"' "$@"
}

# alerts [STATE]: the same to read, active unless another state is named.
alerts() {
  job_alerts | jq -r --arg state "${1:-active}" '.[] | select(.status.state == $state)
    | "\(.labels.level) \(.labels.alertname): \(.annotations.summary)\n   \(.annotations.runbook_url)"'
}

# active_alerts: those that are neither silenced nor inhibited, as JSON: `[]` when there are none.
active_alerts() { job_alerts -d silenced=false -d inhibited=false; }

# call METHOD PARAMS [TIMES]: calls the service, once or several times with one start of curl.
call() {
  local addresses=() n
  for ((n = 0; n < ${3:-1}; n++)); do addresses+=("$TRAINING_URL/api/v1/jsonrpc"); done
  curl -s "${addresses[@]}" -H "Authorization: Bearer $JWT_TOKEN" -H "Content-Type: application/json" \
    -d '{"jsonrpc": "2.0", "id": 1, "method": "'"$1"'", "params": '"$2"'}'
}

# fault METHOD [JSON]: sets or clears a fault of the mock.
fault() {
  curl -s -o /dev/null -X "$1" "$TRAINING_URL/__mock/faults" -H "Content-Type: application/json" ${2:+-d "$2"}
}

# customers: start a job of three iterations twice a second, and look at it until it has ended. The shell reads the id, since
# starting jq for each job would cost more than the service does.
customers() {
  local answer job
  job=$(jq -n '[range(1; 101) | {query: "What is 7 × \(.)?", expected_outcome: {answer: "\(7 * .)"}}]
    | {agent_id: "support-agent", config: {n_iterations: 3, batch_size: 2, n_trajectories_per_query: 2}, training_data: .}')
  while sleep 0.3; do
    answer=$(call training.start_grpo "$job")
    [[ $answer =~ \"job_id\":\ ?\"([^\"]+)\" ]] || continue
    call training.get_status '{"job_id": "'"${BASH_REMATCH[1]}"'"}' 3 > /dev/null
  done
}

# begin: customers come, and something breaks.
begin() {
  customers > /dev/null 2>&1 &
  sleep 1
  fault POST '{"name": "worker-lost", "after": 1, "recovers": false}'
  echo "Something has happened."
}

# wait_for_alert: until Alertmanager has one.
wait_for_alert() {
  for _ in {1..60}; do
    if [[ $(active_alerts) == "[{"* ]]; then return; fi
    sleep 0.5
  done
  echo "No alert after 30 s; see $WORK." >&2
  return 1
}

# restart_workers, raise_memory, add_workers: what the playbook does with kubectl, on the mock.
restart_workers() { fault DELETE; echo "The workers are restarted."; }
raise_memory() { echo "Each worker has 32 GB now."; }
add_workers() { echo "There are 20 workers now."; }

# all_clear: until Alertmanager has no alert that is active.
all_clear() {
  for _ in {1..60}; do
    if [ "$(active_alerts)" = "[]" ]; then echo "All clear"; return; fi
    sleep 0.5
  done
  echo "The alert is still active after 30 s." >&2
  return 1
}
