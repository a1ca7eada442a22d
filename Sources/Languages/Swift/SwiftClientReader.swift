import Diagnostics

/// Reads the records, enumerations and calls of a client in Swift, without compiling it.
///
/// A record is a `struct` with stored properties; `CodingKeys`, in it or in an extension, say what they are
/// called on the wire. An enumeration is an `enum … : String`. A call is a function with the name of a method in a
/// string, and a dictionary literal with the names of params.
struct SwiftClientReader {
  private struct Property {
    var name: String
    var field: ClientField
  }

  private struct TypeDraft {
    var span: SourceSpan
    var isEnumeration = false
    var properties: [Property] = []
    var keys: [String: (wire: String, span: SourceSpan)]?
    var cases: [ClientEnumeration.Case] = []
  }

  /// What a declaration is in.
  private struct Scope {
    var type: String?
    /// `X` of `extension Call where Answer == X`.
    var answer: String?
  }

  private let source: SourceText
  private let tokens: [Token]
  private let methods: APIMethods
  private var drafts: [String: TypeDraft] = [:]
  private var order: [String] = []
  private var calls: [ClientCall] = []

  static func read(_ sources: [SourceText], _ methods: APIMethods) -> ClientModel {
    var drafts: [String: TypeDraft] = [:]
    var order: [String] = []
    var model = ClientModel()
    for source in sources {
      var reader = SwiftClientReader(source, methods, drafts, order)
      reader.declarations(0, reader.tokens.count, Scope())
      (drafts, order) = (reader.drafts, reader.order)
      model.calls += reader.calls
    }
    for name in order {
      guard let draft = drafts[name] else { continue }
      if draft.isEnumeration {
        model.enumerations.append(ClientEnumeration(name: name, span: draft.span, cases: draft.cases))
      } else if !draft.properties.isEmpty {
        let fields = draft.properties.compactMap { property -> ClientField? in
          var field = property.field
          guard let keys = draft.keys else { return field }
          // A property without a key does not travel.
          guard let key = keys[property.name] else { return nil }
          field.name = key.wire
          return field
        }
        model.records.append(ClientRecord(name: name, span: draft.span, fields: fields))
      }
    }
    return model
  }

  private init(
    _ source: SourceText, _ methods: APIMethods, _ drafts: [String: TypeDraft], _ order: [String]
  ) {
    self.source = source
    self.methods = methods
    tokens = Token.tokens(source.bytes)
    self.drafts = drafts
    self.order = order
  }

  /// The word or sign at an index; empty for literals and comments.
  private func text(_ index: Int) -> String {
    tokens.indices.contains(index) && tokens[index].kind != .string && tokens[index].kind != .documentation
      ? tokens[index].text : ""
  }

  private func isWord(_ index: Int) -> Bool { tokens.indices.contains(index) && tokens[index].kind == .word }

  private func span(_ index: Int) -> SourceSpan {
    source.span(tokens.indices.contains(index) ? tokens[index].range : 0..<0)
  }

