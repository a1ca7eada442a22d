/// The Swift code of one session or one whole file, written as one source file with one function.
struct SwiftUnit: Sendable {
  var unit: CompileUnit

  init(_ unit: CompileUnit) { self.unit = unit }

  var name: String { unit.name }
  var pieces: [CodePiece] { unit.pieces }
  var functionName: String { "flowDocsRun_\(name)" }
  var fileName: String { "unit_\(name).swift" }

  /// Whether the code may suspend. What cannot becomes a plain function: compiling an asynchronous one takes
  /// nearly twice the time. The words may be in a string or a comment, which costs only time.
  var isAsynchronous: Bool {
    pieces.contains { piece in
      let text = String(decoding: piece.code, as: UTF8.self).utf8
      return ["await", "async", "@main"].contains { text.firstRange(of: $0.utf8) != nil }
    }
  }

  /// The statement that runs the unit.
  var call: String { isAsynchronous ? "try await \(functionName)()" : "try \(functionName)()" }
}

/// The generated text of a unit, and how far its lines are shifted against their sources.
struct GeneratedSwift: Sendable {
  struct LineKey: Hashable, Sendable {
    var path: String
    var line: Int
  }

  /// Bytes inserted into a line: from that 0-based byte column on, everything is that much further right.
  struct Shift: Sendable, Hashable {
    var column: Int
    var width: Int
  }

  var text: [UInt8] = []
  var shifts: [LineKey: Shift] = [:]
}

extension SwiftUnit {
  /// Writes the unit as Swift: imports, then declarations at file scope, then a function with the statements.
  ///
  /// Types get `private` where they have no access modifier, so that blocks of different sessions may use the
  /// same names in the one module. Every line keeps its place by `#sourceLocation`; before each statement at
  /// the top its line is recorded, so that a crash can be reported at the line it came from.
  func generate() -> GeneratedSwift {
    var writer = SwiftWriter()
    let outlines = pieces.map { SwiftOutline($0.code) }
    let lines = pieces.map { piece in
      piece.code.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Array($0) }
    }
    let hoisted = hoistedItems(outlines, lines)
    var moved = pieces.map { _ in Set<Int>() }
    for (piece, item) in hoisted where item.kind == .importDeclaration {
      writer.write(item, of: pieces[piece], lines[piece])
      moved[piece].formUnion(item.lines)
    }
    for (piece, item) in hoisted where item.kind != .importDeclaration {
      writer.write(item, of: pieces[piece], lines[piece])
      moved[piece].formUnion(item.lines)
    }
    writer.endLocation()
    writer.line("@MainActor func \(functionName)() \(isAsynchronous ? "async " : "")throws {")
    for (index, piece) in pieces.enumerated() {
      writer.line("flowDocsBlock(\(piece.marker))")
      writer.locate(piece.path, piece.firstLine)
      for (number, line) in lines[index].enumerated() {
        if moved[index].contains(number) {
          writer.line("")
          continue
        }
        if outlines[index].statements.contains(number) {
          writer.line("flowDocsLine(\(piece.firstLine + number))")
          writer.locate(piece.path, piece.firstLine + number)
        }
        var line = line
        for column in outlines[index].modifiers[number] ?? 0..<0 { line[column] = UInt8(ascii: " ") }
        writer.line(line)
      }
      writer.endLocation()
    }
    for (_, item) in hoisted {
      if let entry = item.entryPoint { writer.line("try await \(entry.type).main()") }
    }
    writer.line("}")
    return writer.result
  }

  /// Everything that moves to file scope: all but the functions that use variables of the statements.
  private func hoistedItems(
    _ outlines: [SwiftOutline], _ lines: [[[UInt8]]]
  ) -> [(piece: Int, item: SwiftOutline.Item)] {
    var bound = outlines.reduce(into: Set<String>()) { $0.formUnion($1.variables) }
    var items: [(piece: Int, item: SwiftOutline.Item)] = []
    var functions: [(piece: Int, item: SwiftOutline.Item, words: Set<String>, name: String)] = []
    for (piece, outline) in outlines.enumerated() {
      for item in outline.items {
        guard item.kind == .function else {
          items.append((piece, item))
          continue
        }
        let code = Array(lines[piece][item.lines].joined(separator: [UInt8(ascii: "\n")]))
        // Those in interpolations count, too.
        let words = SwiftTokenizer.tokens(code).filter { $0.kind == .word }
          .map { String(decoding: code[$0.range], as: UTF8.self) }
        functions.append((piece, item, Set(words), Self.functionName(in: code)))
      }
    }
    let hasDeclarations = items.contains { $0.item.kind != .importDeclaration }
    guard hasDeclarations else { return items }
    var changed = true
    while changed {
      changed = false
      for function in functions
      where !bound.contains(function.name) && !bound.isDisjoint(with: function.words) {
        bound.insert(function.name)
        changed = true
      }
    }
    return items + functions.filter { !bound.contains($0.name) }.map { ($0.piece, $0.item) }
  }
}

extension SwiftUnit {
  /// What a declaration calls its function: a name or an operator.
  fileprivate static func functionName(in code: [UInt8]) -> String {
    let tokens = SwiftTokenizer.tokens(code).filter { $0.depth == 0 }
    func text(_ token: SwiftToken) -> String { String(decoding: code[token.range], as: UTF8.self) }
    guard let keyword = tokens.firstIndex(where: { $0.kind == .word && text($0) == "func" }),
      keyword + 1 < tokens.count
    else { return "" }
    return text(tokens[keyword + 1])
  }
}

/// Appends lines and keeps `#sourceLocation` and the shifts.
private struct SwiftWriter {
  var result = GeneratedSwift()
  private var isLocated = false

  mutating func line(_ text: String) { line(Array(text.utf8)) }

  mutating func line(_ bytes: [UInt8]) {
    result.text += bytes
    result.text.append(UInt8(ascii: "\n"))
  }

  mutating func locate(_ path: String, _ line: Int) {
    let escaped = path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    self.line("#sourceLocation(file: \"\(escaped)\", line: \(line))")
    isLocated = true
  }

  /// What follows is generated.
  mutating func endLocation() {
    if isLocated { line("#sourceLocation()") }
    isLocated = false
  }

  /// A declaration at file scope, with its line numbers.
  mutating func write(_ item: SwiftOutline.Item, of piece: CodePiece, _ lines: [[UInt8]]) {
    locate(piece.path, piece.firstLine + item.lines.lowerBound)
    for number in item.lines {
      var text = lines[number]
      if let entry = item.entryPoint, entry.place.line == number {
        // `@main` marks the program's entry; here the generated function calls it.
        for offset in 0..<5 { text[entry.place.column + offset] = UInt8(ascii: " ") }
      }
      if let access = item.access, access.line == number, !isConformance(item.kind) {
        let word = Array("private ".utf8)
        text.insert(contentsOf: word, at: access.column)
        result.shifts[.init(path: piece.path, line: piece.firstLine + number)] =
          .init(column: access.column, width: word.count)
      }
      line(text)
    }
  }

  /// An extension that adds a conformance takes no access modifier.
  private func isConformance(_ kind: SwiftOutline.Kind) -> Bool {
    kind == .extensionDeclaration(conforms: true)
  }
}
