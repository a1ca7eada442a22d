import Highlighting
import JSON
import OpenRPC

extension ContractReference {
  func examples(of method: Method, into html: inout HTMLText) {
    guard !method.examples.isEmpty || !method.errorExamples.isEmpty else { return }
    heading("Examples", .examples, of: method, into: &html)
    for (index, example) in method.examples.enumerated() {
      let request = Self.request(
        of: method, params: example.params(of: method), isNotification: example.result == nil)
      show(
        example.name, description: example.description, isOpen: index == 0, request: request,
        response: example.result.map { ["jsonrpc": "2.0", "id": 1, "result": $0] }, into: &html)
    }
    for example in method.errorExamples {
      show(
        example.name, description: example.description, isOpen: false,
        request: Self.request(of: method, params: example.params, isNotification: false),
        response: ["jsonrpc": "2.0", "id": 1, "error": example.error], isError: true, into: &html)
    }
  }

  private static func request(of method: Method, params: JSON, isNotification: Bool) -> JSON {
    var members: [(String, JSON)] = [("jsonrpc", "2.0")]
    if !isNotification { members.append(("id", 1)) }
    members.append(("method", .string(method.name)))
    members.append(("params", params))
    return .object(members)
  }

  private func show(
    _ name: String, description: String?, isOpen: Bool, request: JSON, response: JSON?, isError: Bool = false,
    into html: inout HTMLText
  ) {
    html.raw(
      "<details class=\"api-example\(isError ? " api-example-error" : "")\"\(isOpen ? " open" : "")><summary>"
    )
    html.text(name)
    html.raw("</summary>\n")
    markdown(description, into: &html)
    html.raw("<p class=\"api-label\">Request</p>\n")
    code(request, into: &html)
    if let response {
      html.raw("<p class=\"api-label\">\(isError ? "Error" : "Response")</p>\n")
      code(response, into: &html)
    }
    html.close("details")
  }

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
