import Project

/// Words after a fence that other tools read: lines to mark, labels, and what only those tools need. They are no
/// attributes of FlowDocs, and no misspelt ones.
enum OtherFenceWords {
  /// Names that say which lines are marked, and how.
  static let marks: [String: WritableKeyPath<CodeMarks, [ClosedRange<Int>]> & Sendable] = [
    "hl_lines": \.highlighted, "mark": \.highlighted, "highlight": \.highlighted,
    "emphasize-lines": \.highlighted,
    "ins": \.inserted, "add": \.inserted, "del": \.deleted, "rem": \.deleted, "collapse": \.folded,
  ]

  /// Names that say how all lines are shown.
  static let shown: [String: ShownWord] = [
    "linenums": .numbers, "showLineNumbers": .numbers, "showlinenumbers": .numbers, "lineNumbers": .numbers,
    "line-numbers": .numbers, "linenos": .numbers, "startLineNumber": .numbers, "linenostart": .numbers,
    "lineno-start": .numbers, "wrap": .wrap, "linewrap": .wrap, "wordWrap": .wrap, "annotate": .notes,
  ]

  enum ShownWord {
    /// The value may be the number of the first line.
    case numbers
    case wrap
    case notes

    /// - Parameter value: empty for a word without one.
    func apply(_ value: String, to marks: inout CodeMarks) {
      if value == "false" { return }
      switch self {
      case .numbers: marks.firstNumber = Int(value) ?? marks.firstNumber ?? 1
      case .wrap: marks.isWrapped = true
      case .notes: marks.hasNotes = true
      }
    }
  }

  /// Names that change nothing here: of Python-Markdown, Expressive Code, Prism, Shiki, rustdoc, Sphinx and Quarto.
  static let ignored: Set<String> = [
    "lines", "start", "anchor_linenums", "caption", "name", "class", "id", "frame", "preserveIndent",
    "twoslash", "copy", "nocopy", "no-copy", "live", "noInline", "metastring", "filename", "icon",
    "theme",
    "expandable", "focus", "error", "warning", "diff", "ignore", "no_run", "should_panic", "compile_fail",
    "norun",
    "noplayground", "editable", "lang", "language", "meta", "npm2yarn", "tabs", "use_pygments",
    "linenospecial", "style", "anchor", "hl-lines", "nonum", "eval", "echo", "notest", "test",
  ]

  /// The name of a MyST directive or of an engine of R Markdown, in braces as the whole first word.
  static func directive(_ word: some Collection<UInt8>) -> String? {
    guard word.first == UInt8(ascii: "{"), word.count > 2,
      word.dropFirst().prefix(while: { $0 != UInt8(ascii: "}") }).count == word.count - 2
    else { return nil }
    let name = word.dropFirst().prefix(word.count - 2)
    guard let first = name.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first | 0x20) else {
      return nil
    }
    return String(decoding: name, as: UTF8.self)
  }
}
