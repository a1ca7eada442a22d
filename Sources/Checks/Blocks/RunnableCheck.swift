import Diagnostics
import Languages
import Pages
import Project

/// A block that is to be run, compiled or to fail is in a language that something runs.
public enum RunnableCheck {
  static let check = Check(.blocks, [.cannotRun], .shownPage { findings($0.page, $0.context) })

  static func findings(_ page: Page, _ context: CheckContext) -> [Diagnostic] {
    // To other tools `run` may be a word of their own.
    guard context.project.isConfigured else { return [] }
    return page.blocks.compactMap { finding($0, on: page, context) }
  }

  /// What is wrong with one block; `nil` when nothing is required of it, or it can be done.
  public static func finding(_ block: Block, on page: Page, _ context: CheckContext) -> Diagnostic? {
    // The requests of an exchange are sent, and `output` is not an example.
    if block.form.isMessage || block.isOutput || block.attributes.skip != nil { return nil }
    let language = context.languages[block.language]
    if let language, let runner = language.runner, context.project.runs(language, on: page.path) {
      guard block.attributes.level == .compile, runner.compiler == nil, language.parser == nil else {
        return nil
      }
      return Diagnostic(
        .cannotRun, "`compile` on a block in \(language.label), which is not compiled",
        at: page.span(ofAttribute: "compile", of: block), fix: "write `run`, or remove `compile`")
    }
    if context.project.checkers.contains(where: { $0.languages.contains(block.language) }) {
      // A checker may run what it checks, but it answers with findings.
      guard block.attributes.exit != nil else { return nil }
      return Diagnostic(
        .cannotRun, "`exit` on a block that a checker checks, which gives no exit code",
        at: page.span(ofAttribute: "exit", of: block),
        fix: "remove `exit`, or write words of the finding with `fails=`")
    }
    // The words of `fails=` are looked for in what a parser says, too.
    let isParsed = language?.parser != nil || block.form == .yaml || block.form == .query
    guard let asked = asked(of: block, context.project), asked != "fails" || !isParsed else { return nil }
    let known = context.languages.list.filter { $0.runner != nil }.map(\.id)
    if let service = language?.runner?.service { return unserved(asked, service, block, language, page) }
    let nearest = NearMiss.nearest(to: block.language, in: known)
    let source = asked == "policy" ? "the setting `policy` asks to run or compile" : "`\(asked)` on"
    return Diagnostic(
      .cannotRun, "\(source) \(what(block, language))", at: page.span(ofAttribute: asked, of: block),
      fix: nearest.map { "write `\($0)` as the language" }
        ?? "remove `\(asked)`, or write a checker for the language")
  }

  /// A block that only a service can run, on a page without it.
  private static func unserved(
    _ asked: String, _ service: String, _ block: Block, _ language: Language?, _ page: Page
  ) -> Diagnostic {
    Diagnostic(
      .cannotRun,
      "`\(asked)` on a block in \(language?.label ?? block.language), and this page has no service `\(service)` to run it",
      at: page.span(ofAttribute: asked, of: block),
      fix:
        "add an entry with `use: \(service)` and this page to `services` in site/portal.yml, or remove `\(asked)`"
    )
  }

  private static func what(_ block: Block, _ language: Language?) -> String {
    if block.language.isEmpty || levels.contains(block.language) { return "a block without a language" }
    return "a block in \(language?.label ?? "`\(block.language)`"), which nothing runs"
  }

  /// A JSON or HTTP block of which `run` is asked and that is not part of an exchange.
  public static func unsent(_ block: Block, on page: Page) -> Diagnostic? {
    guard block.form.isMessage, let level = block.attributes.level, level == .run || level == .compile else {
      return nil
    }
    return Diagnostic(
      .cannotRun, "`\(level.rawValue)` on a message that is not sent",
      at: page.span(ofAttribute: level.rawValue, of: block),
      fix: "write the response directly after its request, and `service: mock` in site/portal.yml")
  }

  /// What was asked of a block that every checker of its language has left unchecked.
  public static func unchecked(_ block: Block, on page: Page) -> Diagnostic? {
    guard let level = block.attributes.level, level == .run || level == .compile else { return nil }
    return Diagnostic(
      .cannotRun, "`\(level.rawValue)` on a block that no checker has checked",
      at: page.span(ofAttribute: level.rawValue, of: block), fix: "remove `\(level.rawValue)`")
  }

  /// Words that ask for a proof, which come after the language.
  private static let levels: Set<String> = ["run", "compile"]

  /// The attribute that asks for the block to be run or compiled, or `policy`.
  private static func asked(of block: Block, _ project: Project) -> String? {
    switch block.attributes.level {
    case .run: return "run"
    case .compile: return "compile"
    case .parse, .text: return nil
    case nil: break
    }
    if levels.contains(block.language) { return block.language }
    if block.attributes.exit != nil { return "exit" }
    if block.attributes.fails != nil { return "fails" }
    let policy = project.policy[block.language]
    return policy == .run || policy == .compile ? "policy" : nil
  }
}
