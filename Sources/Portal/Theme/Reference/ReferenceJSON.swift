import JSON
import Languages

extension ContractReference {
  /// A value as highlighted JSON, with long arrays cut short.
  func code(_ value: JSON, into html: inout HTMLText) {
    html.raw("<pre class=\"api-code\"><code class=\"language-json\">")
    var text = Self.shortened(value).text(.pretty)
    html.write { output in
      text.withUTF8 { Highlighter.highlight($0, language: "json", into: &output) }
    }
    html.raw("</code></pre>\n")
  }

  /// How many items of a long array are shown.
  private static let shownItems = 2

  /// The same value with arrays of more than five items cut to two and a string that says how many follow.
  static func shortened(_ value: JSON) -> JSON {
    switch value.content {
    case .array(let items) where items.count > 5:
      return .array(
        items.prefix(shownItems).map(shortened) + [.string("… \(items.count - shownItems) more")])
    case .array(let items): return .array(items.map(shortened))
    case .object(let object): return .object(object.members.map { ($0.name, shortened($0.value)) })
    default: return value
    }
  }
}
