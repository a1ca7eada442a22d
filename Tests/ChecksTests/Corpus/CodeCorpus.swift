import Foundation
import Testing

private func isInstalled(_ program: String) -> Bool {
  (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
}

/// Python, JavaScript and the mistakes that shellcheck finds.
struct CodeCorpus {
  @Test(.enabled(if: isInstalled("python3"), "python3 is not installed"), arguments: pythonPages)
  func pythonFits(_ sample: Sample) async throws {
    try await sample.expect(parsesCode: true)
  }

  @Test(arguments: scriptPages) func importsFit(_ sample: Sample) async throws {
    try await sample.expect()
  }

  @Test(.enabled(if: isInstalled("shellcheck"), "shellcheck is not installed"), arguments: shellPages)
  func commandsDoWhatTheySay(_ sample: Sample) async throws {
    try await sample.expect(parsesCode: true)
  }

  private static let shop = [
    "shop/__init__.py": "from .cart import Cart, total\n__version__ = \"1\"\n",
    "shop/cart.py": """
    from dataclasses import dataclass

    class Cart:
        def __init__(self, owner, limit=3):
            self.owner = owner

        def add(self, item, *, count=1):
            return self

    @dataclass
    class Item:
        name: str
        price: int = 0

    class Open:
        def __getattr__(self, name):
            return name

    def total(cart, tax=0):
        return 0

    def anything(**options):
        return options
    """,
    "requirements.txt": "requests==2.0\npyyaml\n",
  ]

  private static func python(_ code: String) -> String { Sample.block("python", code) }

  static let pythonPages: [Sample] = [
    .defect(
      "a name that a package lacks", "unknown-member", line: 4, python("from shop import Basket"), shop),
    .defect("a misspelled name", "unknown-member", line: 4, python("from shop.cart import totl"), shop),
    .defect("a module that a package lacks", "unknown-import", line: 4, python("import shop.basket"), shop),
    .defect(
      "from a module that is not there", "unknown-import", line: 4, python("from shop.orders import Order"),
      shop),
    .defect("a member of a module", "unknown-member", line: 5, python("import shop\nshop.checkout()"), shop),
    .defect(
      "a member of a module under another name", "unknown-member", line: 5,
      python("import shop.cart as c\nc.sum()"), shop),
    .defect(
      "a method", "unknown-member", line: 6,
      python("from shop import Cart\ncart = Cart(\"a\")\ncart.remove(1)"), shop),
    .defect(
      "a method in a later block", "unknown-member", line: 9,
      "# Page\n\n```python\nfrom shop import Cart\ncart = Cart(\"a\")\n```\n\n```python\ncart.clear()\n```\n",
      shop),
    .defect(
      "a parameter", "unknown-member", line: 5, python("from shop import Cart\nCart(owner=\"a\", size=1)"),
      shop),
    .defect(
      "a parameter of a function", "unknown-member", line: 5,
      python("from shop import total\ntotal(None, vat=1)"), shop),
    .defect(
      "a parameter of a method", "unknown-member", line: 6,
      python("from shop import Cart\ncart = Cart(\"a\")\ncart.add(1, amount=2)"), shop),
    .defect(
      "a field", "unknown-member", line: 5, python("from shop.cart import Item\nItem(name=\"a\", cost=1)"),
      shop),
    .defect("a misspelled dependency", "unknown-import", line: 4, python("import reqeusts"), shop),
    .defect(
      "a dependency that is not declared", "unknown-import", line: 5,
      python("from shop import Cart\nimport moneybag"), shop),
    .defect(
      "a module that is not imported", "undefined-name", line: 6,
      python("import sys\nsys.exit\njson.dumps(1)"), ["a.txt": ""]),
    .defect(
      "a usual short name", "undefined-name", line: 5, python("import pandas as pd\nnp.zeros(3)"),
      ["a.txt": ""]),
    .defect(
      "a misspelled name of the page", "undefined-name", line: 5, python("response = 1\nprint(respnose)"),
      ["a.txt": ""]),
    .defect(
      "a program that lacks a name", "undefined-name", line: 7,
      python("import sys\n\nif __name__ == \"__main__\":\n    sys.exit(run_all())"), ["a.txt": ""]),
    .defect("too few values", "bad-format", line: 4, python("print(\"%s of %s\" % (1,))"), ["a.txt": ""]),
    .defect(
      "too few values in braces", "bad-format", line: 4, python("print(\"{} of {}\".format(1))"),
      ["a.txt": ""]),
    .defect(
      "a name without a value", "bad-format", line: 4, python("print(\"{name}\".format(nam=1))"),
      ["a.txt": ""]),
    .defect(
      "text as a number", "bad-format", line: 5, python("price = \"12.50\"\nprint(f\"{price:.2f}\")"),
      ["a.txt": ""]),
    .defect(
      "a precision of whole numbers", "bad-format", line: 5, python("count = 3\nprint(f\"{count:.2d}\")"),
      ["a.txt": ""]),
    .defect("a prompt before it", "unknown-member", line: 4, python(">>> from shop import Basket"), shop),
    .right("a width that is given", python("print(\"%.*f\" % (3, 1.5))"), ["a.txt": ""]),
    .defect(
      "a digit that is not a number", "bad-format", line: 4, python("print(\"{²}\".format(1))"), ["a.txt": ""]
    ),
    .right("what a package has", python("from shop import Cart, total, __version__, cart"), shop),
    .right(
      "what a class has",
      python("from shop import Cart\ncart = Cart(\"a\", limit=2)\ncart.add(1, count=2)\ncart.owner"), shop),
    .right("any parameter", python("from shop.cart import anything\nanything(x=1)"), shop),
    .right("any member", python("from shop.cart import Open\nmine = Open()\nmine.whatever"), shop),
    .right(
      "Python's own", python("import json, os.path\nfrom collections import abc\njson.dumps(os.getcwd())"),
      shop),
    .right("a declared dependency", python("import requests\nimport yaml"), shop),
    .right(
      "what the page installs",
      "# Page\n\n```bash\npip install moneybag\n```\n\n```python\nfrom shop import Cart\nimport moneybag\n```\n",
      shop),
    .right("what all use", python("from shop import Cart\nimport numpy as np"), shop),
    .right("a folder that declares nothing", python("import moneybag"), ["a.txt": ""]),
    .right("a class of the page", python("class Cart:\n    pass\n\ncart = Cart(size=1)\ncart.clear()"), shop),
    .right(
      "an object that is replaced",
      python("from shop import Cart\ncart = Cart(\"a\")\ncart = other(cart)\ncart.clear()"), shop),
    .right(
      "a page about older versions", "# A\n\nText.\n",
      shop.merging(["migration.md": python("from shop import Basket")]) { own, _ in own }),
    .right("code that says it is wrong", python("from shop import Basket  # Error: removed in 2.0"), shop),
    .right(
      "a package that users of a library have", python("from shop import Cart\nimport moneybag"),
      shop.merging(["pyproject.toml": "[build-system]\nrequires = []\n"]) { own, _ in own }),
    .right(
      "the packages of examples", python("from flow import Step"),
      ["examples/a/flow/__init__.py": "", "requirements.txt": "requests\n"]),
    .right("a part of code", python("client.get(url)\nprint(result)"), ["a.txt": ""]),
    .right(
      "a name of an earlier block",
      "# Page\n\n```python\nimport json\nvalues = 1\n```\n\n```python\nprint(json.dumps(values))\n```\n",
      ["a.txt": ""]),
    .right("a module without any import on the page", python("json.dumps(1)"), ["a.txt": ""]),
    .right("names that differ by a number", python("item1 = 1\nprint(item2)"), ["a.txt": ""]),
    .right("plural names", python("import sys\nrecords = []\nprint(record, sys)"), ["a.txt": ""]),
    .right(
      "everything that a module has",
      python("import sys\nfrom x import *\nif __name__ == \"__main__\":\n    go(sys)"), ["a.txt": ""]),
    .right(
      "formats that fit",
      python("x = 1\nprint(\"%s%%\" % x, \"{0} {0}\".format(1), f\"{x:.2f} {x:>10} {x:,}\")"), ["a.txt": ""]),
    .right(
      "dates", python("import datetime\nnow = datetime.date(2024, 1, 1)\nprint(f\"{now:%Y-%m-%d}\")"),
      ["a.txt": ""]),
    .right("values from a list", python("print(\"%s %s\" % pair, \"{} {}\".format(*pair))"), ["a.txt": ""]),
    .right("a width that is a value", python("text = \"a\"\nw = 4\nprint(f\"{text:{w}}\")"), ["a.txt": ""]),
  ]

  private static let package = [
    "package.json": """
    {"name": "@shop/client", "exports": {".": "./a.js", "./cart": "./b.js"},
     "dependencies": {"left-pad": "1"}, "devDependencies": {"typescript": "5", "superstruct": "1"}}
    """
  ]

  /// A program, which is not published, says all that it depends on.
  private static let program = [
    "package.json": "{\"private\": true, \"dependencies\": {\"left-pad\": \"1\"}}"
  ]

  /// A site of documentation, whose pages import what their readers have.
  private static let site = [
    "package.json":
      "{\"private\": true, \"devDependencies\": {\"vitepress\": \"1\", \"left-pad\": \"1\", \"presets\": \"1\"}}"
  ]

  private static func script(_ code: String, _ language: String = "js") -> String {
    Sample.block(language, code)
  }

  static let scriptPages: [Sample] = [
    .defect(
      "a misspelled package", "unknown-import", line: 4, script("import x from \"superstrut\""), package),
    .defect("with `require`", "unknown-import", line: 4, script("const x = require('left-pda')"), package),
    .defect(
      "a package that is not declared", "unknown-import", line: 5,
      script("import pad from \"left-pad\"\nimport y from \"moneybag\""), program),
    .right(
      "a package that users of a library have",
      script("import pad from \"left-pad\"\nimport y from \"moneybag\""), package),
    .right(
      "a package that readers of a site have",
      script("import pad from \"left-pad\"\nimport y from \"moneybag\""), site),
    .defect(
      "a misspelled package of a site", "unknown-import", line: 4, script("import x from \"left-pda\""), site),
    .right("a style sheet that a tool makes", script("import \"presets.css\"\nimport \"preset.css\""), site),
    .right(
      "another version of a package",
      script("import a from \"superstruct-2\"\nimport b from \"superstruct4\""),
      package),
    .right("an invented package", script("import pad from \"left-pad\"\nimport y from \"my-bag\""), program),
    .defect(
      "what the package does not export", "unknown-import", line: 4,
      script("import x from \"@shop/client/orders\"", "ts"), package),
    .defect(
      "over lines", "unknown-import", line: 6, script("import {\n  a,\n} from \"superstrct\"", "ts"), package),
    .right(
      "declared packages", script("import a from \"left-pad\"\nimport { b } from \"superstruct\""), package),
    .right(
      "its own package", script("import a from \"@shop/client\"\nimport b from \"@shop/client/cart\""),
      package),
    .right(
      "Node.js", script("import fs from \"node:fs\"\nimport path from \"path\"\nrequire('fs/promises')"),
      package),
    .right("files", script("import a from \"./left-pda\"\nimport b from \"../x\""), package),
    .right("aliases", script("import a from \"@/x\"\nimport b from \"~/y\"\nimport c from \"#z\""), package),
    .right("what all use", script("import React from \"react\"\nimport a from \"left-pad\""), package),
    .right(
      "what the page installs",
      "# Page\n\n```bash\nnpm install moneybag\n```\n\n```js\nimport a from \"left-pad\"\nimport b from \"moneybag\"\n```\n",
      package),
    .right("an address", script("import a from \"https://example.org/x.js\""), package),
    .right("a folder without a manifest", script("import a from \"superstrut\"")),
    .right("a comment", script("// import x from \"superstrut\""), package),
  ]

  static let shellPages: [Sample] = [
    .defect(
      "`sudo` and a redirection", "shell-mistake", line: 4, Sample.block("bash", "sudo echo 1 > /proc/sys/x")),
    .defect(
      "the order of redirections", "shell-mistake", line: 4, Sample.block("bash", "make 2>&1 > build.log")),
    .defect(
      "a backslash that is missing", "shell-mistake", line: 5,
      Sample.block("bash", "docker run -d\n  --name web nginx")),
    .defect(
      "what may remove everything", "shell-mistake", line: 5,
      Sample.block("bash", "DIR=$(pwd)/x\nrm -rf \"$DIR/\"*")),
    .defect(
      "a test that is always true", "shell-mistake", line: 5,
      Sample.block("bash", "A=1\n[ \"$A\"==1 ] && echo x")),
    .defect("`sudo cd`", "shell-mistake", line: 4, Sample.block("bash", "sudo cd /root")),
    .defect("in a session", "shell-mistake", line: 4, Sample.block("console", "$ sudo cd /root")),
    .right("words without quotes", Sample.block("bash", "A=1\necho $A\ncd x\nls")),
    .right("extras of a package", Sample.block("bash", "pip install httpx[http2]")),
    .right("a settings file", Sample.block("bash", "foo = bar\na.b = c")),
    .right("a help text", Sample.block("bash", "tool --help\n-w, --write string   the file\n-h, --help")),
    .right("a listing", Sample.block("bash", "ls -l\n    -rw------- 1 root wheel 2 Jul 1 12:00 x")),
    .right("what is left out", Sample.block("bash", "sudo cd /root ...")),
    .right("a debugger", Sample.block("bash", "dlv test ./pkg\nType 'help' for list.\n(dlv) c\nPASS")),
    .right(
      "output in JSON",
      Sample.block("bash", "curl -s \\\n  localhost/me\n{\n  \"id\": {\n    \"a\": 1\n  }\n}")),
    .right("placeholders in two brackets", Sample.block("bash", "kubectl get pods -n <<namespace>>")),
    .right(
      "placeholders in two brackets with blanks", Sample.block("bash", "kubectl describe pods << pod-name >>")
    ),
    .right(
      "output in a list of JSON",
      Sample.block(
        "bash", "http localhost/me\nHTTP/1.1 200 OK\n[\n  {\n    \"a\": \"(\\\"x\\\")\\n\"\n  }\n]")),
    .right("a table", Sample.block("bash", "tool list\n|---|---|\n| a | b |")),
    .defect(
      "a quotation mark that is missing", "syntax-error", line: 6,
      Sample.block("bash", "curl \"localhost/?id=1\n\n{\"a\": 1}")),
    .defect("a bracket too many", "syntax-error", line: 5, Sample.block("bash", "echo a\n}\n{\"a\": }")),
    .defect("a folder in quotes", "shell-mistake", line: 4, Sample.block("bash", "ls '~/.task'")),
    .right("a setting that its program reads", Sample.block("bash", "export TASK_DIR='~/.task'")),
  ]
}
