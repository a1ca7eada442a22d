/// Reads the functions and classes in Python source, without starting Python: pages with samples are made before
/// anything is parsed.
struct PythonSignatures {
  private let text: String

  static func read(_ source: String) -> ClientSignatures {
    let reader = PythonSignatures(text: source)
    var found = ClientSignatures()
    found.functions = reader.functions()
    found.types = Set(reader.classes())
    return found
  }

  /// The classes of the module itself.
  private func classes() -> [String] {
    text.split(separator: "\n").filter { $0.hasPrefix("class ") }.map { String(Self.name($0.dropFirst(6))) }
  }

  /// Functions, wherever they are: `def NAME(a: A, b: B = 1)`.
  private func functions() -> [ClientSignatures.Function] {
    text.ranges(of: "def ").compactMap { range in
      let name = Self.name(text[range.upperBound...])
      guard let open = text[name.endIndex...].firstIndex(of: "("),
        text[name.endIndex..<open].allSatisfy({ $0 != "\n" })
      else { return nil }
      return .init(name: String(name), arguments: arguments(from: text.index(after: open)))
    }
  }

  private static func name(_ text: Substring) -> Substring {
    text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  /// The arguments up to the closing parenthesis.
  private func arguments(from start: String.Index) -> [ClientSignatures.Argument] {
    var parts: [String] = [""]
    var depth = 0
    for character in text[start...] {
      if character == ")", depth == 0 { break }
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts.compactMap { part in
      let sides = part.split(separator: ":", maxSplits: 1)
      guard let name = sides.first?.split(whereSeparator: \.isWhitespace).first else { return nil }
      let type = sides.count > 1 ? String(sides[1].prefix { $0 != "=" }) : ""
      return .init(name: String(name.prefix { $0 != "=" }), type: type.filter { !$0.isWhitespace })
    }
  }
}
