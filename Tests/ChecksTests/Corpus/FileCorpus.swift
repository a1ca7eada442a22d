import Testing

/// Paths of the repository in commands, text and trees.
struct FileCorpus {
  @Test(arguments: commands + text + trees) func files(_ sample: Sample) async throws {
    try await sample.expect()
  }

  private static let cluster = [
    "k8s/job.yaml": "a", "k8s/service.yaml": "a", "scripts/deploy.sh": "a", "body.json": "{}",
  ]

  static let commands: [Sample] = [
    .right(
      "a folder that readers have", Sample.block("bash", "task build --taskfile ./custom/Taskfile.yml"),
      ["website/Taskfile.yml": "version: 3\n"]),
    .defect(
      "a manifest", "missing-file", line: 4, Sample.block("bash", "kubectl apply -f k8s/cron.yaml"), cluster),
    .defect(
      "a misspelled manifest", "missing-file", line: 4,
      Sample.block("bash", "kubectl apply -f k8s/jobs.yaml"), cluster),
    .defect(
      "an option with `=`", "missing-file", line: 4,
      Sample.block("bash", "kubectl apply --filename=k8s/x-ray.yaml"), cluster),
    .defect(
      "a body", "missing-file", line: 4, Sample.block("bash", "curl -d @k8s/body.json localhost"), cluster),
    .defect("a script", "missing-file", line: 4, Sample.block("bash", "./scripts/deploi.sh"), cluster),
    .defect(
      "a script beside others", "missing-file", line: 5,
      Sample.block("bash", "./scripts/deploy.sh\n./scripts/rollback.sh"), cluster),
    .defect("`source`", "missing-file", line: 4, Sample.block("bash", "source k8s/env.sh"), cluster),
    .defect(
      "behind `sudo`", "missing-file", line: 4, Sample.block("bash", "sudo bash k8s/setup.sh"), cluster),
    .defect(
      "in a session", "missing-file", line: 4, Sample.block("console", "$ kubectl apply -f k8s/cron.yaml"),
      cluster),
    .defect("a redirection", "missing-file", line: 4, Sample.block("bash", "psql < k8s/seed.sql"), cluster),
    .defect(
      "after `cd` into a folder", "missing-file", line: 5,
      Sample.block("bash", "cd k8s\nkubectl apply -f base/x.yaml"),
      ["k8s/base/y.yaml": "a"]),
    .defect(
      "a page whose name has `adr` inside of a word", "missing-file", line: 4, "# A\n\nText.\n",
      cluster.merging(["quadrant.md": Sample.block("bash", "kubectl apply -f k8s/cron.yaml")]) { own, _ in own
      }),
    .defect(
      "a page about WhatsApp, not about what is new", "missing-file", line: 4, "# A\n\nText.\n",
      cluster.merging(["whatsapp.md": Sample.block("bash", "kubectl apply -f k8s/cron.yaml")]) { own, _ in own
      }),
    .right(
      "a record of a decision", "# A\n\nText.\n",
      cluster.merging(["adr/0001.md": Sample.block("bash", "kubectl apply -f k8s/cron.yaml")]) { own, _ in own
      }),
    .defect(
      "a file that was moved", "missing-file", line: 4, Sample.block("bash", "python tools/report_all.py"),
      ["tools/a.py": "a", "jobs/report_all.py": "a"]),
    .defect("with `..`", "missing-file", line: 4, Sample.block("bash", "bash ./k8s/../k8s/up.sh"), cluster),
    .right(
      "a file that is there", Sample.block("bash", "kubectl apply -f k8s/job.yaml\n./scripts/deploy.sh"),
      cluster),
    .right(
      "a folder that is not there", Sample.block("bash", "kubectl apply -f manifests/cron.yaml"), cluster),
    .right(
      "what the page writes",
      Sample.block("bash", "cat > k8s/cron.yaml <<EOF\na\nEOF\nkubectl apply -f k8s/cron.yaml"), cluster),
    .right(
      "what a command writes",
      Sample.block("bash", "helmgen -o k8s/cron.yaml\nkubectl apply -f k8s/cron.yaml"), cluster),
    .right(
      "what the text tells to write",
      "# Page\n\nCreate `k8s/cron.yaml`:\n\n```bash\nkubectl apply -f k8s/cron.yaml\n```\n", cluster),
    .right(
      "a copy", Sample.block("bash", "cp k8s/job.yaml k8s/mine.yaml\nkubectl apply -f k8s/mine.yaml"), cluster
    ),
    .right("an absolute path", Sample.block("bash", "cat /k8s/cron.yaml"), cluster),
    .right("an address", Sample.block("bash", "kubectl apply -f https://example.org/k8s/cron.yaml"), cluster),
    .right("a pattern", Sample.block("bash", "kubectl apply -f k8s/*.json"), cluster),
    .right("a variable", Sample.block("bash", "NAME=x\nkubectl apply -f k8s/$NAME.yaml"), cluster),
    .right("another folder", Sample.block("bash", "cd elsewhere\nkubectl apply -f k8s/cron.yaml"), cluster),
    .right("in a container", Sample.block("bash", "docker exec app cat k8s/cron.yaml"), cluster),
    .right("on another machine", Sample.block("bash", "ssh host cat k8s/cron.yaml"), cluster),
    .right(
      "what git ignores", Sample.block("bash", "kubectl apply -f k8s/local.yaml"),
      cluster.merging([".gitignore": "k8s/local.yaml\n"]) { own, _ in own }),
    .right("a folder that every project has", Sample.block("bash", "node src/server.js"), ["src/a.js": "a"]),
    .right("from the page's folder", Sample.block("bash", "bash ./k8s/job.yaml"), cluster),
    .right("an example", Sample.block("bash", "tool --in k8s/your-file.yaml"), cluster),
    .right(
      "the title of a block",
      "# Page\n\n```yaml title=\"k8s/cron.yaml\"\na: 1\n```\n\n```bash\nkubectl apply -f k8s/cron.yaml\n```\n",
      cluster),
  ]

