import Diagnostics
import JSON

/// The name of a value in a row: `labels.severity` goes into values, `@key` is the name of a mapping's member.
struct DataKey {
  var path: [String]
  /// Where the key is in the source.
  var span: SourceSpan

  init(_ source: SourceText, _ range: Range<Int>) {
    path = source.text(in: range).split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    span = source.span(range)
  }

  var name: String { path.joined(separator: ".") }
}

/// One item of a list, or one member of a mapping.
struct DataRow {
  var name: String?
  var value: JSON

  subscript(key: DataKey) -> JSON? {
    if key.path == ["@key"] { return name.map { .string($0) } }
    return key.path.reduce(value) { (value: JSON?, name) in
      value?[name] ?? Int(name).flatMap { value?[$0] }
    }
  }

  /// The keys of the row and of the mappings in it.
  var keys: [String] { Self.keys(of: value, depth: 0) }

  private static func keys(of value: JSON, depth: Int) -> [String] {
    guard depth < 4 else { return [] }
    return (value.object?.members ?? []).flatMap { member in
      [member.name] + keys(of: member.value, depth: depth + 1).map { member.name + "." + $0 }
    }
  }
}

extension JSON {
  /// What a page shows of it: of a list its items, of a mapping its names, too.
  var shownTexts: [String] {
    switch content {
    case .null: []
    case .bool(let bool): [bool ? "true" : "false"]
    case .number(let number): [number.literal]
    case .string(let text): [text]
    case .array(let items): items.flatMap(\.shownTexts)
    case .object(let object):
      object.members.map { "\($0.name): " + $0.value.shownTexts.joined(separator: ", ") }
    }
  }

  /// The rows in a list or mapping; `nil` for what has none.
  ///
  /// - Parameter name: the name of the row that the value is in.
  func rows(in name: String? = nil) -> [DataRow]? {
    switch content {
    case .array(let items): items.map { DataRow(name: name, value: $0) }
    case .object(let object): object.members.map { DataRow(name: $0.name, value: $0.value) }
    default: nil
    }
  }
}
