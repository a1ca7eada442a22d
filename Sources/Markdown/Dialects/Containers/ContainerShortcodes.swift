/// Short codes of Hugo's themes that are boxes: `{{% alert title="Beans" color="warning" %}}` of Docsy, `{{< hint info >}}`
/// of Book, `{{< callout type="tip" >}}` of Hextra, `{{< note >}}`, `{{< details "Title" >}}`; tabs, `{{% tab "Linux" %}}`, and
/// groups such as `{{% columns %}}` and `{{% steps %}}`. Each is alone on its line, and has an end.
extension ContainerOpening {
  init?(shortcode line: Words) {
    guard let code = Shortcode(line), !code.isClosing else { return nil }
    let end = End.tag(code.key)
    let title = code.value("title", "summary", "header").map { Title.written($0) }
    switch code.name {
    case "alert", "callout", "hint", "notice", "admonition":
      let words = [code.value("type", "color", "context", "level")].compactMap(\.self) + code.arguments
      let word = words.lazy.map { String(decoding: line.bytes[$0], as: UTF8.self) }
        .first { Admonition(word: $0) != nil }
      self.init(end, box: word ?? "note", folding: "", title: title)
    case "tab":
      guard
        let label = title ?? code.value("name", "label", "lang").map({ .written($0) })
          ?? code.arguments.first.map({ .written($0) })
      else { return nil }
      self.init(end, marker: "[!tab]", title: label)
    case "tabs", "tabpane", "tabset", "columns", "column", "steps", "step", "cards", "cardpane", "card":
      self.init(end)
    case "details", "expand":
      self.init(end, marker: "[!details]-", title: title ?? code.arguments.first.map { .written($0) })
    case let name:
      guard Admonition(word: name) != nil else { return nil }
      self.init(end, box: name, folding: "", title: title ?? code.arguments.first.map { .written($0) })
    }
  }
}

/// A line that is one short code of Hugo.
struct Shortcode {
  let name: String
  let isClosing: Bool
  /// Values with a name, and those without one.
  private var values: [String: Range<Int>] = [:]
  private(set) var arguments: [Range<Int>] = []

  /// As the end of a container is known by: no name of a component begins with braces.
  var key: String { "{{" + name }

  init?(_ line: Words) {
    var line = line
    guard line.skip(UInt8(ascii: "{")) == 2, let mark = line.peek,
      mark == UInt8(ascii: "<") || mark == UInt8(ascii: "%")
    else { return nil }
    line.at += 1
    line.skipSpace()
    isClosing = line.skip(UInt8(ascii: "/")) == 1
    line.skipSpace()
    guard let name = line.word() else { return nil }
    self.name = name.lowercased()
    let close = mark == UInt8(ascii: "<") ? UInt8(ascii: ">") : mark
    while true {
      line.skipSpace()
      guard let next = line.peek else { return nil }
      if next == close {
        line.at += 1
        guard line.skip(UInt8(ascii: "}")) == 2, line.isAtEnd else { return nil }
        return
      }
      let start = line.at
      if let key = line.word(), line.skip(UInt8(ascii: "=")) == 1 {
        guard let value = line.value() else { return nil }
        values[key] = value
      } else {
        line.at = start
        guard let value = line.value() else { return nil }
        arguments.append(value)
      }
    }
  }

  /// The value of the first of several names that has one.
  func value(_ names: String...) -> Range<Int>? {
    names.lazy.compactMap { values[$0] }.first { !$0.isEmpty }
  }
}
