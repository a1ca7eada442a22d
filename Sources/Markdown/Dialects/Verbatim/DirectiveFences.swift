/// Follows a page whose fences may be directives of Sphinx, which have Markdown in them: tells code and HTML, where nothing
/// is markup, from what is between the fences of a directive.
struct DirectiveFences {
  private var verbatim: VerbatimText?
  /// Directives in each other: more are text, so that a page with many that never end is read in one go.
  static let depth = 12

  /// The fences of the directives that are open.
  private var open: [(mark: UInt8, length: Int)] = []

  /// Whether a line is code or HTML that began above, or the end of a directive. Lines come in order.
  mutating func takes(_ line: MarkupLine, _ bytes: [UInt8]) -> Bool {
    if let begun = verbatim {
      if begun.ends(line, bytes) { verbatim = nil }
      return true
    }
    guard
      let closed = open.lastIndex(where: {
        line.closes(mark: $0.mark, length: $0.length, indent: nil, bytes)
      })
    else { return false }
    open.removeSubrange(closed...)
    return true
  }

  /// Begins what a line opens.
  ///
  /// - Parameter directive: the one on it: what is in it may be Markdown.
  mutating func begin(
    _ line: MarkupLine, at start: Int, _ column: Int, _ directive: DirectiveOpening?, _ bytes: [UInt8]
  ) {
    if let directive, directive.hasMarkdown {
      // What is between colons is Markdown anyway.
      if open.count < Self.depth, directive.mark != UInt8(ascii: ":") {
        open.append((directive.mark, directive.length))
      }
    } else {
      verbatim = VerbatimText(bytes, line, at: start, indent: column)
    }
  }
}
