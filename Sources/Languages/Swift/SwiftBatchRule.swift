/// Decides whether code may be compiled in one module with other code: whether its diagnostics and its output are then the
/// same as alone.
///
/// It is a list of what is allowed, and everything else is compiled alone: a wrong refusal costs 0.2 s, a wrong
/// permission a verdict that is not true. Allowed are statements without concurrency and without conditions on
/// lifetimes, variables that only statements use, and declarations that are the same when they are private.
struct SwiftBatchRule: Sendable {
  struct Piece: Sendable {
    var code: [UInt8]
    /// With comments and the parts of literals.
    var allTokens: [SwiftToken]
    var outline: SwiftOutline
    var tokens: [OutlineToken]
    /// For each token the item it belongs to.
    var items: [Int?]

    func text(_ index: Int) -> String {
      tokens.indices.contains(index) ? String(decoding: code[tokens[index].range], as: UTF8.self) : ""
    }
  }

  struct Variable: Sendable {
    var name: String
    var isConstant: Bool
    /// Position of the piece.
    var piece: Int
    /// The bytes at which the name and at which what follows the declaration begins.
    var start: Int
    var end: Int
  }

  let pieces: [Piece]
  /// Variables that are declared at the top level of the code, in order.
  var variables: [Variable] = []
  private(set) var imports: Set<String> = []
  private let types: Set<String>

  init?(_ codes: [[UInt8]]) {
    var pieces: [Piece] = []
    for code in codes {
      let all = SwiftTokenizer.tokens(code)
      let (tokens, lineStarts) = OutlineToken.tokens(all, code)
      let outline = SwiftOutline(code, tokens, lineStarts)
      guard outline.isBalanced else { return nil }
      let itemOfLine = Dictionary(
        outline.items.enumerated().flatMap { position, item in item.lines.map { ($0, position) } }
      ) { first, _ in first }
      let items = tokens.map { itemOfLine[$0.line] }
      pieces.append(Piece(code: code, allTokens: all, outline: outline, tokens: tokens, items: items))
    }
    self.pieces = pieces
    types = Set(
      pieces.flatMap(\.outline.items).filter { $0.kind == .declaration }.map(\.name))
    guard readImports(), readVariables() else { return nil }
  }

  var isFulfilled: Bool {
    pieces.allSatisfy { piece in
      hasAllowedWords(piece) && hasAllowedSigns(piece) && hasAllowedStatements(piece)
        && piece.outline.items.indices.allSatisfy { isAllowed($0, in: piece) }
    } && usesVariablesInOrder
  }
}

// Which tokens a unit may have.
extension SwiftBatchRule {
  /// Isolation, lifetimes and ownership differ between variables of a file and of a function; operators, access
  /// levels and reflection by name are seen from other files of a module, or show its name.
  private static let refusedWords: Set<String> = [
    "async", "await", "actor", "MainActor", "nonisolated", "isolated", "Sendable", "sending", "Mutex",
    "Atomic", "Thread", "Timer", "OperationQueue", "BlockOperation", "Operation", "RunLoop",
    "NotificationCenter",
    "URLSession", "Process", "FileHandle", "Pipe", "globalActor", "distributed", "assumeIsolated",
    "deinit", "weak", "unowned", "isKnownUniquelyReferenced", "withExtendedLifetime",
    "withKnownExtendedLifetime",
    "Unmanaged", "ManagedBuffer", "autoreleasepool", "consume", "copy", "borrowing", "consuming", "discard",
    "Copyable", "Escapable", "BitwiseCopyable",
    "operator", "precedencegroup", "prefix", "infix", "postfix",
    "public", "open", "internal", "package", "fileprivate",
    "main", "macro", "dynamic", "guard", "defer", "Observation", "Observable",
  ]

  private static let refusedBeginnings = [
    "_", "`", "flowDocs", "FlowDocs", "NS", "CF", "Dispatch", "dispatch", "Async", "Task", "Checked",
    "Unsafe",
    "withUnsafe", "withChecked", "withTask",
  ]

  private static let allowedAttributes: Set<String> = [
    "escaping", "autoclosure", "discardableResult", "propertyWrapper", "resultBuilder", "dynamicMemberLookup",
    "dynamicCallable", "available", "unknown",
  ]

  private func hasAllowedWords(_ piece: Piece) -> Bool {
    // Those in interpolations count, too.
    for token in piece.allTokens where token.kind == .word {
      let word = String(decoding: piece.code[token.range], as: UTF8.self)
      if Self.refusedWords.contains(word) || word.hasSuffix("LiteralType") { return false }
      if word != "_", Self.refusedBeginnings.contains(where: word.hasPrefix) { return false }
      if word.hasPrefix("$"), word.dropFirst().contains(where: { !$0.isNumber }) { return false }
    }
    return true
  }

