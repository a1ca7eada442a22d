import Languages
import OpenRPC
import Pages
import Patterns
import Project
import Site
import Symbols

/// All that the checks look at. The checks write nothing, run nothing that a page says, and open no
/// connection.
public final class CheckContext: Sendable {
  public let site: Site
  /// The date against which `until=` is compared.
  public let today: CalendarDay
  /// The programs that parse code; each says its version once.
  public let tools: ParserTools
  /// Whether code is parsed, for which compilers and interpreters are started.
  public let parsesCode: Bool
  /// The phrases of `words:`, and what to write instead.
  let avoidedPhrases: Phrases<String>
  let operations: ContractOperations

  /// - Parameters:
  ///   - searchPath: The folders in which parsers are looked up, as in `PATH`; `nil` for the `PATH` of this process.
  ///   - starter: How they are found and started.
  public init(
    site: Site, today: CalendarDay, searchPath: String? = nil, starter: ProcessStarter = .direct,
    parsesCode: Bool = true
  ) {
    self.site = site
    self.today = today
    tools = ParserTools(searchPath: searchPath, starter: starter)
    self.parsesCode = parsesCode
    avoidedPhrases = Phrases(
      site.project.words.flatMap { entry in entry.phrases.map { ($0, entry.instead) } })
    operations = ContractOperations(site.contract)
  }

  public var project: Project { site.project }
  public var languages: Languages { site.languages }
  var contract: Contract? { site.contract }
  var files: FileReader { site.files }
  var published: PublishedFiles { site.published }
  /// The names that inline code is checked against.
  var symbols: SymbolTable { site.symbols }

  /// Whether a block is only to be shown: its fence says `text`, or its language's policy does.
  func isText(_ block: Block) -> Bool { project.statedLevel(of: block, in: languages) == .text }
}
