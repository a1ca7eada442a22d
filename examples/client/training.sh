# What the shell examples have in common; they read it with `.`, after they have set `name` and `usage`.

# say MESSAGE…: a message to standard error.
say() { printf '%s: %s\n' "$name" "$*" >&2; }

# misuse MESSAGE…: the program was called wrongly.
misuse() {
  say "$@"
  say "\`main.sh --help\` explains"
  exit 2
}

# Ends the program unless the environment will do.
need_environment() {
  local tool
  for tool in curl jq; do
    command -v "$tool" > /dev/null || misuse "$tool is not installed"
  done
  [ -n "${JWT_TOKEN:-}" ] || misuse "JWT_TOKEN is not set: put the bearer token of the training service in it"
  [[ ! $JWT_TOKEN =~ [^[:graph:]] ]] || misuse "JWT_TOKEN holds a space, a line break or another character of no token"
  TRAINING_URL=${TRAINING_URL:-http://localhost:8001}
  TRAINING_URL=${TRAINING_URL%"${TRAINING_URL##*[!/]}"} # without a slash at its end
  case $TRAINING_URL in
    http://?* | https://?*) ;;
    *) misuse "TRAINING_URL is \"$TRAINING_URL\": an address such as http://localhost:8001 is needed" ;;
  esac
}

# region: call
# call METHOD < PARAMS: prints the result, or says what the service refused and fails.
call() {
  local request answer status
  request=$(jq -c --arg method "$1" '{jsonrpc: "2.0", id: 1, method: $method, params: .}')
  # The request can be longer than a command line may be, so curl reads it.
  answer=$(curl -sS --max-time 300 -w '\n%{http_code}' "$TRAINING_URL/api/v1/jsonrpc" \
    -H "Authorization: Bearer $JWT_TOKEN" -H "Content-Type: application/json" \
    --data-binary @- <<< "$request" 2>&1) || {
    say "no answer from $TRAINING_URL: $(grep -o 'curl: .*' <<< "$answer")"
    return 1
  }
  status=${answer##*$'\n'}
  answer=${answer%$'\n'*}
  if ! jq -e 'has("result")' <<< "$answer" > /dev/null 2>&1; then
    say "$(jq -er '.error | select(.message) | "\(.message) (\(.code))"
      + (if .data.field then ": " + .data.field else "" end)
      + (if .data.error then ": " + .data.error else "" end)' <<< "$answer" 2> /dev/null ||
      echo "HTTP status $status from $TRAINING_URL, and no JSON-RPC")"
    return 1
  fi
  jq -c .result <<< "$answer"
}
# endregion
