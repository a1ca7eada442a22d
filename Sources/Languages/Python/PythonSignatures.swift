/// Reads the functions and classes in Python source, without starting Python: pages with samples are made before
/// anything is parsed.
struct PythonSignatures {
  /// The source with spaces in place of comments.
  private let code: [UInt8]
  /// The same with spaces in place of what is in strings, too, so that signs in them do not count. Bytes stay where they
  /// are.
  private let structure: [UInt8]

  static func read(_ source: String) -> ClientSignatures {
    let reader = PythonSignatures(Array(source.utf8))
    var found = ClientSignatures()
    found.functions = reader.functions()
    found.types = Set(reader.classes())
    return found
  }

  private init(_ source: [UInt8]) {
    var (code, structure) = (source, source)
    let (newline, backslash) = (UInt8(ascii: "\n"), UInt8(ascii: "\\"))
    var at = 0
    while at < source.count {
      let byte = source[at]
      if byte == UInt8(ascii: "#") {
        while at < source.count, source[at] != newline {
          code[at] = UInt8(ascii: " ")
          structure[at] = UInt8(ascii: " ")
          at += 1
        }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        let isLong = source[at...].starts(with: [byte, byte, byte])
        let quote = isLong ? [byte, byte, byte] : [byte]
        at += quote.count
        while at < source.count, !source[at...].starts(with: quote), isLong || source[at] != newline {
          let length = source[at] == backslash ? 2 : 1
          for index in at..<min(at + length, source.count) { structure[index] = UInt8(ascii: " ") }
          at += length
        }
        if at < source.count, source[at] == byte { at += quote.count }
      } else {
        at += 1
      }
    }
    self.code = code
    self.structure = structure
  }

  /// The classes of the module itself.
  private func classes() -> [String] {
    beginnings(of: "class ").filter { $0 == 0 || structure[$0 - 1] == UInt8(ascii: "\n") }.map {
      text(name(from: $0 + 6))
    }
  }

  /// Functions, wherever they are: `def NAME(a: A, b: B = 1)`.
  private func functions() -> [ClientSignatures.Function] {
    beginnings(of: "def ").compactMap { start in
      if start > 0, structure[start - 1].isWord { return nil }
      let name = name(from: start + 4)
      guard let open = structure[name.upperBound...].firstIndex(of: UInt8(ascii: "(")),
        !structure[name.upperBound..<open].contains(UInt8(ascii: "\n"))
      else { return nil }
      return .init(name: text(name), arguments: arguments(from: open + 1))
    }
  }

  /// Where a word begins in the code.
  private func beginnings(of word: String) -> [Int] {
    let word = Array(word.utf8)
    var found: [Int] = []
    var from = 0
    while let range = structure[from...].firstRange(of: word) {
      found.append(range.lowerBound)
      from = range.upperBound
    }
    return found
  }

  private func name(from start: Int) -> Range<Int> {
    start..<(structure[start...].firstIndex { !$0.isWord } ?? structure.count)
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: code[range], as: UTF8.self) }

  /// The arguments up to the closing parenthesis.
  private func arguments(from start: Int) -> [ClientSignatures.Argument] {
    var arguments: [ClientSignatures.Argument] = []
    var (depth, begin) = (0, start)
    // In the argument that is being read, outside of brackets.
    var (colon, equals): (Int?, Int?)
    func end(at index: Int) {
      let head = begin..<(colon ?? equals ?? index)
      guard let first = structure[head].firstIndex(where: { !$0.isPythonSpace }) else { return }
      let last = structure[first..<head.upperBound].firstIndex(where: \.isPythonSpace) ?? head.upperBound
      let type = colon.map { text(($0 + 1)..<(equals ?? index)) } ?? ""
      arguments.append(.init(name: text(first..<last), type: type.filter { !$0.isWhitespace }))
    }
    for index in start...structure.count {
      let byte = index < structure.count ? structure[index] : UInt8(ascii: ")")
      switch byte {
      case UInt8(ascii: ")") where depth == 0, UInt8(ascii: ",") where depth == 0:
        end(at: index)
        if byte == UInt8(ascii: ")") { return arguments }
        (begin, colon, equals) = (index + 1, nil, nil)
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      // The colon of a `lambda` comes after the equals sign.
      case UInt8(ascii: ":") where depth == 0 && colon == nil && equals == nil: colon = index
      case UInt8(ascii: "=") where depth == 0 && equals == nil: equals = index
      default: continue
      }
    }
    return arguments
  }
}

extension UInt8 {
  fileprivate var isPythonSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
