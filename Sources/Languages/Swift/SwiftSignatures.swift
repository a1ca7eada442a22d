/// Reads the public functions, initializers and enumerations of strings in Swift source.
struct SwiftSignatures {
  private let bytes: [UInt8]
  /// Without comments and the parts of literals.
  private let tokens: [SwiftToken]
  private var found = ClientSignatures()
  /// The type whose first initializer has not been met.
  private var type: String?

  static func read(_ source: String) -> ClientSignatures {
    var reader = SwiftSignatures(Array(source.utf8))
    for index in reader.tokens.indices where reader.text(index) == "public" { reader.declaration(index + 1) }
    return reader.found
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    tokens = SwiftTokenizer.tokens(bytes).filter {
      $0.depth == 0 && $0.kind != .comment && $0.kind != .documentation
    }
  }

  private func text(_ index: Int) -> String {
    tokens.indices.contains(index) ? String(decoding: bytes[tokens[index].range], as: UTF8.self) : ""
  }

  /// - Parameter index: of the keyword after `public`.
  private mutating func declaration(_ index: Int) {
    switch text(index) {
    case "func":
      guard let open = openParenthesis(after: index + 1) else { return }
      found.functions.append(.init(name: text(index + 1), arguments: arguments(from: open)))
    case "struct":
      type = text(index + 1)
      found.types.insert(text(index + 1))
    case "init":
      guard let type, text(index + 1) == "(" else { return }
      if found.initializers[type] == nil { found.initializers[type] = arguments(from: index + 1) }
      self.type = nil
    case "enum" where text(index + 2) == ":" && text(index + 3) == "String":
      found.enumerations[text(index + 1)] = cases(from: index + 4)
    default: break
    }
  }

  /// The parenthesis after a name and its generic parameters.
  private func openParenthesis(after name: Int) -> Int? {
    let open = tokens.indices.dropFirst(name + 1).first { tokens[$0].kind == .open }
    return open.flatMap { text($0) == "(" ? $0 : nil }
  }

  /// The arguments up to the closing parenthesis.
  private func arguments(from open: Int) -> [ClientSignatures.Argument] {
    var parts: [[Int]] = [[]]
    var depth = 0
    for index in tokens.indices.dropFirst(open + 1) {
      let sign = text(index)
      if tokens[index].kind == .close, depth == 0 { break }
      if tokens[index].kind == .open || sign == "<" { depth += 1 }
      if tokens[index].kind == .close || sign == ">" { depth -= 1 }
      if sign == ",", depth == 0 { parts.append([]) } else { parts[parts.count - 1].append(index) }
    }
    return parts.compactMap { part in
      guard let name = part.first else { return nil }
      let type = part.drop { text($0) != ":" }.dropFirst().prefix { text($0) != "=" }
      return .init(name: text(name), type: type.map(text).joined())
    }
  }

  /// The cases of an enumeration, and of no `switch` in it.
  private func cases(from start: Int) -> [String: String] {
    var cases: [String: String] = [:]
    var depth = 0
    var index = start
    while index < tokens.count {
      if tokens[index].kind == .open { depth += 1 }
      if tokens[index].kind == .close { depth -= 1 }
      if tokens[index].kind == .close, depth == 0 { break }
      index += 1
      guard depth == 1, text(index - 1) == "case" else { continue }
      repeat {
        if text(index) == "," { index += 1 }
        let name = text(index)
        let isRaw = text(index + 1) == "="
        cases[isRaw ? text(index + 2).filter { $0 != "\"" } : name] = name
        index += isRaw ? 3 : 1
      } while text(index) == ","
    }
    return cases
  }
}
