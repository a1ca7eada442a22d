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
    guard text.first == "/" else { return nil }
    var tokens: [String] = []
    for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      var token = ""
      var characters = part.makeIterator()
      while let character = characters.next() {
        guard character == "~" else {
          token.append(character)
          continue
        }
        switch characters.next() {
        case "0": token.append("~")
        case "1": token.append("/")
        default: return nil
        }
      }
      tokens.append(token)
    }
    self.tokens = tokens
  }

  public var description: String {
    tokens.map { token in
      "/"
        + token.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
        .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }.joined()
  }

  public func appending(_ token: String) -> JSONPointer { JSONPointer(tokens + [token]) }
  public func appending(_ index: Int) -> JSONPointer { appending(String(index)) }
}

extension JSON {
  /// The value a pointer leads to, or `nil` when it leads nowhere.
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
