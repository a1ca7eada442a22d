import Diagnostics

/// Text in which `{key}` stands for a value of a row.
struct DataTemplate {
  enum Part {
    case text(String)
    case key(DataKey)
  }

  var parts: [Part]

  init(_ source: SourceText, _ range: Range<Int>) {
    var parts: [Part] = []
    var start = range.lowerBound
    while start < range.upperBound {
      guard let open = source.bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "{")),
        let close = source.bytes[open..<range.upperBound].firstIndex(of: UInt8(ascii: "}"))
      else {
        parts.append(.text(source.text(in: start..<range.upperBound)))
        break
      }
      parts.append(.text(source.text(in: start..<open)))
      parts.append(.key(DataKey(source, (open + 1)..<close)))
      start = close + 1
    }
    self.parts = parts
  }

  /// A template that is one value.
  init(_ key: DataKey) { parts = [.key(key)] }

  var keys: [DataKey] {
    parts.compactMap { part in if case .key(let key) = part { key } else { nil } }
  }

  /// - Parameter empty: in place of values that are missing or null.
  func text(of row: DataRow, empty: String = "") -> String {
    parts.map { part in
      switch part {
      case .text(let text): return text
      case .key(let key):
        guard let value = row[key], !value.isNull else { return empty }
        return value.shownTexts.joined(separator: ", ")
      }
    }.joined()
  }
}
