import Testing

/// Targets, environment variables, contents and translations.
struct RepositoryCorpus {
  @Test(arguments: targets + variables + contents + translations) func repository(_ sample: Sample)
    async throws
  {
    try await sample.expect()
  }

  private static let build = [
    "Makefile": ".PHONY: build test\nbuild:\n\tcc x\ntest: build\n\t./x\nVERSION := 1\n",
    "package.json": "{\"scripts\": {\"dev\": \"x\", \"lint\": \"y\"}}",
    "docker-compose.yml":
      "services:\n  api:\n    image: a\n  # the database\n  postgres:\n    image: b\nvolumes:\n  data:\n",
  ]

  static let targets: [Sample] = [
    .defect("a target", "unknown-target", line: 4, Sample.block("bash", "make deploy"), build),
    .defect("the second target", "unknown-target", line: 4, Sample.block("bash", "make build tests"), build),
    .defect("a script", "unknown-target", line: 4, Sample.block("bash", "npm run start:prod"), build),
    .defect(
      "a service", "unknown-target", line: 4, Sample.block("bash", "docker compose up -d database"), build),
    .defect(
      "the log of a service", "unknown-target", line: 4,
      Sample.block("bash", "docker-compose logs -f worker"), build),
    .defect(
      "in a service", "unknown-target", line: 4, Sample.block("bash", "docker compose exec db psql"), build),
    .right(
      "targets", Sample.block("bash", "make\nmake build test\nmake -C other deploy\nmake deploy STAGE=x"),
      build),
    .right(
      "targets of another project",
      "# Page\n\n```bash\nmake install\n```\n\nThen:\n\n```bash\nmake package\n```\n", build),
    .defect(
      "one of several targets", "unknown-target", line: 8,
      "# Page\n\n```bash\nmake build\n```\n\n```bash\nmake package\n```\n", build),
    .right(
      "a script of readers of a site", Sample.block("bash", "npm run start"),
      ["package.json": "{\"devDependencies\": {\"vitepress\": \"1\"}, \"scripts\": {\"dev\": \"x\"}}"]),
    .right("scripts", Sample.block("bash", "npm run dev\nnpm install\nnpm start"), build),
    .right(
      "services",
      Sample.block("bash", "docker compose up\ndocker compose up -d api\ndocker compose ps\ndocker run x"),
      build),
    .right("another folder", Sample.block("bash", "cd other\nmake deploy"), build),
    .right("a makefile with patterns", Sample.block("bash", "make deploy"), ["Makefile": "%:\n\techo $@\n"]),
    .right(
      "a makefile that includes", Sample.block("bash", "make deploy"),
      ["Makefile": "include x.mk\nall:\n\tx\n"]),
    .right(
      "a makefile that includes between spaces", Sample.block("bash", "make deploy"),
      ["Makefile": "all:\n\tx\nifdef X\n  sinclude x.mk\nendif\n"]),
    .right(
      "targets over lines", Sample.block("bash", "make deploy"),
      ["Makefile": "all \\\n  deploy:\n\tx\n"]),
    .defect(
      "the text of a variable", "unknown-target", line: 4, Sample.block("bash", "make deploy"),
      ["Makefile": "define HELP\ndeploy: x\nendef\nall:\n\tx\n"]),
    .defect(
      "a misspelled script of pnpm", "unknown-target", line: 4, Sample.block("console", "$ pnpm run lints"),
      build),
    .right("a program that pnpm runs", Sample.block("console", "$ pnpm run format"), build),
    .right("a folder without a makefile", Sample.block("bash", "make deploy\nnpm run x")),
    .right(
      "a script that the page defines",
      "# Page\n\n```json\n{\"scripts\": {\"deploy\": \"x\"}}\n```\n\n```bash\nnpm run deploy\n```\n", build),
    .right(
      "a script of a part", Sample.block("bash", "npm run deploy"),
      build.merging(["web/package.json": "{\"scripts\": {\"deploy\": \"x\"}}"]) { own, _ in own }),
    .right("a file", Sample.block("bash", "make docs"), build.merging(["docs": "x"]) { own, _ in own }),
    .right(
      "several compose files", Sample.block("bash", "docker compose up db"),
      build.merging(["docker-compose.dev.yml": "services:\n  db:\n    image: a\n"]) { own, _ in own }),
  ]

