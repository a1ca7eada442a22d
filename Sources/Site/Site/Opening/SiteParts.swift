import Diagnostics
import Languages
import Mermaid
import OpenRPC
import Pages
import Project
import Reference
import Symbols

/// The program's additions to a project: the languages of blocks, the kinds of directives, and the names of the parts it
/// adds.
///
///     let parts = SiteParts(directives: [DirectiveSource.tables, DirectiveSource.reference])
public struct SiteParts: Sendable {
  /// Who adds kinds of directives, in the order in which the kinds are listed to people.
  public var directives: [DirectiveSource]
  /// Names that pages may use, besides those of the contract.
  public var symbols: @Sendable (Project, [Page]) -> [Symbol]
  public var languages: Languages

  public init(
    languages: Languages = .ofSites, directives: [DirectiveSource] = [.tables, .reference],
    symbols: @escaping @Sendable (Project, [Page]) -> [Symbol] = { _, _ in [] }
  ) {
    self.languages = languages
    self.directives = directives
    self.symbols = symbols
  }
}

extension Languages {
  /// The languages FlowDocs knows, with the words that diagrams begin with.
  public static let ofSites = Languages.all.adding(.mermaid(kinds: Family.all.flatMap(\.keywords)))
}

/// Makes the kinds of directives of one owner, once their content is known.
public struct DirectiveSource: Sendable {
  public let kinds: @Sendable (DirectiveFacts) -> [DirectiveKind]

  public init(_ kinds: @escaping @Sendable (DirectiveFacts) -> [DirectiveKind]) { self.kinds = kinds }

  /// Data files as tables.
  public static let tables = DirectiveSource { TableDirective.kinds($0.files) }

  /// The targets of a Swift package as a diagram.
  public static let packageGraph = DirectiveSource { PackageGraphDirective.kinds($0.files) }

  /// Parts of the generated reference.
  public static let reference = DirectiveSource {
    ReferenceDirectives.kinds(contract: $0.contract, project: $0.project, section: $0.section)
  }
}

/// The content that directives can show.
public struct DirectiveFacts: Sendable {
  public let project: Project
  public let files: FileReader
  public let contract: Contract?
  /// The generated reference; `nil` when the project has none.
  public let section: ReferenceSection?
  public let metrics: [MetricDescription]
}
