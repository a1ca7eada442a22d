/// Collections in flow style: `[a, b]` and `{a: b}`.
extension YAMLSubset {
  mutating func flowNode() throws(Failure) -> ConfigValue {
    guard at < bytes.count else { throw failure("a value is missing") }
    switch bytes[at] {
    case .openBrace:
      at += 1
      return try flowMembers(closedBy: .closeBrace)
    case UInt8(ascii: "["):
      return try flowSequence()
    case .quote: return .string(try doubleQuoted())
    case .apostrophe: return .string(try singleQuoted())
    default:
      try checkPlainStart()
      return Self.resolve(try plainLine(inFlow: true))
    }
  }

  private mutating func flowSequence() throws(Failure) -> ConfigValue {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw failure("values are nested too deeply") }
    let open = at
    at += 1
    var items: [ConfigValue] = []
    while true {
      skipFlowSpace()
      guard at < bytes.count else { throw unclosed("[", open) }
      if bytes[at] == UInt8(ascii: "]") { break }
      items.append(try flowNode())
      skipFlowSpace()
      guard at < bytes.count else { throw unclosed("[", open) }
      if bytes[at] == .comma {
        at += 1
      } else if bytes[at] != UInt8(ascii: "]") {
        throw failure("expected `,` or `]` here")
      }
    }
    at += 1
    return .list(items)
  }

  mutating func flowMembers(closedBy close: UInt8?) throws(Failure) -> ConfigValue {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw failure("values are nested too deeply") }
    let open = max(at - 1, 0)
    var members: [ConfigValue.Member] = []
    var names: Set<String> = []
    while true {
      skipFlowSpace()
      guard at < bytes.count else {
        if close == nil { break }
        throw unclosed("{", open)
      }
      if bytes[at] == close {
        at += 1
        break
      }
      let start = at
      // A name may be missing: `{ : value }`.
      let key = bytes[at] == .colon && isEndOrSpace(at + 1) ? ConfigValue.null : try flowNode()
      guard let name = key.text ?? (key == .null ? "null" : nil) else {
        throw Failure(message: "a name must be a word", range: start..<max(at, start + 1))
      }
      let nameEnd = at
      skipFlowSpace()
      var value = ConfigValue.null
      if at < bytes.count, bytes[at] == .colon {
        at += 1
        skipFlowSpace()
        if at < bytes.count, bytes[at] != .comma, bytes[at] != close { value = try flowNode() }
      }
      guard names.insert(name).inserted else {
        throw Failure(
          message: "\"\(name)\" is given twice", range: start..<nameEnd, fix: "remove one of them")
      }
      members.append(.init(name, value))
      skipFlowSpace()
      if at < bytes.count, bytes[at] == .comma {
        at += 1
      } else if at < bytes.count, bytes[at] != close {
        throw failure("expected `,` between two values here")
      }
    }
    return .mapping(members)
  }

  mutating func skipFlowSpace() {
    while at < bytes.count {
      if bytes[at].isSpace {
        at += 1
      } else if bytes[at] == .hash, at == 0 || bytes[at - 1].isSpace {
        skipLine()
      } else {
        return
      }
    }
  }
}
