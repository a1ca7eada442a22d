/// Attributes that change how readers see a block, and nothing of its result.
extension FenceAttribute {
  static let shown: [FenceAttribute] = [
    shown(
      "numbers", takes: "the number of the first line", sample: "1", "Each line has its number.",
      value: { $0.firstNumber.map { "\($0)" } },
      read: { text, marks in
        guard let number = Int(text), number >= 0 else { return false }
        marks.firstNumber = number
        return true
      }),
    shown(
      "folded", takes: "lines such as `3-8`", sample: "\"3-8,12-20\"", "These lines open with a click.",
      value: { CodeMarks.text($0.folded) },
      read: { text, marks in
        guard let ranges = CodeMarks.ranges(text) else { return false }
        marks.folded += ranges
        return true
      }),
    shown("wrap", "Lines that are too long for the page are wrapped.", \.isWrapped),
    shown(
      "notes",
      "Comments `(1)`, `(2)` … at the ends of lines become marks for the items of the numbered list below the block.",
      \.hasNotes),
  ]

  private static func shown(
    _ name: String, takes: String, sample: String, _ meaning: String,
    value: @escaping @Sendable (CodeMarks) -> String?,
    read: @escaping @Sendable (String, inout CodeMarks) -> Bool
  ) -> FenceAttribute {
    FenceAttribute(
      name: name, takes: takes, sample: sample, meaning: meaning, needsRun: false, cacheKey: .shown,
      isForCheckers: false, value: { value($0.marks) },
      read: .value { text, attributes in read(text, &attributes.marks) })
  }

  private static func shown(
    _ name: String, _ meaning: String, _ path: WritableKeyPath<CodeMarks, Bool> & Sendable
  ) -> FenceAttribute {
    FenceAttribute(
      name: name, takes: nil, sample: nil, meaning: meaning, needsRun: false, cacheKey: .shown,
      isForCheckers: false, value: { $0.marks[keyPath: path] ? "" : nil },
      read: .flag { $0.marks[keyPath: path] = true })
  }
}
