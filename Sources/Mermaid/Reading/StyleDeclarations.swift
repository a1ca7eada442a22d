/// CSS declarations as mermaid's statements write them: `fill:#f9f,stroke-width:4px`, separated by commas
/// (or `;`), a comma inside `rgb(…)` or written `\,` being part of the value.
enum StyleDeclarations {
  /// Lays the declarations over `style`; properties that are not drawn are ignored, as in mermaid.js.
  static func apply(_ bytes: some Collection<UInt8>, to style: inout Style) {
    for declaration in split(Array(bytes)) {
      guard let colon = declaration.firstIndex(of: .colon) else { continue }
      let property = trimmed(declaration[..<colon])
      let value = trimmed(declaration[(colon + 1)...])
      style.apply(property: property, value: value)
    }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes
    while bytes.first?.isSpace == true { bytes.removeFirst() }
    while bytes.last?.isSpace == true { bytes.removeLast() }
    return Label.decoded(bytes)
  }

  private static func split(_ bytes: [UInt8]) -> [[UInt8]] {
    var parts: [[UInt8]] = [[]]
    var depth = 0
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth = max(0, depth - 1)
      case .comma where depth == 0, .semicolon where depth == 0:
        if byte == .comma, parts[parts.count - 1].last == .backslash {
          parts[parts.count - 1].removeLast()
          break
        }
        // `stroke-dasharray: 5, 5` keeps its comma: what follows is not a declaration.
        if byte == .comma, !startsDeclaration(bytes, index + 1) { break }
        parts.append([])
        continue
      default: break
      }
      parts[parts.count - 1].append(byte)
    }
    return parts
  }

  private static func startsDeclaration(_ bytes: [UInt8], _ start: Int) -> Bool {
    var at = start
    while at < bytes.count, bytes[at].isSpace { at += 1 }
    guard at < bytes.count, bytes[at].isLetter || bytes[at] == .hyphen else { return at >= bytes.count }
    return true
  }
}

/// The classes of a diagram (`classDef`), applied when everything is read, so that a class may be
/// used before it is defined.
struct ClassTable: Sendable {
  private var styles: [String: Style] = [:]

  /// `classDef a,b fill:#f9f`: later declarations lie over earlier ones.
  mutating func define(_ names: some Sequence<String>, _ declarations: some Collection<UInt8>) {
    for name in names {
      StyleDeclarations.apply(declarations, to: &styles[name, default: .inherited])
    }
  }

  /// The class of every element, below its own classes.
  static let defaultName = "default"

  subscript(name: String) -> Style? { styles[name] }

  /// The style of a thing with these classes, in order, `own` statements (`style`) above all.
  func resolve(_ classes: [String], own: Style = .inherited) -> Style {
    var style = styles[Self.defaultName] ?? .inherited
    for name in classes { if let other = styles[name] { style = style.overridden(by: other) } }
    return style.overridden(by: own)
  }
}
