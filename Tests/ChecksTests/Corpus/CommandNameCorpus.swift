import Testing

/// Requests to routes of the repository, objects in `kubectl` commands, and options of programs.
struct CommandNameCorpus {
  @Test(arguments: routes + objects + options) func names(_ sample: Sample) async throws {
    try await sample.expect()
  }

  private static let express = [
    "server.js": """
    app.get('/v1/jobs', list)
    app.post("/v1/jobs", create)
    app.get('/v1/jobs/:id', show)
    app.delete('/v1/jobs/:id', stop)
    router.get('/', all)
    """
  ]
  private static let fastAPI = [
    "app/main.py": """
    @app.get("/health")
    def health(): ...
    @router.post("/orders/{order_id}/cancel")
    async def cancel(order_id: int): ...
    @app.route("/login", methods=["POST"])
    def login(): ...
    """
  ]
  private static let go = [
    "main.go": """
    mux.HandleFunc("GET /api/users/{id}", user)
    mux.HandleFunc("POST /api/users", create)
    r.Get("/api/teams", teams)
    """
  ]
  private static let openAPI = [
    "api/openapi.yaml":
      "openapi: 3.1.0\npaths:\n  /invoices/{id}:\n    get: {}\n  \"/invoices\":\n    post: {}\n"
  ]

  private static func curl(_ text: String) -> String { Sample.block("bash", "curl " + text) }

  static let routes: [Sample] = [
    .defect("a letter left out", "unknown-route", line: 4, curl("http://localhost:3000/v1/job"), express),
    .defect("behind a variable", "unknown-route", line: 4, curl("\"${BASE_URL:-x}/v1/jbos\""), express),
    .defect(
      "at an example's host", "unknown-route", line: 4, curl("-s https://api.example.com/v1/jobss/42 | jq ."),
      express),
    .defect(
      "a verb that it does not answer", "unknown-route", line: 4,
      curl("-X PUT http://localhost:3000/v1/jobs -d '{}'"),
      express),
    .defect(
      "data for a path that is read", "unknown-route", line: 4, curl("localhost:8000/health -d '{}'"), fastAPI
    ),
    .defect(
      "no verb for a path that is written", "unknown-route", line: 4,
      curl("http://localhost:8000/orders/7/cancel"),
      fastAPI),
    .defect("in inline code", "unknown-route", line: 3, "# Page\n\nThen `GET /api/user/7` answers.\n", go),
    .defect(
      "in an HTTP block", "unknown-route", line: 4,
      Sample.block("http", "PATCH /api/users/7 HTTP/1.1\nHost: x"), go),
    .defect("against a description", "unknown-route", line: 4, curl("localhost/invoces/7"), openAPI),
    .right("routes", curl("localhost:3000/v1/jobs\ncurl -X DELETE localhost:3000/v1/jobs/42"), express),
    .right("data", curl("--json '{\"path\": \"/v1/job\"}' http://localhost:3000/v1/jobs"), express),
    .right("a query", curl("'http://localhost:3000/v1/jobs?limit=5'"), express),
    .right("another service", curl("https://api.github.com/v1/job"), express),
    .right("a path that nothing is like", curl("http://localhost:3000/metrics"), express),
    .right("a mounted router", curl("-X POST http://localhost:3000/api/v1/jobs"), express),
    .right("a header", curl("-I http://localhost:8000/health"), fastAPI),
    .right("several verbs", curl("-X PUT http://localhost:8000/login"), fastAPI),
    .right("a prefix in code", curl("http://localhost:8000/shop/orders/7/cancel -X POST"), fastAPI),
    .right("numbers", "# Page\n\n`GET /api/users/42` and `POST /api/users`.\n", go),
    .right("another service of the same kind", curl("localhost:9090/healty"), fastAPI),
    .right("another version", curl("localhost:3000/v2/jobs"), express),
    .right("a client", curl("-X POST localhost/items"), ["web.js": "axios.get('/items').then(show)\n"]),
    .right(
      "a changelog", "# Page\n",
      express.merging(["CHANGELOG.md": "# C\n\n`GET /v1/job` is gone.\n"]) { one, _ in one }),
    .right("a repository without routes", curl("http://localhost:3000/v1/job")),
  ]

