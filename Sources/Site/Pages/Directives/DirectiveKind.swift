import Diagnostics

extension Rule {
  public static let unknownDirective = Rule(
    "unknown-directive", .error, "Unknown `flowdocs:` directive, or an argument that does not exist")
}

/// One kind of directive: its name, what it takes, what it becomes, and what can be wrong with it.
///
/// The list of kinds is made once for a site. A kind belongs to the module that knows its content, and its closures hold
/// what they need of the site:
///
///     let version = DirectiveKind("version", "The version of the contract.") { request in
///       request.assembly("Version \(contract.version)\n")
///     }
public struct DirectiveKind: Sendable {
  /// The form of the argument after the name.
  public enum Argument: Sendable, Hashable {
    case none
    /// One word without spaces.
    case name
    /// One or more words.
    case words
    /// Words with a syntax of their own, which the kind reads.
    case custom
  }

  /// The content that a directive is replaced by.
  public enum Content: Sendable {
    /// Markdown that replaces the comment before the page is parsed; `nil` leaves the comment, and `findings` say why.
    case markdown(@Sendable (DirectiveRequest) -> SourceAssembly?)
    /// HTML that is written in its place when the page is rendered.
    case html(@Sendable (Directive, DirectivePlace) -> [UInt8])
  }

  public let name: String
  public let argument: Argument
  /// What it becomes, for the documentation: Markdown, one or two sentences.
  public let meaning: String
  public let content: Content
  /// The `id`s of what it becomes, to which links may lead. Headings of Markdown need not be given.
  public let anchors: @Sendable (Directive) -> [String]
  /// Whether it is a table of things that are shown in full elsewhere: their anchors are here only when nothing
  /// else has them.
  public let isIndex: Bool
  /// What is wrong with one directive on a page.
  public let findings: @Sendable (Directive, Page) -> [Diagnostic]
  /// Why a valid directive was not expanded; `nil` if only its place prevents it.
  public let unexpanded: @Sendable (Directive, Page) -> Diagnostic?

  public init(
    _ name: String, argument: Argument = .none, _ meaning: String, isIndex: Bool = false, content: Content,
    anchors: @escaping @Sendable (Directive) -> [String] = { _ in [] },
    findings: @escaping @Sendable (Directive, Page) -> [Diagnostic] = { _, _ in [] },
    unexpanded: @escaping @Sendable (Directive, Page) -> Diagnostic? = { _, _ in nil }
  ) {
    self.name = name
    self.argument = argument
    self.meaning = meaning
    self.isIndex = isIndex
    self.content = content
    self.anchors = anchors
    self.findings = findings
    self.unexpanded = unexpanded
  }

  /// A kind that becomes Markdown.
  public init(
    _ name: String, argument: Argument = .none, _ meaning: String,
    findings: @escaping @Sendable (Directive, Page) -> [Diagnostic] = { _, _ in [] },
    unexpanded: @escaping @Sendable (Directive, Page) -> Diagnostic? = { _, _ in nil },
    expansion: @escaping @Sendable (DirectiveRequest) -> SourceAssembly?
  ) {
    self.init(
      name, argument: argument, meaning, content: .markdown(expansion), findings: findings,
      unexpanded: unexpanded)
  }

  /// Whether it is replaced before the page is parsed.
  public var isExpanded: Bool {
    switch content {
    case .markdown: true
    case .html: false
    }
  }
}

/// A directive that is about to be expanded.
public struct DirectiveRequest: Sendable {
  /// The page as it was written.
  public let source: SourceText
  /// Bytes of the comment.
  public let range: Range<Int>
  /// The words after the name, one space between them; `nil` without any.
  public let argument: String?
  /// Bytes of all that is between the name and the end of the comment.
  public let words: Range<Int>
  /// All kinds of the site.
  public let directives: DirectiveList

  /// Markdown as the expansion; findings in it are reported at the directive.
  public func assembly(_ markdown: String) -> SourceAssembly {
    var assembly = SourceAssembly()
    assembly.add(markdown, from: source, at: range)
    return assembly
  }
}

/// What the HTML of a directive may need to know of the portal around it.
public struct DirectivePlace: Sendable {
  /// The page that is rendered.
  public let page: Page
  /// The address of generated content with this `id`, seen from the page that is rendered and not escaped; `nil` when
  /// no page shows it.
  public let address: @Sendable (_ anchor: String) -> String?

  public init(page: Page, address: @escaping @Sendable (_ anchor: String) -> String?) {
    self.page = page
    self.address = address
  }
}

/// The kinds of directives of a site, in the order in which they are listed to people.
public struct DirectiveList: Sendable {
  public let kinds: [DirectiveKind]
  private let positions: [String: Int]

  /// No directives: every comment `flowdocs:` is unknown.
  public static let none = DirectiveList([])

  /// If several kinds have the same name, the first is used.
  public init(_ kinds: [DirectiveKind]) {
    self.kinds = kinds
    positions = Dictionary(
      kinds.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  public subscript(name: String) -> DirectiveKind? { positions[name].map { kinds[$0] } }

  public var names: [String] { kinds.map(\.name) }

  /// The `id`s that a directive brings to its page.
  public func anchors(of directive: Directive) -> [String] { self[directive.name]?.anchors(directive) ?? [] }

  /// What is wrong with a directive on a page that was read with this list.
  ///
  /// - Parameter isShown: Whether the page is an example on another one, where nothing is expanded.
  public func findings(_ directive: Directive, on page: Page, isShown: Bool = false) -> [Diagnostic] {
    guard let kind = self[directive.name] else { return [] }
    let findings = kind.findings(directive, page)
    // Directives that can be expanded were replaced before the page was parsed.
    guard findings.isEmpty, kind.isExpanded, !isShown else { return findings }
    return [
      kind.unexpanded(directive, page)
        ?? Directive.misplaced(directive.name, at: page.source.span(directive.range))
    ]
  }
}
