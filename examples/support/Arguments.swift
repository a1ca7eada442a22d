import Foundation

/// The program was called wrongly: it ends with status 2.
public struct Misuse: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }

  /// What `body` throws is the caller's mistake too, such as a variable that is not set.
  public static func when<Value>(_ body: () throws -> Value) throws(Misuse) -> Value {
    do { return try body() } catch { throw Misuse("\(error)") }
  }
}

/// The words after the program's name. Take what the program knows; `finish()` refuses the rest.
public struct Arguments: Sendable {
  private var words: [String]

  public init(_ words: [String]) { self.words = words }

  /// Whether `--name` is there.
  public mutating func flag(_ name: String) -> Bool {
    let count = words.count
    words.removeAll { $0 == name }
    return words.count < count
  }

  /// The value of `--name VALUE` or `--name=VALUE`; the last one counts.
  /// - Parameters:
  ///   - needs: What the value must be, for the message: `an amount such as 35.00`.
  ///   - read: `nil` for a value that will not do.
  public mutating func option<Value>(
    _ name: String, needs: String, read: (String) -> Value?
  ) throws(Misuse) -> Value? {
    var found: Value?
    while let index = words.firstIndex(where: { $0 == name || $0.hasPrefix(name + "=") }) {
      let word = words.remove(at: index)
      let text: String
      if word != name {
        text = String(word.dropFirst(name.count + 1))
      } else if index < words.count {
        text = words.remove(at: index)
      } else {
        throw Misuse("\(name) needs \(needs)")
      }
      guard let value = read(text) else { throw Misuse("\(name) needs \(needs), not \"\(text)\"") }
      found = value
    }
    return found
  }

  /// The next word that is no option.
  public mutating func operand(_ name: String) throws(Misuse) -> String {
    guard let index = words.firstIndex(where: { !$0.hasPrefix("-") }) else {
      throw Misuse("\(name) is missing")
    }
    return words.remove(at: index)
  }

  /// All words that are left and are no options.
  public mutating func operands() -> [String] {
    defer { words.removeAll { !$0.hasPrefix("-") } }
    return words.filter { !$0.hasPrefix("-") }
  }

  public func finish() throws(Misuse) {
    guard let word = words.first else { return }
    throw Misuse(word.hasPrefix("-") ? "unknown option \(word)" : "unexpected argument \"\(word)\"")
  }
}

extension Arguments {
  /// Text with something in it.
  public mutating func text(_ name: String) throws(Misuse) -> String? {
    try option(name, needs: "a name") { $0.isEmpty ? nil : $0 }
  }

  public mutating func seconds(_ name: String) throws(Misuse) -> Duration? {
    try option(name, needs: "a number of seconds from 0 to 86400") { text in
      Double(text).flatMap { (0...86400).contains($0) ? .seconds($0) : nil }
    }
  }

  public mutating func dollars(_ name: String) throws(Misuse) -> Decimal? {
    try option(name, needs: "an amount such as 35.00") { text in
      // `Decimal` would read the 3 of "3x".
      let isPlain = text.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) }
      return isPlain ? Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")) : nil
    }
  }
}
