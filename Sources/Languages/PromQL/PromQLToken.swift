/// A word, literal or sign of PromQL.
struct PromQLToken: Hashable {
  enum Kind: Hashable {
    case number(Double)
    /// `1h30m`, in seconds.
    case duration(Double)
    /// A quoted text without its quotes and escapes.
    case string(String)
    /// A name or keyword, as it is written.
    case word(String)
    /// An operator, bracket or comma.
    case sign(String)
    case end
  }

  var kind: Kind
  var range: Range<Int>

  /// A keyword in lower case; also any other word.
  var word: String? { if case .word(let text) = kind { text.lowercased() } else { nil } }

  func isSign(_ text: String) -> Bool { kind == .sign(text) }

  /// As it is called in messages.
  var description: String {
    switch kind {
    case .number: "a number"
    case .duration: "a duration"
    case .string: "a quoted text"
    case .word(let text): "`\(text)`"
    case .sign(let text): "`\(text)`"
    case .end: "the end of the query"
    }
  }
}
