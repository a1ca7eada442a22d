import Testing

/// Shell blocks: variables, placeholders, languages.
struct ShellCorpus {
  @Test(arguments: variables + placeholders + languages) func shell(_ sample: Sample) async throws {
    try await sample.expect()
  }

  static let variables: [Sample] = [
    .defect(
      "an address that is never given", "unset-variable", line: 4,
      Sample.block("bash", "curl \"$BASE_URL/jobs\"")),
    .defect("in braces", "unset-variable", line: 4, Sample.block("sh", "kubectl -n ${NAMESPACE} get pods")),
    .defect(
      "in a terminal session", "unset-variable", line: 5,
      Sample.block("console", "$ echo start\n$ psql \"$DB_URL\"\n 1 row")),
    .defect(
      "behind a prompt in `bash`", "unset-variable", line: 4,
      Sample.block("bash", "$ ssh \"$BASTION_HOST\" uptime")),
    .defect(
      "a name that is misspelled", "unset-variable", line: 5,
      Sample.block("bash", "export RELEASE=1.2\ngit tag \"$RELAESE\"")),
    .defect(
      "a misspelled name in small letters", "unset-variable", line: 5,
      Sample.block("bash", "backup=$(date +%F).tar\ntar cf \"$bakcup\" data")),
    .defect(
      "in a substitution", "unset-variable", line: 4,
      Sample.block("bash", "id=$(curl -s \"$API_HOST/new\" | jq -r .id)\necho \"$id\"")),
    .defect(
      "in a here-document that expands", "unset-variable", line: 5,
      Sample.block("bash", "cat > app.env <<EOF\nregion=$DEPLOY_REGION\nEOF")),
    .defect(
      "in a pipe", "unset-variable", line: 4,
      Sample.block("bash", "cat jobs.txt | grep \"$JOB_NAME\" | wc -l")),
    .defect(
      "with a suffix removed", "unset-variable", line: 4, Sample.block("bash", "echo \"${ARCHIVE%.tar}\"")),
    .defect("as a redirection", "unset-variable", line: 4, Sample.block("bash", "date >> \"$LOG_FILE\"")),
    .defect(
      "inside `if`", "unset-variable", line: 5,
      Sample.block("bash", "if true; then\n  rm -f \"$LOCK_PATH\"\nfi")),
    .defect(
      "used before and after the block that lacks it", "unset-variable", line: 4,
      "# Page\n\n```bash\nhelm upgrade app ./chart --set tag=$IMAGE_TAG\n```\n\nThen:\n\n```bash\nhelm history $IMAGE_TAG\n```\n"
    ),
    .defect(
      "set in another folder's page only", "unset-variable", line: 4,
      Sample.block("bash", "restore \"$SNAPSHOT\""),
      ["other/a.md": "# A\n\n```bash\nexport SNAPSHOT=1\n```\n"]),
    .right(
      "what a reader writes in brackets",
      Sample.block("bash", "make push -e SERVER=[$SERVER_NAME] USER=[$LOGIN_NAME]")),
    .right("the place of a file", Sample.block("bash", "$APP_HOME/logs/app.log")),
    .defect(
      "the place of a file in a command", "unset-variable", line: 4,
      Sample.block("bash", "cat $APP_HOME/logs/app.log")),
    .right(
      "a member in PowerShell", Sample.block("console", "$ tool completions >> $SHELL_PROFILE.CurrentUser")),
    .right("a default", Sample.block("bash", "curl \"${BASE_URL:-http://localhost}\"")),
    .right("a check of its own", Sample.block("bash", ": \"${BASE_URL:?set it}\"\ncurl \"$BASE_URL\"")),
    .right("an assignment", Sample.block("bash", "BASE_URL=http://localhost\ncurl \"$BASE_URL\"")),
    .right(
      "an assignment that is exported",
      Sample.block("bash", "export A_URL=http://x B_URL=http://y\ncurl $A_URL $B_URL")),
    .right(
      "an assignment in another block",
      "# Page\n\n```bash\nTOKEN=$(login)\n```\n\nText.\n\n```bash\ncurl -H \"X-Token: $TOKEN\" localhost\n```\n"
    ),
    .right("a loop", Sample.block("bash", "for HOST in a b; do\n  ssh \"$HOST\" uptime\ndone")),
    .right("what is read", Sample.block("bash", "read -r ANSWER\necho \"$ANSWER\"")),
    .right(
      "what a loop reads",
      Sample.block("bash", "cat x | while read -r LINE_NO REST; do echo \"$LINE_NO $REST\"; done")),
    .right("an array", Sample.block("bash", "HOSTS=(a b)\necho \"${HOSTS[@]}\"")),
    .right("what `mapfile` fills", Sample.block("bash", "mapfile -t ROWS < x\necho \"${ROWS[0]}\"")),
    .right(
      "the environment that all have",
      Sample.block("bash", "echo \"$HOME $PATH $USER $PWD $XDG_CONFIG_HOME\"")),
    .right("a CI service", Sample.block("bash", "echo \"$GITHUB_SHA $CI_COMMIT_SHA\"")),
    .right(
      "the key of a known service",
      Sample.block("bash", "curl -H \"Authorization: Bearer $OPENAI_API_KEY\" https://x.org")),
    .right(
      "what the text names", "# Page\n\nSet `BASE_URL` to your server.\n\n```bash\ncurl \"$BASE_URL\"\n```\n"),
    .right(
      "what a table names",
      "# Page\n\n| Variable | Meaning |\n| --- | --- |\n| `DB_URL` | the database |\n\n```bash\npsql $DB_URL\n```\n"
    ),
    .right(
      "what the text names with its sign", "# Page\n\n`$TAG` is the release.\n\n```bash\ngit tag $TAG\n```\n"),
    .right("a file that is read", Sample.block("bash", "source .env\npsql \"$DB_URL\"")),
    .right("`eval`", Sample.block("bash", "eval \"$(minikube docker-env)\"\necho \"$MINIKUBE_ACTIVE\"")),
    .right("quotes that do not expand", Sample.block("bash", "jq '.[$KEY]' x.json\nawk '{print $NAME}' x")),
    .right("an escape", Sample.block("bash", "echo \"\\$PRICE\"")),
    .right("a quoted here-document", Sample.block("bash", "cat > run.sh <<'EOF'\necho \"$LATER\"\nEOF")),
    .right("PowerShell", Sample.block("bash", "$ $Env:NAME = \"x\"")),
    .right("a workflow's expression", Sample.block("bash", "echo ${{ secrets.DEPLOY_KEY }}")),
    .right(
      "small letters of another program",
      Sample.block("bash", "proxy_set_header Host $host;\nreturn 302 $request_uri;")),
    .right("arguments", Sample.block("bash", "echo \"$1 $# $@ $?\"")),
    .right("text only", Sample.block("text", "curl \"$BASE_URL\"")),
    .right("a function's own", Sample.block("bash", "f() {\n  local FILE_NAME=$1\n  echo \"$FILE_NAME\"\n}")),
    .right("what `make` is given", Sample.block("bash", "make deploy STAGE=prod\necho \"$STAGE\"")),
    .right(
      "a page of the same folder", Sample.block("bash", "restore \"$SNAPSHOT\""),
      ["before.md": "# A\n\n```bash\nexport SNAPSHOT=1\n```\n"]),
    .right(
      "a page that is linked",
      "# Page\n\nFirst [set up](setup/env.md).\n\n```bash\nrestore \"$SNAPSHOT\"\n```\n",
      ["setup/env.md": "# A\n\n```bash\nexport SNAPSHOT=1\n```\n"]),
    .right("output of a session", Sample.block("console", "$ cat x.sh\necho \"$NOT_RUN\"")),
    .right(
      "the case of a word",
      Sample.block("bash", "case \"$1\" in\n  start) MODE=on ;;\n  *) MODE=off ;;\nesac\necho \"$MODE\"")),
    .right("arithmetic", Sample.block("bash", "((COUNT = 1))\necho \"$COUNT $((COUNT + 1))\"")),
    .right("another prompt", Sample.block("bash", "❯ eval $(minikube docker-env)\n❯ echo $MINIKUBE_HOST")),
    .right(
      "a proposal", "# Page\n", ["proposals/001-regions.md": Sample.block("bash", "curl \"$BASE_URL/jobs\"")]),
    .right("`printf -v`", Sample.block("bash", "printf -v STAMP '%s' x\necho \"$STAMP\"")),
  ]