  private func hasAllowedSigns(_ piece: Piece) -> Bool {
    for (index, token) in piece.tokens.enumerated() where token.kind == .sign {
      switch piece.text(index) {
      case "#", ";", "~": return false
      case "@":
        let name = piece.text(index + 1)
        // An attribute of a variable makes it another variable in a function.
        guard piece.items[index] != nil, Self.allowedAttributes.contains(name) || types.contains(name) else {
          return false
        }
      default: continue
      }
    }
    return true
  }
}

// Imports, declarations and statements.
extension SwiftBatchRule {
  private mutating func readImports() -> Bool {
    for piece in pieces {
      for (position, item) in piece.outline.items.enumerated() where item.kind == .importDeclaration {
        let words = piece.tokens.indices.filter { piece.items[$0] == position }.map(piece.text)
        guard words == ["import", "Foundation"] else { return false }
        imports.insert("Foundation")
      }
    }
    return true
  }

  private static let typeWords: Set<String> = [
    "struct", "class", "enum", "protocol", "extension", "typealias",
  ]

  /// Protocols of the standard library and of Foundation that a class may name without being a subclass.
  private static let knownProtocols: Set<String> = [
    "Equatable", "Hashable", "Comparable", "Codable", "Encodable", "Decodable", "Error", "LocalizedError",
    "CustomStringConvertible", "CustomDebugStringConvertible", "Identifiable", "Sequence", "IteratorProtocol",
    "AnyObject",
  ]

  private func isAllowed(_ position: Int, in piece: Piece) -> Bool {
    let item = piece.outline.items[position]
    // Imports have been judged when they were collected.
    if item.kind == .importDeclaration { return true }
    let tokens = piece.tokens.indices.filter { piece.items[$0] == position }
    // Stated access, conditions that hold declarations, and several declarations on a line.
    guard item.access != nil, !item.sharesLine, let first = tokens.first,
      first == 0 || piece.tokens[first - 1].line < piece.tokens[first].line
    else { return false }
    switch item.kind {
    case .importDeclaration: break
    case .function:
      guard item.name.utf8.first.map({ $0.isWordStart }) ?? false else { return false }
    case .declaration:
      if piece.text(tokens.first { Self.typeWords.contains(piece.text($0)) } ?? -1) == "class" {
        guard
          inheritance(tokens, piece).allSatisfy({ types.contains($0) || Self.knownProtocols.contains($0) })
        else { return false }
      }
    case .extensionDeclaration(let conforms):
      let isOwn = types.contains(item.name)
      guard let name = tokens.first(where: { piece.text($0) == "extension" }).map({ $0 + 1 }) else {
        return false
      }
      if conforms, !isOwn || piece.text(name + 1) != ":" { return false }
      if !isOwn || piece.text(name + 1) == ".",
        tokens.dropFirst().contains(where: { Self.typeWords.contains(piece.text($0)) && $0 != name - 1 })
      {
        return false
      }
    }
    return hasNoLocalTypes(tokens, piece)
  }

  /// The names after the colon of a type's head.
  private func inheritance(_ tokens: [Int], _ piece: Piece) -> [String] {
    let head = tokens.prefix { piece.text($0) != "{" }
    guard let colon = head.first(where: { piece.text($0) == ":" }) else { return [] }
    return head.filter { $0 > colon && piece.tokens[$0].kind == .word }.map(piece.text)
  }

  /// Types in functions, and private types, have no name of their own when they are printed; operators are visible
  /// to other files.
  private func hasNoLocalTypes(_ tokens: [Int], _ piece: Piece) -> Bool {
    var braces: [Bool] = []
    var isTypeHead = false
    for index in tokens {
      let text = piece.text(index)
      let next = piece.text(index + 1)
      switch text {
      case "struct", "class", "enum", "protocol", "extension":
        // `.class`, `class func`, `P: class`
        if piece.text(index - 1) == "." || ["func", "var", "let", "subscript", "{"].contains(next) {
          continue
        }
        if braces.contains(false) { return false }
        isTypeHead = true
      case "private":
        if Self.typeWords.contains(next) || next == "indirect" || next == "final" { return false }
      case "func":
        if index + 1 < piece.tokens.count, piece.tokens[index + 1].kind != .word { return false }
      case "{":
        braces.append(isTypeHead)
        isTypeHead = false
      case "}": _ = braces.popLast()
      default: continue
      }
    }
    return true
  }

  /// Declarations inside of statements, and what is allowed only in functions.
  private static let refusedInStatements: Set<String> = [
    "return", "func", "struct", "class", "enum", "protocol", "extension", "typealias", "associatedtype",
    "import",
    "subscript", "lazy", "static", "private", "final", "indirect", "mutating", "override", "get", "set",
    "willSet",
    "didSet", "super", "self", "Self",
  ]

  private func hasAllowedStatements(_ piece: Piece) -> Bool {
    for (index, token) in piece.tokens.enumerated() where piece.items[index] == nil && token.kind == .word {
      // Members and labels of these names are allowed.
      guard Self.refusedInStatements.contains(piece.text(index)) else { continue }
      if piece.text(index - 1) != "." { return false }
    }
    return true
  }
}
