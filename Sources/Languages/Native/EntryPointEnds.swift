import Diagnostics

extension Merging {
  /// The 0-based line of the first statement directly in the entry point that begins with one of the words, when other
  /// statements follow it: these can never run.
  ///
  /// A statement in a branch or a loop says nothing, because it may not be reached.
  func statementBeforeOthers(in code: String, beginningWith ends: [String]) -> Int? {
    guard let main = BraceItem.items(code, endsAtLines: endsAtLines).first(where: { part($0) == .main }),
      let start = code.firstRange(of: main.code), let open = Self.body(of: main.code)
    else { return nil }
    let body = String(main.code[open...].dropFirst())
    let items = BraceItem.items(body, endsAtLines: endsAtLines)
    // The brace that closes the body may follow a last expression in the same item.
    let closing = items.firstIndex { !$0.hasBody && $0.head.hasSuffix("}") } ?? items.endIndex
    let statements = items.prefix(closing + 1).filter { $0.head != "}" }
    guard
      let end = statements.dropLast().first(where: { statement in
        !statement.hasBody && ends.contains { Self.begins(statement.head, with: $0) }
      })
    else { return nil }
    let before = code[..<start.lowerBound] + main.code[...open]
    return before.utf8.count { $0 == UInt8(ascii: "\n") } + end.lines.lowerBound
  }

  /// Whether code defines things and does nothing.
  func hasOnlyDeclarations(_ code: String) -> Bool {
    BraceItem.items(code, endsAtLines: endsAtLines).allSatisfy { item in
      switch part(item) {
      case .imports, .declaration, .package: true
      case .main: false
      case .statement: item.head.hasPrefix("#") || Self.declaring.contains(item.word)
      }
    }
  }

  /// Words with which items of Rust begin, which may be in a function.
  private static let declaring: Set<String> = [
    "fn", "pub", "struct", "enum", "impl", "trait", "mod", "use", "const", "static", "type", "async",
    "unsafe", "extern",
  ]

  /// The brace that opens the body of the entry point.
  private static func body(of code: String) -> String.Index? {
    guard let name = code.firstRange(of: "main(") else { return nil }
    return code[name.upperBound...].firstIndex(of: "{")
  }

  /// Whether a statement is a call or a word, and not a longer name.
  private static func begins(_ statement: String, with word: String) -> Bool {
    guard statement.hasPrefix(word) else { return false }
    let next = statement.dropFirst(word.count).first
    return next.map { !($0.isLetter || $0.isNumber || $0 == "_") } ?? true
  }
}
