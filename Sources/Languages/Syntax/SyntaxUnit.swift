/// A text that is parsed in one piece.
public struct SyntaxUnit: Sendable {
  /// The code, every line at its own place in `shown`; without prompts.
  public var code: String
  /// The text as it is printed.
  public let shown: String
  /// Bytes of the prompt that each line of `shown` begins with; empty for code without prompts.
  public let prompts: [Int]
  /// Whether `...` may be code that is left out, as is usual in prose about code. Not when a proof is required of the
  /// block, which is then parsed as it is written.
  public var mayElide: Bool
  /// Statements that the text shows as refused, which are not in `code`: each must have an error.
  public var refused: [Refused] = []

  public struct Refused: Sendable, Hashable {
    /// 1-based.
    public var line: Int
    public var code: String
  }

  public init(_ code: String, mayElide: Bool = false) {
    self.init(code, shown: code, prompts: [], mayElide: mayElide)
  }

  init(_ code: String, shown: String, prompts: [Int], mayElide: Bool) {
    self.code = code
    self.shown = shown
    self.prompts = prompts
    self.mayElide = mayElide
  }

  func with(_ code: String) -> SyntaxUnit {
    var unit = self
    unit.code = code
    return unit
  }

  /// The 1-based line, 1-based byte column and length in bytes, in `shown`, of the place that a parser reported.
  public func place(of place: SyntaxFinding.Place) -> (line: Int, column: Int, length: Int) {
    if let statement = refused.first(where: { $0.line == place.line }) {
      let prompt = place.line <= prompts.count ? prompts[place.line - 1] : 0
      return (place.line, prompt + 1, max(1, statement.code.prefix { $0 != "\n" }.utf8.count))
    }
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    // Interpreters report the end of a text on the line after its last.
    var line = max(1, place.line)
    while line > 1, line > lines.count || lines[line - 1].allSatisfy(\.isWhitespace) { line -= 1 }
    let text = line <= lines.count ? lines[line - 1] : ""
    let indentation = text.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
    let end = text.utf8.count + 1
    // The column of a line without code is meaningless in the line before it, at whose end something is missing.
    let column = place.column.map { line < place.line ? end : min($0, end) } ?? (indentation + 1)
    let length = max(1, min(place.length, end - column))
    return (line, column + (line <= prompts.count ? prompts[line - 1] : 0), length)
  }
}

/// A finding in a unit: the first error, since those after it are mostly its consequences.
public struct SyntaxFinding: Sendable, Hashable, Codable {
  public struct Place: Sendable, Hashable, Codable {
    /// 1-based line of the unit's code.
    public var line: Int
    /// 1-based byte column; `nil` for the whole line without its indentation.
    public var column: Int?
    /// Bytes.
    public var length: Int

    public init(line: Int, column: Int? = nil, length: Int = 1) {
      self.line = line
      self.column = column
      self.length = column == nil ? .max / 2 : length
    }
  }

  public struct Note: Sendable, Hashable, Codable {
    public var message: String
    public var place: Place?

    public init(message: String, place: Place? = nil) {
      self.message = message
      self.place = place
    }
  }

  public var message: String
  public var place: Place
  public var notes: [Note]

  public init(_ message: String, at place: Place, notes: [Note] = []) {
    self.message = message
    self.place = place
    self.notes = notes
  }
}

/// Why units could not be parsed: a program is missing or does not work.
public struct SyntaxFailure: Error, Sendable, Hashable {
  public var message: String
  public var details: String?

  /// The failure as a sentence about what was to be parsed.
  ///
  /// - Parameter subject: with a verb, such as `2 Swift blocks were`.
  func about(_ subject: String) -> SyntaxFailure {
    SyntaxFailure(message: "\(subject) not parsed: \(message)", details: details)
  }
}
