import Diagnostics
import Project

/// The values of the YAML between the first two `---` lines.
public struct FrontMatter: Sendable, Hashable {
  public var title: String?
  public var description: String?
  /// The position among the pages of a folder, ascending; pages without it are last, sorted by title.
  public var order: Int?
  /// `landing`, `walkthrough`, `tutorial`, `how-to`, `reference` or `explanation`.
  public var kind: String?
  /// Who the page is for, as a phrase that follows "for": `developers who start their first job`.
  public var audience: String?
  /// The reading time in minutes, above 0.
  public var minutes: Int?
  /// The day of the news that the page is: pages with one are in the feed.
  public var date: CalendarDay?
  /// Whether the page is not to be published yet.
  public var isDraft = false
  /// What the page is written in, when it is not the language of the portal.
  public var language: TextLanguage?
  /// The label in the sidebar when the title is too long for it.
  public var navigationTitle: String?
  /// Names on this page that look like symbols but are not, on purpose.
  public var ignoredSymbols: [IgnoredSymbol] = []
  /// What links may call the page in the dialect of its tool, as the page says: `cli`, or `/guides/start` from the root
  /// of the content.
  public var addresses: [String] = []
  /// Addresses that the page had before, from the root of the portal.
  public var formerAddresses: [String] = []
  /// Words that readers may search for although the page does not have them.
  public var otherNames: [String] = []
  /// Keys that FlowDocs does not know, on a page of a folder that is not a portal.
  public var otherKeys: [String] = []
  /// Bytes of the whole front matter in the file, delimiters included; empty without one.
  public var range: Range<Int>

  public init(
    title: String? = nil, description: String? = nil, order: Int? = nil, kind: String? = nil,
    audience: String? = nil, minutes: Int? = nil, navigationTitle: String? = nil, range: Range<Int> = 0..<0
  ) {
    self.title = title
    self.description = description
    self.order = order
    self.kind = kind
    self.audience = audience
    self.minutes = minutes
    self.navigationTitle = navigationTitle
    self.range = range
  }
}

extension FrontMatter {
  static let landing = "landing"
  static let walkthrough = "walkthrough"

  /// Whether the page is a landing page: it has a layout of its own, and need not have what other pages must have.
  public var isLanding: Bool { kind == Self.landing }

  /// Whether the headings of the page are steps, with checks of the reader's work.
  public var isWalkthrough: Bool { kind == Self.walkthrough }
}

/// A name that a page may use although nothing defines it: `ignoredSymbols:` of its front matter.
public struct IgnoredSymbol: Sendable, Hashable {
  public var name: String
  /// The reason, for readers of the source.
  public var reason: String
  public var span: SourceSpan

  public init(name: String, reason: String, span: SourceSpan) {
    self.name = name
    self.reason = reason
    self.span = span
  }
}
