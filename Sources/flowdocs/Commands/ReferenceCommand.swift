import ArgumentParser

struct ReferenceCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference",
    abstract:
      "Print what FlowDocs knows: commands, settings, fence attributes, rules, directives, languages and more.",
    discussion: """
      For pages and other programs. Texts are Markdown; `names` lists the names of commands, options and rules with a \
      summary each. A page shows the file with the directives `table`, `list` and `sections`.
      """)

  @Flag(help: "As one JSON object, which is the only form.")
  var json = false

  func validate() throws {
    if !json { throw ValidationError("`flowdocs reference` prints JSON: add --json") }
  }

  func run(in program: Program) async throws {
    program.terminal.print(try program.manual().json.bytes(.pretty) + [UInt8(ascii: "\n")])
  }
}
