import Diagnostics
import Languages
import Pages

/// One static check: the rules that it reports, and the function that finds violations.
///
/// A new check is a file with its value and a line in `Checks.all`; the catalogue of rules is made from that list.
public struct Check: Sendable {
  /// The heading of the catalogue that its rules are listed under.
  public let topic: Topic
  public let rules: [Rule]
  public let scope: Scope

  /// Topics are listed in this order. The raw value is the name of the group of its rules.
  public enum Topic: String, Sendable, CaseIterable {
    case pages, blocks, commands, facts, payloads, monitoring, drawings

    var title: String {
      switch self {
      case .pages: "Pages, links and names"
      case .blocks: "Fences, files and settings"
      case .commands: "Commands and code"
      case .facts: "Files, numbers and contents"
      case .payloads: "JSON and payloads"
      case .monitoring: "Queries and alerts"
      case .drawings: "Diagrams and formulas"
      }
    }
  }

  /// The input of a check, and so when it is run.
  public enum Scope: Sendable {
    /// A page by itself.
    case page(@Sendable (CheckedPage) -> [Diagnostic])
    /// A page by itself, and also a page that another page shows as an example.
    case shownPage(@Sendable (CheckedPage) -> [Diagnostic])
    /// A page, and the targets of its links on other pages.
    case links(@Sendable (CheckedPage, OutlineIndex) -> [Diagnostic])
    /// The project without its pages, and the places on them that its settings name.
    case settings(@Sendable (CheckContext, OutlineIndex) -> [Diagnostic])
    /// All pages at once: for programs that are started once, and for findings that need several pages.
    case allPages(@Sendable (CheckedPages) async -> [Diagnostic])
  }

  public init(_ topic: Topic, _ rules: [Rule], _ scope: Scope) {
    self.topic = topic
    self.rules = rules
    self.scope = scope
  }
}

/// A page as checks see it.
public final class CheckedPage: Sendable {
  public let page: Page
  public let context: CheckContext
  /// Whether another page shows this one as an example, in which nothing is put in place of directives.
  public let isShown: Bool
  /// Whether the page tells of other versions, in which other names and files exist.
  let isHistory: Bool
  /// The JSON of its blocks.
  let messages = PageMessages()
  /// The shell blocks of the page.
  let scripts = PageScripts()
  /// The languages that its blocks are evidently in, by their positions.
  private let apparentLanguages = Memo<Int, Language?>()
  private let shownPages = Memo<Bool, [CheckedPage]>()

  public init(_ page: Page, _ context: CheckContext, isShown: Bool = false) {
    self.page = page
    self.context = context
    self.isShown = isShown
    isHistory = HistoryPages.has(page)
  }

  /// The pages that this one shows as examples.
  var shown: [CheckedPage] {
    shownPages.value(isShown) { isShown in
      isShown ? [] : context.site.pages(shownOn: page).map { CheckedPage($0, context, isShown: true) }
    }
  }

  /// The language that a block is evidently in; `nil` when it may be what its fence says.
  func apparentLanguage(of block: Block) -> Language? {
    guard block.origin.file == nil, let language = context.languages[block.language] else { return nil }
    return apparentLanguages.value(block.index) { _ in
      context.languages.apparentLanguage(of: block.code, in: language)
    }
  }
}

/// All pages whose findings are wanted.
public struct CheckedPages: Sendable {
  let checked: [CheckedPage]
  /// Whether these are all pages of the project.
  public let areAll: Bool
  public let context: CheckContext

  public var pages: [Page] { checked.map(\.page) }
  /// The pages, and those that they show as examples.
  var withShown: [CheckedPage] { checked + checked.flatMap(\.shown) }
}
