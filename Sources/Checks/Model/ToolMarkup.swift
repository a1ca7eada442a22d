import Dialects
import Pages
import Project

/// What the source of a page says to the tool that it was written for, as far as links depend on it: lines that include or
/// make text and names of places.
struct ToolMarkup {
  /// Whether further text, with headings that are not known, comes into the page.
  private(set) var includesText = false
  private(set) var anchors: Set<String> = []

  /// Nothing for a portal, which shows pages as they are.
  init(_ page: Page, _ project: Project) {
    let dialect = project.dialect
    guard !project.isConfigured, dialect != .github else { return }
    let bytes = page.source.bytes
    let lines = page.source.lines
    for line in 1...max(1, lines.count) {
      let content = lines.content(line, in: bytes)
      let text = bytes[content].drop { $0 <= 0x20 }
      if !includesText, Self.includes(text) || dialect.id == "mkdocs" && Self.isMadeByPlugin(text) {
        includesText = true
      }
      add(namesIn: text)
    }
  }

  /// How lines begin that become other text: of MkDocs, Hugo, Jekyll, VitePress, mdBook and MyST.
  private static let marks: [[UInt8]] = [
    "{{", "{%", "--8<--", "-8<-", ";--8<--", "{!", "{*", "<!--@include", "<!-- @include", "<!--include",
    "<!-- include", "```{include}",
    "```{eval-rst}", "```{auto", ":::{include}", "@include",
  ].map { Array($0.utf8) }

  /// Whether a plugin or hook of MkDocs makes headings, or their addresses: `::: package.module` of mkdocstrings, or a
  /// heading with a comment in it.
  private static func isMadeByPlugin(_ text: ArraySlice<UInt8>) -> Bool {
    text.starts(with: "::: ".utf8)
      || text.first == UInt8(ascii: "#") && text.firstRange(of: "<!-- md:") != nil
  }

  private static func includes(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    // A component alone on its line, such as `<Reference />`.
    if first == UInt8(ascii: "<"), let next = text.dropFirst().first, (0x41...0x5A).contains(next) {
      return text.contains(UInt8(ascii: "/"))
    }
    return marks.contains { text.starts(with: $0) }
  }

  /// `{#name}` and `{ #name .class }`.
  private mutating func add(namesIn text: ArraySlice<UInt8>) {
    var at = text.startIndex
    while let open = text[at...].firstIndex(of: UInt8(ascii: "{")) {
      at = open + 1
      let rest = text[at...].drop { $0 == 0x20 }
      if rest.first == UInt8(ascii: "#") {
        addName(rest.dropFirst().prefix { $0 > 0x20 && $0 != UInt8(ascii: "}") })
      }
    }
  }

  private mutating func addName(_ name: ArraySlice<UInt8>) {
    let name = String(decoding: name, as: UTF8.self).trimmingSpaces
    if !name.isEmpty { anchors.insert(name) }
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