  static let placeholders: [Sample] = [
    .defect(
      "among several commands", "unquoted-placeholder", line: 5,
      Sample.block("bash", "cd app\nkubectl delete pod <pod>\nkubectl get pods\nkubectl top pods")),
    .defect(
      "in a path", "unquoted-placeholder", line: 4,
      Sample.block("bash", "cp backup/<date>/dump.sql .\npsql -f dump.sql\nrm dump.sql")),
    .defect(
      "with words", "unquoted-placeholder", line: 6,
      Sample.block("sh", "make build\nmake push\ndocker run <image name>\n")),
    .right("a single command", Sample.block("bash", "kubectl logs <pod>")),
    .right(
      "what programs print for no value",
      Sample.block("sh", "NAME  IP\na  <none>\nb  <pending>\nc  <none>")),
    .right("quotes", Sample.block("bash", "a\nb\nkubectl logs \"<pod>\"\nc")),
    .right(
      "the syntax of a command",
      Sample.block("bash", "tool add <name> [--force]\ntool rm <name>\ntool ls\ntool x")),
    .right("a choice", Sample.block("bash", "tool <start|stop>\na\nb\nc")),
    .right("a redirection", Sample.block("bash", "sort <names >sorted\nwc -l <sorted\ncat <a >b\nls")),
    .right(
      "text that explains",
      "# Page\n\nReplace `<pod>` with a name.\n\n```bash\na\nb\nkubectl logs <pod>\nc\n```\n"),
    .right("a terminal session", Sample.block("console", "$ a\n$ b <pod>\n$ c\n$ d")),
    .right(
      "a session with another prompt",
      Sample.block("sh", "% kubectl get crds\nNAME  AT\na  <time>\nb  <time>")),
    .right("a comment", Sample.block("bash", "a\nb\n# use <pod>\nc")),
    .right("a here-document", Sample.block("bash", "cat <<EOF\n<html>\nEOF\na\nb")),
  ]

