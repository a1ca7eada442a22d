import Diagnostics

extension Rule {
  public static let badData = Rule(
    "bad-data", .error,
    "Table, list, sections or chart of an unknown file, JSON Pointer or key, or of a value that is not a number"
  ).formerly("bad-table", since: "0.1.0")
}

/// What directives about data have in common: the file, and `rows`, a JSON Pointer to the rows of it.
struct DataRequest {
  /// What a directive makes of the data, as messages name it.
  struct Form {
    /// Alone: `table`.
    var name: String
    /// In a sentence: `a table`.
    var phrase: String
    /// The parameters besides `rows`.
    var parameters: [String]
    var usage: String
  }

  let form: Form
  private var file = ""
  private var fileRange: Range<Int>
  private var rows: [String] = []
  private var rowsRange: Range<Int>
  /// The other parameters, in their order.
  var parameters: [DataWord] = []
  let source: SourceText
  /// Bytes of the whole comment in the page.
  let range: Range<Int>

  /// - Throws: everything that is wrong with the words.
  init(_ comment: DirectiveComment, as form: Form) throws(DiagnosticError) {
    self.form = form
    source = comment.source
    range = comment.range
    (fileRange, rowsRange) = (range, range)
    var findings: [Diagnostic] = []
    for word in DataWord.all(source.bytes, comment.rest) {
      do throws(DiagnosticError) {
        try read(word)
      } catch {
        findings += error.diagnostics
      }
    }
    // Without its file it is only incomplete, unless the words that were not read are the file.
    if findings.isEmpty, file.isEmpty { findings.append(incomplete("a file")) }
    if !findings.isEmpty { throw DiagnosticError(findings) }
  }

  var reference: DataReference {
    DataReference(file: file, at: source.span(fileRange), rows: rows, at: source.span(rowsRange))
  }

  func incomplete(_ part: String) -> Diagnostic {
    Diagnostic(
      .badData, "\(form.name.prefix(1).uppercased() + form.name.dropFirst()) without \(part)",
      at: source.span(range), fix: form.usage)
  }

  func givenTwice(_ word: DataWord) -> Diagnostic {
    Diagnostic(
      .badData, "`\(word.name ?? "")` is given twice", at: source.span(word.nameRange ?? word.range))
  }

  private mutating func read(_ word: DataWord) throws(DiagnosticError) {
    guard let name = word.name, let nameRange = word.nameRange else {
      guard file.isEmpty else {
        throw DiagnosticError(
          Diagnostic(
            .badData, "Unexpected word `\(word.value)` in \(form.phrase)", at: source.span(word.range),
            fix: form.usage))
      }
      (file, fileRange) = (word.value, word.range)
      return
    }
    if name == "rows" { return try readRows(word) }
    guard form.parameters.contains(name) else {
      throw DiagnosticError(
        Diagnostic(
          .badData, "Unknown parameter `\(name)` of \(form.phrase)", at: source.span(nameRange), name: name,
          guess: NearMiss.guess(for: name, in: ["rows"] + form.parameters), otherwise: form.usage))
    }
    parameters.append(word)
  }

  private mutating func readRows(_ word: DataWord) throws(DiagnosticError) {
    if rowsRange != range { throw DiagnosticError(givenTwice(word)) }
    rowsRange = word.range
    guard let pointer = DataReference.pointer(word.value) else {
      throw DiagnosticError(
        Diagnostic(
          .badData, "`rows` must be a JSON Pointer", at: source.span(word.range),
          fix: "write `rows=/\(word.value)`"))
    }
    rows = pointer
  }
}
