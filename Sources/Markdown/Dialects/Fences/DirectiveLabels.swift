import Diagnostics

/// Labels that directives of Sphinx and MyST give, as lines `(label)=` before them:
///
///     ```{figure} cup.png     (cup)=
///     :name: cup          →
///     ```                     ```{figure} cup.png …
///
/// So do the name after `{figure-md}`, and targets and names of reStructuredText, `.. _cup:`, in `{eval-rst}`.
public enum DirectiveLabels {
  /// How many lines of options a directive may have.
  private static let longest = 100

  /// The text with a line for each label; `nil` when there are none.
  ///
  /// - Parameter offset: where Markdown begins, after the front matter.
  public static func rewritten(_ source: SourceText, from offset: Int) -> SourceText? {
    let bytes = source.bytes
    var assembly = SourceAssembly()
    var copied = 0
    var at = offset
    var isBehindText = false
    var fences = DirectiveFences()
    while at < bytes.count {
      let line = MarkupLine(bytes, at)
      at = line.next
      defer { isBehindText = !line.isBlank }
      if fences.takes(line, bytes) { continue }
      let (start, column) = line.text(bytes)
      let found = DirectiveOpening(bytes, start..<line.end)
      var labels: [Range<Int>] = []
      if let found, found.name == "eval-rst" {
        // Its contents are not Markdown.
        (labels, at) = targets(of: found, bytes, below: line)
      } else {
        fences.begin(line, at: start, column, found, bytes)
        labels = found.map { self.labels(of: $0, bytes, below: line) } ?? []
      }
      if labels.isEmpty { continue }
      // In an item of a list the next lines begin below its text.
      let isInItem = start > line.first
      let indent =
        isInItem
        ? String(repeating: " ", count: column)
        : String(decoding: bytes[line.start..<line.first], as: UTF8.self)
      assembly.copy(copied..<line.start, of: source)
      if isBehindText, !isInItem { assembly.add("\n", from: source, at: line.start..<line.start) }
      assembly.copy(line.start..<start, of: source)
      copied = start
      for label in labels {
        assembly.add("(", from: source, at: label)
        assembly.copy(label, of: source)
        assembly.add(")=\n\n" + indent, from: source, at: label)
      }
    }
    if assembly.bytes.isEmpty { return nil }
    assembly.copy(copied..<bytes.count, of: source)
    return assembly.text(path: source.path)
  }

  private static func labels(
    of directive: DirectiveOpening, _ bytes: [UInt8], below first: MarkupLine
  ) -> [Range<Int>] {
    directive.name == "figure-md" && !directive.argument.isEmpty
      ? [directive.argument] : options(bytes, below: first).map { [$0] } ?? []
  }

  /// `:name: cup` or `:label: cup`, or the same in YAML between two lines `---`.
  private static func options(_ bytes: [UInt8], below first: MarkupLine) -> Range<Int>? {
    var line = MarkupLine(bytes, first.next)
    let isYAML = line.isYAMLMark(bytes)
    if isYAML { line = MarkupLine(bytes, line.next) }
    for _ in 0..<longest where line.start < bytes.count {
      if isYAML ? line.isYAMLMark(bytes) : !line.isField(bytes) { return nil }
      let text = bytes[line.first..<line.end]
      for key in isYAML ? ["name: ", "label: "] : [":name: ", ":label: "] where text.starts(with: key.utf8) {
        let value = Words(bytes: bytes, at: line.first + key.utf8.count, end: line.end).rest
        return value.isEmpty ? nil : value
      }
      line = MarkupLine(bytes, line.next)
    }
    return nil
  }

  /// The labels in reStructuredText, and where Markdown goes on: at the end of the page when nothing closes it.
  private static func targets(
    of directive: DirectiveOpening, _ bytes: [UInt8], below first: MarkupLine
  ) -> (labels: [Range<Int>], end: Int) {
    var found: [Range<Int>] = []
    var line = MarkupLine(bytes, first.next)
    while line.start < bytes.count,
      !line.closes(mark: directive.mark, length: directive.length, indent: nil, bytes)
    {
      let text = bytes[line.first..<line.end]
      if text.starts(with: ".. _".utf8), text.last == UInt8(ascii: ":"), text.count > 5 {
        found.append((line.first + 4)..<(line.end - 1))
      } else if text.starts(with: ":name: ".utf8) {
        found.append(Words(bytes: bytes, at: line.first + 7, end: line.end).rest)
      }
      line = MarkupLine(bytes, line.next)
    }
    return (found, line.next)
  }
}