  static let languages: [Sample] = [
    .defect("JSON in `bash`", "wrong-language", line: 3, Sample.block("bash", "{\n  \"id\": 1\n}")),
    .defect("a list of JSON", "wrong-language", line: 3, Sample.block("sh", "[{\"id\": 1}]")),
    .defect(
      "Python in `bash`", "wrong-language", line: 3, Sample.block("bash", "from shop import Cart\n\nCart()")),
    .defect(
      "Python that defines", "wrong-language", line: 3, Sample.block("sh", "def main(argv):\n    pass")),
    .defect(
      "Python that imports", "wrong-language", line: 3, Sample.block("bash", "import os\nprint(os.getcwd())")),
    .defect(
      "YAML in `bash`", "wrong-language", line: 3,
      Sample.block("bash", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a")),
    .defect(
      "a Dockerfile in `sh`", "wrong-language", line: 3, Sample.block("sh", "FROM alpine\nRUN apk add curl")),
    .defect("SQL in `bash`", "wrong-language", line: 3, Sample.block("bash", "SELECT id FROM jobs;")),
    .defect(
      "HTTP in `bash`", "wrong-language", line: 3, Sample.block("bash", "POST /jobs HTTP/1.1\nHost: x")),
    .defect("PowerShell in `sh`", "wrong-language", line: 3, Sample.block("sh", "Get-Process -Name x")),
    .defect(
      "a call in PowerShell", "wrong-language", line: 3, Sample.block("sh", "& tool env | Invoke-Expression")),
    .defect(
      "a type of PowerShell", "wrong-language", line: 3,
      Sample.block("sh", "[Environment]::SetEnvironmentVariable(\"key\", \"value\")")),
    .defect(
      "a function of PowerShell", "wrong-language", line: 3,
      Sample.block("sh", "function k { tool -- $args }")),
    .defect(
      "a batch file", "wrong-language", line: 3, Sample.block("sh", "@FOR /f %i IN ('tool env') DO @%i")),
    .defect(
      "shell in `python`", "wrong-language", line: 3,
      Sample.block("python", "pip install shop\ncurl -O http://x.org/a")),
    .defect("shell in `js`", "wrong-language", line: 3, Sample.block("js", "npm install shop")),
    .defect("shell in `sql`", "wrong-language", line: 3, Sample.block("sql", "docker compose up -d")),
    .defect("shell in `go`", "wrong-language", line: 3, Sample.block("go", "go get example.org/shop")),
    .right("a group of commands", Sample.block("bash", "{\n  echo a\n}")),
    .right("a test", Sample.block("bash", "[ -f x ] && echo y")),
    .right("a function", Sample.block("bash", "function k { tool \"$@\"; }")),
    .right("`import` of ImageMagick", Sample.block("bash", "import shot.png")),
    .right("text", Sample.block("text", "{\"id\": 1}")),
    .right("a session", Sample.block("console", "$ cat x.json\n{\"id\": 1}")),
    .right("Python", Sample.block("python", "pip = 1\ncurl = pip")),
    .right("lower case SQL words", Sample.block("bash", "select name in a b; do echo \"$name\"; done")),
    .right("an empty object", Sample.block("bash", "{}")),
    .right("a program named like a verb", Sample.block("bash", "get-things -n 1")),
    .right("JavaScript", Sample.block("js", "npm.run('x')")),
  ]
}