  /// The index after the bracket that closes the one at `index`.
  private func end(of index: Int, before limit: Int) -> Int {
    var depth = 0
    var index = index
    while index < limit {
      switch text(index) {
      case "(", "[", "{": depth += 1
      case ")", "]", "}":
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
      index += 1
    }
    return limit
  }

  private func next(_ wanted: String, from index: Int, before limit: Int) -> Int? {
    var index = index
    while index < limit {
      let text = text(index)
      if text == wanted { return index }
      index = text == "(" || text == "[" ? end(of: index, before: limit) : index + 1
    }
    return nil
  }

  private mutating func declarations(_ start: Int, _ limit: Int, _ scope: Scope) {
    var index = start
    var comment: [String] = []
    var isStatic = false
    while index < limit {
      let token = tokens[index]
      if token.kind == .documentation {
        comment.append(token.text)
        index += 1
        continue
      }
      var isDone = true
      switch text(index) {
      case "struct", "class", "actor", "extension", "enum":
        if !isWord(index + 1) {
          // `class` before `func`, and names such as `actor` of a value.
          isDone = false
          index += 1
        } else if ["func", "var", "let"].contains(text(index + 1)) {
          isStatic = true
          isDone = false
          index += 1
        } else {
          index = type(index, limit, scope)
        }
      case "var", "let": index = property(index, limit, scope, isStatic, comment.joined(separator: "\n"))
      case "func", "init", "subscript": index = function(index, limit, scope, comment.joined(separator: "\n"))
      case "case" where scope.type.map { drafts[$0]?.isEnumeration ?? false } ?? false:
        index = cases(index, limit) { _, value, span, reader in
          if let type = scope.type {
            reader.drafts[type]?.cases.append(ClientEnumeration.Case(value: value, span: span))
          }
        }
      case "static":
        isStatic = true
        isDone = false
        index += 1
      case "{", "(", "[": index = end(of: index, before: limit)
      case "import", "typealias": index += 2
      default:
        isDone = false
        index += 1
      }
      if isDone {
        comment = []
        isStatic = false
      }
    }
  }

  private mutating func type(_ start: Int, _ limit: Int, _ scope: Scope) -> Int {
    let keyword = text(start)
    var nameIndex = start + 1
    while text(nameIndex + 1) == ".", isWord(nameIndex + 2) { nameIndex += 2 }
    let name = text(nameIndex)
    guard let open = next("{", from: nameIndex, before: limit) else { return limit }
    let close = end(of: open, before: limit)
    let head = (nameIndex + 1..<open).map(text)
    if keyword == "enum", head.contains("CodingKey") {
      if let type = scope.type {
        var keys: [String: (wire: String, span: SourceSpan)] = [:]
        var index = open + 1
        while index < close - 1 {
          if text(index) == "case" {
            index = cases(index, close - 1) { name, value, span, _ in keys[name] = (value, span) }
          } else {
            index += 1
          }
        }
        drafts[type]?.keys = keys
      }
      return close
    }
    var inner = Scope(type: name)
    if keyword == "extension" {
      inner.answer = zip(head, head.dropFirst()).first { $0.0 == "==" }?.1
    } else {
      if drafts[name] == nil { order.append(name) }
      var draft = drafts[name] ?? TypeDraft(span: span(nameIndex))
      draft.span = span(nameIndex)
      draft.isEnumeration = keyword == "enum" && head.contains("String")
      drafts[name] = draft
    }
    if keyword == "extension", drafts[name] == nil {
      // Its declaration may come in a later file.
      drafts[name] = TypeDraft(span: span(nameIndex))
      order.append(name)
    }
    declarations(open + 1, close - 1, inner)
    return close
  }

  /// `case a, b = "x"`: each with its name and its value, which is the name when none is written.
  private mutating func cases(
    _ start: Int, _ limit: Int,
    _ add: (_ name: String, _ value: String, SourceSpan, inout SwiftClientReader) -> Void
  ) -> Int {
    var index = start + 1
    while index < limit, isWord(index) {
      let name = text(index)
      var value = name
      let place = span(index)
      index += 1
      if text(index) == "(" { index = end(of: index, before: limit) }
      if text(index) == "=", tokens.indices.contains(index + 1), tokens[index + 1].kind == .string {
        value = tokens[index + 1].text
        index += 2
      }
      add(name, value, place, &self)
      guard text(index) == "," else { break }
      index += 1
    }
    return index
  }

  private mutating func property(
    _ start: Int, _ limit: Int, _ scope: Scope, _ isStatic: Bool, _ comment: String
  ) -> Int {
    guard isWord(start + 1), text(start + 2) == ":" else { return start + 1 }
    var index = start + 3
    let (type, isOptional) = valueType(&index, limit)
    if text(index) == "{" {
      let close = end(of: index, before: limit)
      // A property with observers is stored.
      if !["didSet", "willSet"].contains(text(index + 1)) { return close }
      index = close
    }
    guard !isStatic, let owner = scope.type else { return index }
    let name = text(start + 1)
    let place = span(start + 1)
    drafts[owner]?.properties.append(
      Property(
        name: name,
        field: ClientField(
          name: name, span: place, type: type, isOptional: isOptional, comment: comment)))
    return index
  }

  /// Reads a type; `index` is after it afterwards.
  private func valueType(_ index: inout Int, _ limit: Int) -> (ClientValueType?, isOptional: Bool) {
    var type: ClientValueType?
    var isOptional = false
    while ["any", "some", "inout", "sending", "borrowing", "consuming"].contains(text(index)) { index += 1 }
    while text(index) == "@" { index += 2 }
    switch text(index) {
    case "[":
      let close = end(of: index, before: limit)
      var inner = index + 1
      let (element, _) = valueType(&inner, close)
      type = text(inner) == ":" ? .map : element.map { .list($0) }
      index = close
    case "(": index = end(of: index, before: limit)
    case _ where isWord(index):
      var name = text(index)
      index += 1
      while text(index) == ".", isWord(index + 1) {
        name = text(index + 1)
        index += 2
      }
      type = .name(name)
      if text(index) == "<" {
        index += 1
        let (argument, _) = valueType(&index, limit)
        switch name {
        case "Array", "Set": type = argument.map { .list($0) }
        case "Dictionary": type = .map
        case "Optional":
          type = argument
          isOptional = true
        // A wrapper such as a call of an answer: what it wraps is what matters.
        default: type = argument ?? type
        }
        while index < limit, text(index) != ">" { index += 1 }
        index += 1
      }
    default: break
    }
    while text(index) == "?" || text(index) == "!" {
      isOptional = true
      index += 1
    }
    return (type, isOptional)
  }

  private mutating func function(_ start: Int, _ limit: Int, _ scope: Scope, _ comment: String) -> Int {
    guard let open = next("(", from: start + 1, before: limit) else { return start + 1 }
    let afterParams = end(of: open, before: limit)
    var params: [String: ClientField] = [:]
    var index = open + 1
    while index < afterParams - 1 {
      // `label name: Type = default,`
      guard isWord(index) else {
        index += 1
        continue
      }
      let nameIndex = isWord(index + 1) ? index + 1 : index
      guard text(nameIndex + 1) == ":" else {
        index += 1
        continue
      }
      index = nameIndex + 2
      let (type, isOptional) = valueType(&index, afterParams)
      params[text(nameIndex)] = ClientField(
        name: text(nameIndex), span: span(nameIndex), type: type, isOptional: isOptional)
      while index < afterParams - 1, text(index) != "," {
        index = ["(", "[", "{"].contains(text(index)) ? end(of: index, before: afterParams) : index + 1
      }
    }
    var answer = scope.answer
    index = afterParams
    while index < limit, text(index) != "{" {
      if text(index) == "->" {
        index += 1
        let (type, _) = valueType(&index, limit)
        if answer == nil, case .name(let name)? = type { answer = name }
        continue
      }
      // A requirement of a protocol has no body.
      if ["func", "var", "let", "init", "}", "struct", "enum", "case"].contains(text(index)) { return index }
      if text(index) == "(" { index = end(of: index, before: limit) } else { index += 1 }
    }
    guard index < limit else { return limit }
    let close = end(of: index, before: limit)
    call(index, close, params, answer, comment)
    return close
  }

  private mutating func call(
    _ open: Int, _ close: Int, _ params: [String: ClientField], _ answer: String?, _ comment: String
  ) {
    guard
      let method = (open..<close).first(where: {
        tokens[$0].kind == .string && methods.isName(tokens[$0].text)
      })
    else { return }
    var fields: [ClientField] = []
    for index in open..<close - 1 where tokens[index].kind == .string && text(index + 1) == ":" {
      let given = params[text(index + 2)]
      fields.append(
        ClientField(
          name: tokens[index].text, span: span(index), type: given?.type,
          isOptional: given?.isOptional ?? false,
          comment: Self.comment(on: text(index + 2), in: comment)))
    }
    calls.append(
      ClientCall(
        method: tokens[method].text, span: span(method), params: fields,
        // `call("orders.pay", payment)`
        statesAllParams: !fields.isEmpty || text(method + 1) != ",", answer: answer, comment: comment))
  }

  /// What `- Parameter name:` or `- name:` under `- Parameters:` says.
  private static func comment(on param: String, in comment: String) -> String {
    var found: [Substring] = []
    var isOpen = false
    for line in comment.split(separator: "\n") {
      let text = line.drop { $0 == " " }
      if text.hasPrefix("- ") {
        isOpen = text.hasPrefix("- \(param):") || text.hasPrefix("- Parameter \(param):")
      }
      if isOpen { found.append(text) }
    }
    return found.joined(separator: " ")
  }
}

extension SwiftClientReader {
  /// A token with its text: of a string without its delimiters, of a documentation comment without its marks.
  fileprivate struct Token {
    var kind: SwiftToken.Kind
    var text: String
    var range: Range<Int>

    static func tokens(_ bytes: [UInt8]) -> [Token] {
      SwiftTokenizer.tokens(bytes).compactMap { token in
        guard token.depth == 0, token.kind != .comment else { return nil }
        return Token(
          kind: token.kind, text: String(decoding: bytes[text(of: token, bytes)], as: UTF8.self),
          range: token.range)
      }
    }

    private static func text(of token: SwiftToken, _ bytes: [UInt8]) -> Range<Int> {
      var (start, end) = (token.range.lowerBound, token.range.upperBound)
      func drop(_ count: Int, atEnd last: Int) {
        start = min(start + count, end)
        end = max(start, end - last)
      }
      switch token.kind {
      case .documentation: drop(3, atEnd: bytes[start + 1] == UInt8(ascii: "*") ? 2 : 0)
      case .word where bytes[start] == UInt8(ascii: "`"): drop(1, atEnd: 1)
      case .string:
        let hashes = bytes[start..<end].prefix { $0 == UInt8(ascii: "#") }.count
        let quotes = bytes[(start + hashes)..<end].starts(with: "\"\"\"".utf8) ? 3 : 1
        // One that is not closed has no delimiter at its end.
        let close = hashes + quotes
        let isClosed = bytes[start..<end].suffix(close).starts(
          with: Array(repeating: UInt8(ascii: "\""), count: quotes))
        drop(close, atEnd: isClosed && end - start >= 2 * close ? close : 0)
      default: break
      }
      return start..<end
    }
  }
}