  private static let code = [
    "src/shop/cart.py": "a\nb\ndef total(): pass\n", "src/shop/tax.py": "x\n", "deploy/up.sh": "a\n",
  ]

  static let text: [Sample] = [
    .defect(
      "a file that was renamed", "missing-file", line: 3,
      "# Page\n\nThe sum is made in `src/shop/carts.py`.\n", code),
    .defect(
      "a file of a folder that is spoken of", "missing-file", line: 3,
      "# Page\n\n`deploy/up.sh` and `src/shop/tax.py` are there, `deploy/down.sh` ends it.\n", code),
    .defect("a line", "missing-line", line: 3, "# Page\n\nSee `src/shop/cart.py:120`.\n", code),
    .defect(
      "the line after the last", "missing-line", line: 3, "# Page\n\nSee `src/shop/cart.py:4`.\n", code),
    .defect("lines", "missing-line", line: 3, "# Page\n\nSee `src/shop/cart.py:2-40`.\n", code),
    .defect(
      "a line as code hosts write it", "missing-line", line: 3, "# Page\n\nSee `src/shop/cart.py#L90`.\n",
      code),
    .defect("a name", "missing-line", line: 3, "# Page\n\nRun `src/shop/cart.py::test_sum`.\n", code),
    .defect(
      "in a table", "missing-file", line: 5, "# Page\n\n| File |\n| --- |\n| `src/shop/taxs.py` |\n", code),
    .defect("in a list", "missing-file", line: 3, "# Page\n\n- `src/shop/crat.py`: the cart\n", code),
    .right("a file that is there", "# Page\n\nSee `src/shop/cart.py` and `src/shop/cart.py:3`.\n", code),
    .right("a name that is there", "# Page\n\nSee `src/shop/cart.py::total`.\n", code),
    .right("another project's file", "# Page\n\nYour code is in `src/main.rs`.\n", code),
    .right("a file to be written", "# Page\n\nCreate `src/shop/carts.py`.\n", code),
    .right("a file that is gone", "# Page\n\n`src/shop/carts.py` was removed.\n", code),
    .right("a type of media", "# Page\n\nIt is `application/vnd.shop.json`, not `text/x.yaml`.\n", code),
    .right("a host", "# Page\n\nSee `example.org/shop.html`.\n", code),
    .right("folders that are left out", "# Page\n\nSee `src/.../carts.py`.\n", code),
    .right("a choice", "# Page\n\n`true/false` or `a/b.c`.\n", code),
    .right("a line and a column", "# Page\n\nSee `src/shop/cart.py:3:500`.\n", code),
    .right("a time", "# Page\n\nAt `12:30` or `src/shop/cart.py` at 12:30.\n", code),
  ]

  static let trees: [Sample] = [
    .defect(
      "a file that is gone", "missing-file", line: 7,
      "# Page\n\n```\n.\n├── k8s/\n│   ├── job.yaml\n│   ├── cron.yaml\n│   └── service.yaml\n└── body.json\n```\n",
      cluster),
    .defect(
      "a folder that is gone, once", "missing-file", line: 8,
      "# Page\n\n```\nshop/\n├── k8s/\n│   ├── job.yaml\n│   └── service.yaml\n├── docs/\n│   └── a.md\n├── scripts\n└── body.json\n```\n",
      cluster),
    .right(
      "a tree that is right", "# Page\n\n```\n.\n├── k8s/\n│   └── job.yaml\n└── body.json  # a body\n```\n",
      cluster),
    .right(
      "another project with common names",
      "# Page\n\n```\nmy-app\n├── src\n│   ├── my_app\n│   └── main.py\n├── tests\n├── LICENSE.txt\n└── README.md\n```\n",
      ["src/main.py": "", "tests/a.py": "", "LICENSE.txt": "", "README.md": "# R\n"]),
    .right(
      "another project", "# Page\n\n```\nmy-app\n├── src\n│   └── main.rs\n└── Cargo.toml\n```\n", cluster),
    .right(
      "what is made",
      "# Page\n\n```\n.\n├── k8s/\n│   └── job.yaml\n├── body.json\n└── dist/  # build output\n```\n", cluster
    ),
    .right(
      "what is left out", "# Page\n\n```\n.\n├── k8s/\n│   ├── job.yaml\n│   └── ...\n└── body.json\n```\n",
      cluster),
  ]
}
