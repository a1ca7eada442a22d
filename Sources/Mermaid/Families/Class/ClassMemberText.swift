extension ClassDiagram.Member {
  /// The text of members, split as mermaid.js splits it.
  enum Reading: Sendable, Hashable {
    case annotation(String)
    case attribute(ClassDiagram.Member)
    case method(ClassDiagram.Member)
    case nothing
    /// A `)` without its `(`.
    case broken
  }

  static func read(_ words: String) -> Reading {
    let text = words.trimmingSpace()
    if text.hasPrefix("<<"), text.hasSuffix(">>"), text.count >= 4 {
      return .annotation(text.dropFirst(2).dropLast(2).trimmingSpace())
    }
    if let close = text.firstIndex(of: ")"), close > text.startIndex { return method(text) }
    return text.isEmpty ? .nothing : .attribute(attribute(text))
  }

  private static func attribute(_ text: String) -> ClassDiagram.Member {
    var rest = Substring(text)
    let visibility = rest.first.flatMap { Visibility(rawValue: String($0)) }
    if visibility != nil { rest.removeFirst() }
    let classifier = rest.last.flatMap { Classifier(rawValue: String($0)) }
    if classifier != nil { rest.removeLast() }
    return ClassDiagram.Member(
      GenericText.angled(rest.trimmingSpace()), visibility: visibility, classifier: classifier)
  }

  /// `+find(key)$ Item`: the parameters are between the last `(` that has a `)` after it and the last `)`.
  private static func method(_ text: String) -> Reading {
    guard let close = text.lastIndex(of: ")"), let open = text[..<close].lastIndex(of: "("),
      open > text.startIndex
    else { return .broken }
    var name = text[..<open]
    let visibility = name.count > 1 ? name.first.flatMap { Visibility(rawValue: String($0)) } : nil
    if visibility != nil { name.removeFirst() }
    let parameters = text[text.index(after: open)..<close].trimmingSpace()
    var rest = text[text.index(after: close)...]
    var classifier = rest.first.flatMap { Classifier(rawValue: String($0)) }
    if classifier != nil { rest.removeFirst() }
    var returned = Substring(rest.trimmingSpace())
    if classifier == nil, let last = returned.last, let found = Classifier(rawValue: String(last)) {
      classifier = found
      returned.removeLast()
    }
    let type = GenericText.angled(returned.trimmingSpace())
    let head = "\(GenericText.angled(name.trimmingSpace()))(\(GenericText.angled(parameters)))"
    return .method(
      ClassDiagram.Member(
        type.isEmpty ? head : "\(head) : \(type)", visibility: visibility, classifier: classifier))
  }
}

/// Generic types as they are written (`List~Map~K, V~~`) and as they are shown (`List<Map<K, V>>`).
enum GenericText {
  /// A `~` before a word opens as long as enough are left to close all open ones; others close. mermaid.js pairs the
  /// outermost ones within each part between commas, which agrees with this except where its pairs cross each other.
  static func angled(_ text: String) -> String {
    var left = text.utf8.count { $0 == UInt8(ascii: "~") }
    guard left > 1 else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    var depth = 0
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      guard byte == UInt8(ascii: "~") else {
        result.append(byte)
        continue
      }
      left -= 1
      let next = index + 1 < bytes.count ? bytes[index + 1] : .space
      if left > depth, depth == 0 || next.isWord || !next.isASCII {
        depth += 1
        result.append(UInt8(ascii: "<"))
      } else if depth > 0 {
        depth -= 1
        result.append(UInt8(ascii: ">"))
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
