# shellcheck shell=bash
# Sourced by the walkthrough content/guides/fault-clinic-calls.md: calls that go wrong by a fault of the mock, for readers
# to diagnose. It needs curl, jq, TRAINING_URL and JWT_TOKEN.
. examples/fault-clinic/patients.sh

# caller NUMBER: lets something go wrong for the calls that follow.
caller() {
  case $1 in
    1) fault '{"name": "rate-limited", "seconds": 7}' ;;
    2) fault '{"name": "token-expired"}' ;;
    3) fault '{"name": "server-error", "status": 503}' ;;
    4) fault '{"name": "latency", "seconds": 3}' ;;
    5) fault '{"name": "database-slow", "seconds": 7}' ;;
    6) fault '{"name": "truncated-body"}' ;;
    7) fault '{"name": "connection-dropped"}' ;;
    8) fault '{"name": "overfitting"}' ;;
    *) echo "the clinic has callers 1 to 8" >&2 && return 1 ;;
  esac
}

# ask METHOD [PARAMS]: calls the service, and prints what a client sees: the status, how long it took, and how curl ended.
# Body and headers stay in the files `body` and `headers`.
ask() {
  local seen status=0 took
  : > body
  seen=$(curl -s -o body -D headers -w '%{http_code} %{time_total}' "$TRAINING_URL/api/v1/jsonrpc" \
    -H "Authorization: Bearer $JWT_TOKEN" -H "Content-Type: application/json" \
    -d '{"jsonrpc": "2.0", "id": 1, "method": "'"$1"'", "params": '"${2:-"{}"}"'}') || status=$?
  took="in less than 2 s"
  [ "$(jq -n "${seen#* } < 2")" = true ] || took="after more than 2 s"
  echo "HTTP ${seen% *} $took, curl ended with $status"
}

# answered NUMBER: compares the word in ~/diagnosis-NUMBER with what is wrong for the caller.
answered() {
  compare "$1" "$(sed -n "$1p" <<< $'limit\ntoken\nserver\nnetwork\ndatabase\ncut\nlost\noverfitting')"
}
