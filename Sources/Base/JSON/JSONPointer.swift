/// A place inside a JSON value (RFC 6901): `/params/0/schema`.
public struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
  public var tokens: [String]

  public init(_ tokens: [String] = []) { self.tokens = tokens }

  /// `nil` unless the text is empty or begins with `/`, with `~` only as `~0` or `~1`.
  public init?(_ text: String) {
    if text.isEmpty {
      tokens = []
      return
    }
    guard text.unicodeScalars.first == "/" else { return nil }
    // Scalars, because a combining mark after "/" makes one character with it.
    var tokens: [String] = []
    for part in text.unicodeScalars.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      var token = String.UnicodeScalarView()
      var scalars = part.makeIterator()
      while let scalar = scalars.next() {
        guard scalar == "~" else {
          token.append(scalar)
          continue
        }
        switch scalars.next() {
        case "0": token.append("~")
        case "1": token.append("/")
        default: return nil
        }
      }
      tokens.append(String(token))
    }
    self.tokens = tokens
  }

  public var description: String {
    var text = String.UnicodeScalarView()
    for token in tokens {
      text.append("/")
      for scalar in token.unicodeScalars {
        switch scalar {
        case "~": text.append(contentsOf: "~0".unicodeScalars)
        case "/": text.append(contentsOf: "~1".unicodeScalars)
        default: text.append(scalar)
        }
      }
    }
    return String(text)
  }

  public func appending(_ token: String) -> JSONPointer { JSONPointer(tokens + [token]) }
  public func appending(_ index: Int) -> JSONPointer { appending(String(index)) }
}

extension JSON {
  /// The value at a pointer; `nil` when it does not exist.
  public func value(at pointer: JSONPointer) -> JSON? {
    var current = self
    for token in pointer.tokens {
      switch current.content {
      case .object(let object):
        guard let next = object[token] else { return nil }
        current = next
      case .array(let items):
        // RFC 6901 section 4: digits without leading zeros.
        guard let index = Int(token), String(index) == token, items.indices.contains(index) else {
          return nil
        }
        current = items[index]
      default: return nil
      }
    }
    return current
  }
}
