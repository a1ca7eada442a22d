import Diagnostics
import JSON
import OpenRPC

/// The Markdown of a generated page, each part of which records its place in the contract.
struct PageWriter {
  private(set) var assembly = SourceAssembly()
  private let contract: Contract
  /// The place in the contract that the written parts are made from.
  var range: Range<Int>

  init(_ contract: Contract, from range: Range<Int> = 0..<0) {
    self.contract = contract
    self.range = range
  }

  mutating func add(_ text: String, from range: Range<Int>? = nil) {
    let place = contract.sources.place(of: range ?? self.range)
    assembly.add(text, from: place.file, at: place.range)
  }

  mutating func line(_ text: String, from range: Range<Int>? = nil) { add(text + "\n", from: range) }

  /// A paragraph or another block with an empty line after it; nothing for `nil` and for blanks.
  mutating func block(_ text: String?) {
    guard let text, text.contains(where: { !$0.isWhitespace }) else { return }
    add(text + (text.hasSuffix("\n") ? "\n" : "\n\n"))
  }

  mutating func heading(_ level: Int, _ text: String) {
    block(String(repeating: "#", count: level) + " " + text)
  }

  mutating func directive(_ name: String, _ argument: String? = nil) {
    block("<!-- flowdocs:\(name) \(argument.map { $0 + " " } ?? "")-->")
  }

  mutating func table(_ head: [String], _ rows: [[String]]) {
    func row(_ cells: [String]) -> String {
      let cells = cells.map { $0.replacing("\n", with: " ").replacing("|", with: "\\|") }
      return "| " + cells.joined(separator: " | ") + " |\n"
    }
    block(row(head) + "|" + String(repeating: "---|", count: head.count) + "\n" + rows.map(row).joined())
  }

  /// The heading that every page ends with, and where it leads: text and address of each link.
  mutating func ending(_ links: [(text: String, address: String)]) {
    heading(2, "Where to go next")
    block(links.map { "- [\($0.text)](\($0.address))" }.joined(separator: "\n"))
  }

  /// A fenced block; the fence is longer than any in the code.
  mutating func fence(_ info: String, _ code: String, from range: Range<Int>? = nil) {
    let mark = Fence.around(code.utf8)
    let end = code.isEmpty || code.hasSuffix("\n") ? "" : "\n"
    add("\(mark)\(info)\n\(code)\(end)\(mark)\n\n", from: range)
  }

  mutating func frontMatter(
    title: String, description: String?, order: Int? = nil, navigationTitle: String? = nil, minutes: Int = 2
  ) {
    line("---")
    line("title: " + JSON.quoted(title))
    let summary = Self.plain(description ?? "")
    if !summary.isEmpty { line("description: " + JSON.quoted(summary)) }
    if let navigationTitle { line("navigationTitle: " + JSON.quoted(navigationTitle)) }
    line("kind: reference")
    line("audience: developers who call the service")
    line("minutes: \(minutes)")
    if let order { line("order: \(order)") }
    line("---")
    line("")
  }

  /// A mapping's value in one line of plain text: the first paragraph of some Markdown.
  static func plain(_ markdown: String) -> String {
    let paragraph = markdown.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.contains { !$0.isWhitespace } }
    return paragraph.joined(separator: " ").filter { $0 != "`" && $0 != "*" }
  }

  /// The first paragraph of a schema's description, in one line; its title or type without one.
  static func summary(of schema: JSON?) -> String {
    let description = schema?["description"]?.string ?? ""
    let first = description.split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
    if !first.isEmpty { return first.joined(separator: " ") }
    return escaped(schema?["title"]?.string ?? schema?["type"]?.string ?? "")
  }

  /// A name as text of Markdown, in which nothing is markup.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if "\\`*_{}[]<>#|~&".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }

  /// A code span for any text.
  static func code(_ text: String) -> String {
    guard text.contains("`") else { return "`\(text)`" }
    return "`` \(text) ``"
  }
}
