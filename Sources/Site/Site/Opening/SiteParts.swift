import Diagnostics
import Languages
import Mermaid
import OpenRPC
import Pages
import Project
import Reference
import Symbols

/// The program's additions to a project: the languages of blocks, the kinds of directives, and further names.
///
///     let parts = SiteParts(directives: .ofPortals)
public struct SiteParts: Sendable {
  /// Who adds kinds of directives, in the order in which the kinds are listed to people.
  public var directives: [DirectiveSource]
  /// Names that pages may use, besides those of the project.
  public var symbols: [Symbol]
  public var languages: Languages

  public init(
    languages: Languages = .ofSites, directives: [DirectiveSource] = [],
    symbols: [Symbol] = []
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

  /// Data files as tables, lists and sections.
  public static let tables = DirectiveSource { DataDirectives.kinds($0.data) }

  /// The targets of a Swift package as a diagram.
  public static let packageGraph = DirectiveSource { PackageGraphDirective.kinds($0.files) }

  /// Parts of the generated reference.
  public static let reference = DirectiveSource {
    ReferenceDirectives.kinds(contract: $0.contract, project: $0.project, section: $0.section)
  }
}

extension SiteParts {
  /// The kinds of directives for a project.
  public func directives(_ facts: DirectiveFacts) -> DirectiveList {
    DirectiveList(directives.flatMap { $0.kinds(facts) })
  }

  /// The kinds of directives as they are listed to people; there is nothing that they could show.
  public var listing: DirectiveList {
    directives(
      DirectiveFacts(
        project: Project(root: ""), files: .memory([:]), data: DataFiles(.memory([:])), contract: nil,
        section: nil, metrics: []))
  }
}

/// The content that directives can show.
public struct DirectiveFacts: Sendable {
  public let project: Project
  public let files: FileReader
  public let data: DataFiles
  public let contract: Contract?
  /// The generated reference; `nil` when the project has none.
  public let section: ReferenceSection?
  public let metrics: [MetricDescription]
}
