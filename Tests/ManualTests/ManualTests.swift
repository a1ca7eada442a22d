import Diagnostics
import JSON
import Manual
import Testing

/// What the program says about itself, as data.
struct ManualTests {
  private static let help = """
    {"command": {"commandName": "tool", "abstract": "A tool.", "subcommands": [
      {"commandName": "check", "abstract": "Checks *all*. At once.", "arguments": [
        {"kind": "option", "names": [{"kind": "long", "name": "port"}], "valueName": "port", "isOptional": true,
         "abstract": "The port; see --all.", "defaultValue": "8001"},
        {"kind": "flag", "names": [{"kind": "long", "name": "help"}], "isOptional": true, "abstract": "Help."}]},
      {"commandName": "contract", "abstract": "Contracts.", "subcommands": [
        {"commandName": "diff", "abstract": "Compares.", "discussion": "At\\nlength.\\n\\nTwice."}]}
    ]}}
    """

  private func json(_ part: String) throws -> String? {
    let manual = Manual(
      program: try CommandDescription(help: Self.help),
      rules: [RuleGroup("pages", "Pages", [Rule("no-title", .error, "A page has no `title`")])])
    return manual.json[part]?.text(.compact)
  }

  @Test func commandsHaveUsageTextAndArguments() throws {
    #expect(
      try json("commands") == #"""
        [{"name":"tool check","usage":"tool check [--port <port>]","summary":"Checks \\*all\\*. At once.",\#
        "discussion":"","arguments":[{"name":"--port <port>","meaning":"The port; see `--all`. Default: `8001`."}]},\#
        {"name":"tool contract","usage":"tool contract <command>","summary":"Contracts.","discussion":"",\#
        "arguments":[]},{"name":"tool contract diff","usage":"tool contract diff","summary":"Compares.",\#
        "discussion":"At length.\n\nTwice.","arguments":[]}]
        """#)
  }

  @Test func rulesAreListedByGroup() throws {
    #expect(
      try json("rules") == """
        [{"name":"pages","title":"Pages","rules":[\
        {"id":"no-title","severity":"Error","summary":"A page has no `title`"}]}]
        """)
  }

  @Test func namesLeadToTheHeadingsOfTheirPages() throws {
    #expect(
      try json("names") == """
        {"commands":[{"name":"tool","summary":"A tool"},\
        {"name":"tool check","summary":"Checks all","anchor":"tool-check"},\
        {"name":"tool check --port","summary":"The port; see --all","anchor":"tool-check"},\
        {"name":"--port","summary":"The port; see --all","anchor":"tool-check"},\
        {"name":"tool check --help","summary":"Help","anchor":"tool-check"},\
        {"name":"--help","summary":"Help","anchor":"tool-check"},\
        {"name":"tool contract","summary":"Contracts","anchor":"tool-contract"},\
        {"name":"tool contract diff","summary":"Compares","anchor":"tool-contract-diff"}],\
        "rules":[{"name":"no-title","summary":"A page has no `title`","anchor":"no-title"}]}
        """)
  }

  @Test func settingsSayWhatTheyTakeAndWhenExamplesRunAgain() throws {
    let settings = try #require(try json("settings"))
    #expect(
      settings.contains(
        #"{"name":"title","meaning":"The name of the portal. Takes text. Default: that of the tool's settings"#
      ))
    #expect(settings.contains(##""anchor":"#symbols"}"##))
    #expect(try json("mappings")?.contains(#"{"name":"names.page","meaning":"Where the name"#) == true)
    let keys = try #require(try json("cacheKeys"))
    #expect(keys.contains(#"{"name":"title","effect":"No: only the pages of the portal show it."}"#))
    #expect(keys.contains(#"{"name":"policy","effect":"Yes: the level that it gives a block."}"#))
    #expect(
      keys.contains(
        #"{"name":"reference.url","effect":"Yes: what it says, and the contents of what it names."}"#))
  }

  @Test func attributesSayWhatTheyTake() throws {
    #expect(
      try json("fences")?.contains(
        #""meaning":"A caption above the block. Takes text. A change keeps the verdict: only readers see it."}"#
      )
        == true)
  }
}
