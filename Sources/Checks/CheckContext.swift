import Foundation
import Languages
import OpenRPC
import Pages
import Project
import Site
import Symbols

/// All that the checks look at. The checks write nothing, run nothing that a page says, and open no
/// connection.
public struct CheckContext: Sendable {
  public var project: Project
  public var contract: Contract?
  public var files: FileReader
  /// The names that inline code is held against.
  public var symbols: SymbolTable
  /// Diagrams that are known to be drawn without a finding.
  public var drawings: ContentCache
  /// What the service exports, for the pages that show it.
  public var metrics: [MetricDescription] = []
  /// What the program says about itself, for the pages that show it.
  public var program: ProgramParts?
  /// The day on which expired skips are judged.
  public var today: CalendarDay
  /// Anchors of generated content, by the path of the page: page → anchors. Those of the contract's methods,
  /// schemas and errors, where a page has directives for them, are known without being given.
  public var extraAnchors: [String: Set<String>]
  /// The languages of blocks.
  public var languages = Languages.all
  /// The folders in which parsers are looked up, as in `PATH`; `nil` takes the `PATH` of this process.
  public var searchPath: String?
  /// Whether code is parsed, for which compilers and interpreters are started.
  public var parsesCode: Bool

  public init(
    project: Project, contract: Contract? = nil,
    files: FileReader, symbols: SymbolTable = .none, drawings: ContentCache = ContentCache(),
    today: CalendarDay, extraAnchors: [String: Set<String>] = [:], searchPath: String? = nil,
    parsesCode: Bool = true
  ) {
    self.project = project
    self.contract = contract
    self.files = files
    self.symbols = symbols
    self.drawings = drawings
    self.today = today
    self.extraAnchors = extraAnchors
    self.searchPath = searchPath
    self.parsesCode = parsesCode
  }

  /// Which of the files that pages link to the portal has.
  var published: PublishedFiles { PublishedFiles(of: project, files: files) }

  /// Whether a block is only to be shown: its fence says `text`, or its language's policy does.
  func isText(_ block: Block) -> Bool {
    (block.attributes.level ?? project.policy[block.language]) == .text
  }
}