  private static let manifests = [
    "k8s/app.yaml":
      "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: checkout-api\n---\nkind: Service\nmetadata:\n  labels: {}\n  name: \"checkout\"\n",
    "chart/job.yaml": "kind: CronJob\nmetadata:\n  name: {{ .Release.Name }}-report\n",
  ]

  private static func kubectl(_ text: String) -> String { Sample.block("bash", "kubectl " + text) }

  static let objects: [Sample] = [
    .defect("a deployment", "unknown-object", line: 4, kubectl("logs deploy/chekout-api"), manifests),
    .defect(
      "after its kind", "unknown-object", line: 4, kubectl("-n shop get deployment checkout-ap"), manifests),
    .defect(
      "in a rollout", "unknown-object", line: 4, kubectl("rollout restart deployment/checkout_api -n shop"),
      manifests),
    .defect("a service", "unknown-object", line: 4, kubectl("port-forward svc/checkuot 8080:80"), manifests),
    .right("names", kubectl("logs deploy/checkout-api -c app\nkubectl get svc checkout -o yaml"), manifests),
    .right("another kind", kubectl("get configmap checkout-ap"), manifests),
    .right("another object", kubectl("logs deploy/payments"), manifests),
    .right("a number", kubectl("logs deploy/checkout-api2"), manifests),
    .right(
      "what is after two hyphens", kubectl("exec deploy/checkout-api -- cat deploy/chekout-api"), manifests),
    .right(
      "what the page creates",
      kubectl("create deployment checkout-ap --image=x\nkubectl logs deploy/checkout-ap"),
      manifests),
    .right("a variable", kubectl("logs deploy/${NAME:-api}"), manifests),
    .right("a folder without manifests", kubectl("logs deploy/chekout-api")),
  ]

  private static let help = [
    "docs/help.txt":
      "Ships orders.\n\nUsage: shop ship [OPTIONS] <ORDER>\n\nOptions:\n  -c, --carrier <NAME>  by whom\n      --dry-run         only say it\n      --[no-]color\n  -h, --help\n",
    "reference.md":
      "# Reference\n\n```text\nusage: shop [--config FILE] [--verbose] COMMAND\n\ncommands:\n  ship\n  list\n```\n\n```text\nusage: shop exec [--timeout S] [--user NAME] COMMAND [ARGS...]\n```\n",
  ]

  private static func shop(_ text: String) -> String { Sample.block("bash", "shop " + text) }

  static let options: [Sample] = [
    .defect("an option that was renamed", "unknown-option", line: 4, shop("ship --courier=dhl 42"), help),
    .defect("a misspelled option", "unknown-option", line: 4, shop("ship 42 --dryrun"), help),
    .defect(
      "in a session", "unknown-option", line: 4, Sample.block("console", "$ shop ship --now 42\nok"), help),
    .defect("of the program itself", "unknown-option", line: 4, shop("--quiet"), help),
    .defect(
      "a help text in capitals", "unknown-option", line: 4, shop("ship --courier dhl 42"),
      ["help.txt": "USAGE: shop ship [--carrier NAME] [--dry-run]\n"]),
    .defect("before another command", "unknown-option", line: 4, shop("exec --time 5 ls --all"), help),
    .right("options", shop("ship --carrier dhl --dry-run --no-color 42\nshop ship --help"), help),
    .right("an option of the program", shop("ship --verbose 42"), help),
    .right("another subcommand", shop("list --all"), help),
    .right("options of another program", shop("exec --user a ls --all\nshop ship 42 -- --raw"), help),
    .right("short options", shop("ship -x 42"), help),
    .right("a computed option", shop("ship --${MODE:-dry-run} 42"), help),
    .right("another program", Sample.block("bash", "shopping --all"), help),
    .right(
      "a changelog", "# Page\n",
      help.merging(["CHANGELOG.md": shop("ship --courier dhl 42")]) { one, _ in one }),
    .right(
      "a help text with gaps", shop("ship --courier dhl 42"),
      ["help.txt": "Usage: shop ship [OPTIONS]\n\n  --carrier NAME\n  --dry-run\n  ...\n"]),
    .right(
      "the help text itself",
      Sample.block("sh", "Usage: shop ship [--carrier NAME] [--dry-run]\n\nshop ship --courier dhl 42"), help),
  ]
}
