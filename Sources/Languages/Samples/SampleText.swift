import JSON

/// Code that the samples of several languages share.
enum SampleText {
  static func indented(_ text: String, by count: Int) -> String {
    text.replacing("\n", with: "\n" + String(repeating: " ", count: count))
  }

  /// A request as JSON in which the long lists of its params are something that the language fills in.
  static func request(
    _ request: JSON, replacing lists: [String], by reference: (String) -> String,
    escape: (String) -> String
  ) -> String {
    let mark = "\u{1}"
    let replaced = request.replacing(Set(lists)) { .string(mark + $0) }
    var text = escape(replaced.text(.pretty))
    for name in lists {
      // The mark is written as an escape, which `escape` may have escaped again.
      for written in ["\"\\u0001\(name)\"", "\"\\\\u0001\(name)\"", "\"\(mark)\(name)\""] {
        text = text.replacing(written, with: reference(name))
      }
    }
    return text
  }
}

extension JSON {
  /// A request with some of its params replaced.
  public func replacing(_ names: Set<String>, by value: (String) -> JSON) -> JSON {
    guard let object else { return self }
    return .object(
      object.members.map { member in
        guard member.name == "params", let params = member.value.object else {
          return (member.name, member.value)
        }
        let replaced = params.members.map { param in
          (param.name, names.contains(param.name) ? value(param.name) : param.value)
        }
        return ("params", .object(replaced))
      })
  }
}
