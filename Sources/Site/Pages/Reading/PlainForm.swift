import Diagnostics
import Dialects
import Project

/// Boxes, tabs, definition lists and markup in text as Markdown that is read in every dialect. Rewriting it again changes
/// nothing.
enum PlainForm {
  /// - Parameters:
  ///   - offset: where Markdown begins, after the front matter.
  ///   - kept: the starts of lines that open boxes and tabs which stay as they are.
  static func rewritten(
    _ source: SourceText, from offset: Int, _ project: Project, isMDX: Bool, keeping kept: Set<Int> = []
  ) -> SourceText {
    var source = source
    if let rewritten = ContainerRewriting.rewritten(
      source, from: offset, project.dialect, isMDX: isMDX, keeping: kept)
    {
      source = rewritten
    }
    if let rewritten = asides(source, from: offset, project) { source = rewritten }
    if let rewritten = definitions(source, from: offset, project) { source = rewritten }
    return TextRewriting.rewritten(source, from: offset, project.textMarkup) ?? source
  }

  private static func asides(_ source: SourceText, from offset: Int, _ project: Project) -> SourceText? {
    project.dialect.isCatalogue ? CatalogueAsides.rewritten(source, from: offset) : nil
  }

  private static func definitions(_ source: SourceText, from offset: Int, _ project: Project) -> SourceText? {
    guard project.textMarkup.contains(.definitions) else { return nil }
    return DefinitionLists.rewritten(source, from: offset, hasTerms: project.dialect.hasTerms)
  }

  /// The lines of a file that the plain form writes differently, and what is on them.
  static func changes(
    _ source: SourceText, from offset: Int, _ project: Project, keeping kept: Set<Int>
  ) -> [PlainChange] {
    var found = ContainerRewriting.places(in: source, from: offset, project.dialect)
      .filter { !kept.contains($0.start) }
      .map { PlainChange(line: source.lines.line(at: $0.start), kind: $0.kind) }
    var text =
      ContainerRewriting.rewritten(source, from: offset, project.dialect, keeping: kept) ?? source
    if let rewritten = asides(text, from: offset, project) {
      found += lines(made: rewritten, from: text, "box")
      text = rewritten
    }
    if let rewritten = definitions(text, from: offset, project) {
      found += lines(made: rewritten, from: text, "definition list")
      text = rewritten
    }
    if let rewritten = TextRewriting.rewritten(text, from: offset, project.textMarkup) {
      found += lines(made: rewritten, from: text, "markup in text")
    }
    return found
  }

  /// The lines of what one step of rewriting made. Of lines below each other the first is named.
  private static func lines(made text: SourceText, from source: SourceText, _ kind: String) -> [PlainChange] {
    var found: [PlainChange] = []
    var last = -1
    for piece in text.pieces {
      guard case .generated(let origin, let range) = piece.origin, origin == source else { continue }
      let line = source.span(range).start.line
      if line > last + 1 { found.append(PlainChange(line: line, kind: kind)) }
      last = max(last, line)
    }
    return found
  }
}

/// A line of a file that has another form in plain Markdown.
public struct PlainChange: Sendable, Hashable {
  public var line: Int
  /// `box`, `tab`, `definition list`, …
  public var kind: String

  public init(line: Int, kind: String) {
    self.line = line
    self.kind = kind
  }
}
