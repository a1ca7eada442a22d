/// Mappings, sequences and scalars in block style.
extension YAMLSubset {
  private var column: Int {
    var start = at
    while start > 0, bytes[start - 1] != .newline { start -= 1 }
    return at - start
  }

  /// Moves to the next byte that is neither white space nor comment; `false` at the end.
  mutating func toContent() throws(Failure) -> Bool {
    while at < bytes.count {
      switch bytes[at] {
      case .newline, .space, .carriageReturn: at += 1
      case .tab:
        var ahead = at
        while ahead < bytes.count, bytes[ahead].isBlank { ahead += 1 }
        if ahead < bytes.count, bytes[ahead] != .newline, bytes[ahead] != .hash,
          at == 0 || bytes[at - 1] == .newline
        {
          throw Failure(
            message: "a tab indents this line, which YAML does not allow", range: at..<at + 1,
            fix: "indent with spaces")
        }
        at = ahead
      case .hash where at == 0 || bytes[at - 1].isSpace: skipLine()
      default: return true
      }
    }
    return false
  }

  mutating func skipLine() {
    while at < bytes.count, bytes[at] != .newline { at += 1 }
  }

  /// Reads the node whose first byte is here.
  mutating func blockNode(deeperThan parent: Int) throws(Failure) -> ConfigValue {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw failure("values are nested too deeply") }
    let column = column
    if bytes[at] == .hyphen, isEndOrSpace(at + 1) { return try blockSequence(at: column) }
    if key(at: at) != nil { return try blockMapping(at: column) }
    return try scalarOrFlow(parent: parent)
  }

  private mutating func blockMapping(at indent: Int) throws(Failure) -> ConfigValue {
    var members: [ConfigValue.Member] = []
    var names: Set<String> = []
    while at < bytes.count, column == indent {
      let start = at
      guard let key = key(at: at), !key.name.isEmpty || bytes[start] == .quote || bytes[start] == .apostrophe
      else {
        throw failure(
          "expected `name: value` here", fix: "write a colon and a space after the name, or quote the value")
      }
      guard names.insert(key.name).inserted else {
        throw Failure(
          message: "\"\(key.name)\" is given twice", range: start..<key.end, fix: "remove one of them")
      }
      at = key.end
      let value = try blockValue(deeperThan: indent, inMapping: true)
      members.append(.init(key.name, value))
      guard try toContent() else { break }
    }
    if at < bytes.count, column > indent {
      throw failure("this line is indented more than the one it belongs to")
    }
    return .mapping(members)
  }

  private mutating func blockSequence(at indent: Int) throws(Failure) -> ConfigValue {
    var items: [ConfigValue] = []
    while at < bytes.count, column == indent, bytes[at] == .hyphen, isEndOrSpace(at + 1) {
      at += 1
      items.append(try blockValue(deeperThan: indent, inMapping: false))
      guard try toContent() else { break }
    }
    return .list(items)
  }

  /// The value after `name:` or `-`: on the same line or on the deeper lines that follow.
  private mutating func blockValue(
    deeperThan indent: Int, inMapping: Bool
  ) throws(Failure) -> ConfigValue {
    while at < bytes.count, bytes[at].isBlank { at += 1 }
    if at < bytes.count, bytes[at] == .hash { skipLine() }
    if at < bytes.count, bytes[at] != .newline {
      if bytes[at] == UInt8(ascii: "|") || bytes[at] == UInt8(ascii: ">") { return blockScalar(indent) }
      if !inMapping { return try blockNode(deeperThan: indent) }
      return try scalarOrFlow(parent: indent)
    }
    guard try toContent() else { return .null }
    let next = column
    if next > indent { return try blockNode(deeperThan: indent) }
    // A sequence may have the indentation of its name.
    if inMapping, next == indent, bytes[at] == .hyphen, isEndOrSpace(at + 1) {
      return try blockSequence(at: indent)
    }
    return .null
  }

  /// `|` and `>`: the deeper lines that follow.
  private mutating func blockScalar(_ indent: Int) -> ConfigValue {
    let folds = bytes[at] == UInt8(ascii: ">")
    skipLine()
    at = min(at + 1, bytes.count)
    var lines: [ArraySlice<UInt8>] = []
    var own: Int?
    while at < bytes.count {
      var end = at
      while end < bytes.count, bytes[end] != .newline { end += 1 }
      let line = bytes[at..<end]
      let spaces = line.prefix { $0 == .space }.count
      if spaces == line.count {
        lines.append([])
      } else {
        let width = own ?? spaces
        guard spaces > indent, spaces >= width else { break }
        own = width
        lines.append(line.dropFirst(width))
      }
      at = min(end + 1, bytes.count)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    let text = lines.joined(separator: [folds ? .space : .newline])
    return .string(String(decoding: Array(text), as: UTF8.self) + "\n")
  }

  private mutating func scalarOrFlow(parent: Int) throws(Failure) -> ConfigValue {
    switch bytes[at] {
    case .openBrace, UInt8(ascii: "["), .quote, .apostrophe:
      let value = try flowNode()
      while at < bytes.count, bytes[at].isBlank { at += 1 }
      if at < bytes.count, bytes[at] != .newline, bytes[at] != .hash {
        throw failure("nothing may follow the value on its line", fix: "quote the whole value")
      }
      if at < bytes.count, bytes[at] == .hash { skipLine() }
      return value
    default: return try blockPlain(parent: parent)
    }
  }

  private mutating func blockPlain(parent: Int) throws(Failure) -> ConfigValue {
    try checkPlainStart()
    var words = try plainLine(inFlow: false)
    while true {
      let mark = at
      guard try toContent(), column > parent else {
        at = mark
        break
      }
      if key(at: at) != nil {
        throw failure(
          "this looks like `name: value` inside another value",
          fix: "quote the value, or indent the line like the other names")
      }
      words += [.space] + (try plainLine(inFlow: false))
    }
    return Self.resolve(words)
  }
}