  private static let settings = [
    ".env.example": "DATABASE_URL=postgres://\n# optional\n#LOG_LEVEL=info\nexport API_PORT=1\n",
    "app.py": "os.environ['CACHE_TTL']\n",
  ]

  private static func table(_ names: String..., title: String = "Variable") -> String {
    "# Page\n\n| \(title) | Meaning |\n| --- | --- |\n" + names.map { "| `\($0)` | x |\n" }.joined()
  }

  static let variables: [Sample] = [
    .defect(
      "a variable that nothing reads", "unknown-variable", line: 7,
      table("DATABASE_URL", "API_PORT", "API_HOST"), settings),
    .defect(
      "a misspelled variable", "unknown-variable", line: 6, table("DATABASE_URL", "LOG_LEVLE", "API_PORT"),
      settings),
    .right("variables", table("DATABASE_URL", "LOG_LEVEL", "API_PORT"), settings),
    .right("a variable of the code", table("DATABASE_URL", "API_PORT", "CACHE_TTL"), settings),
    .right(
      "a table about something else", table("DATABASE_URL", "API_PORT", "API_HOST", title: "Constant"),
      settings),
    .right("another program's variables", table("DATABASE_URL", "OTHER_THING"), settings),
    .right("a folder without a sample", table("DATABASE_URL", "API_PORT", "API_HOST")),
  ]

  private static func chapters(_ listed: [String], _ headings: [String]) -> String {
    "# Page\n\n## Contents\n\n" + listed.map { "- [\($0)](#\($0.lowercased()))\n" }.joined()
      + headings.map { "\n## \($0)\n\nText.\n" }.joined()
  }

  static let contents: [Sample] = [
    .defect(
      "a chapter", "missing-in-contents", line: 22,
      chapters(["One", "Two", "Three", "Four"], ["One", "Two", "Three", "Five", "Four"])),
    .right("all chapters", chapters(["One", "Two", "Three"], ["One", "Two", "Three"])),
    .right("the licence", chapters(["One", "Two", "Three"], ["One", "Two", "Three", "License"])),
    .right(
      "a few chapters only", chapters(["One", "Two", "Three"], ["One", "Two", "Three", "Four", "Five"])),
    .right(
      "addresses of another tool",
      "# Page\n\n## Contents\n\n- [One](#one)\n- [Two or three](#two-or-three)\n- [Four](#four)\n- [Five](#five)\n"
        + ["One", "Two or - three.", "Four", "Five"].map { "\n## \($0)\n\nText.\n" }.joined()),
    .right("no contents", "# Page\n\n## One\n\nText.\n\n## Two\n\nText.\n\n## Three\n\nText.\n"),
  ]

  private static let original = "# A\n\n## B\n\n```bash\nls\n```\n\n### C\n\n## D\n\n```json\n{}\n```\n"

  static let translations: [Sample] = [
    Sample(
      name: "a chapter", page: original,
      files: ["page.de.md": "# Ä\n\n## Bä\n\n```bash\nls\n```\n\n## Dä\n\n```json\n{}\n```\n"],
      findings: ["3 translation-differs"]),
    Sample(
      name: "a block", page: original,
      files: ["page_zh.md": "# Ä\n\n## Bä\n\n```bash\nls\n```\n\n### Cä\n\n## Dä\n\nText.\n"],
      findings: ["14 translation-differs"]),
    .right(
      "a translation", original,
      ["page.de.md": "# Ä\n\n## Bä\n\n```bash\nls\n```\n\n### Cä\n\n## Dä\n\n```json\n{}\n```\n"]),
    .right("a page of its own", original, ["page.zh-CN.md": "# Ä\n\nText.\n"]),
    .right("no translation", original, ["page.v2.md": "# A\n\n## B\n\n### C\n"]),
  ]
}
