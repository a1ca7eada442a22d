/// The line that opens a container, taken apart.
struct ContainerOpening {
  /// How the container ends.
  enum End: Hashable {
    /// With the first line that is indented less than its body.
    case indentation
    /// With a line of as many marks, or more.
    case marks(UInt8, Int)
    /// With `</Name>`.
    case tag(String)
    /// With a fence like the one that opened it.
    case fence(UInt8, Int)
  }

  enum Title {
    /// As it is in the file.
    case written(Range<Int>)
    case made(String)
  }

  /// What the lines directly below an opening look like that are its options, and no text.
  enum Options {
    case none
    /// `:class: wide` of MyST, or YAML between two lines `---`.
    case ofDirective
    /// Of MyST, after the first of them.
    case fields
    /// Up to the second line `---`.
    case yaml
    /// Indented pairs, of pymdownx.blocks.
    case indented
  }

  let end: End
  private(set) var options = Options.none
  /// What it becomes; `nil` when only its marks go, as those around the tabs of a group.
  let quote: (marker: String, title: Title?)?

  /// As reports name what it opens.
  var kind: String {
    if let quote { return quote.marker.hasPrefix("[!tab]") ? "tab" : "box" }
    if case .tag = end { return "component" }
    return "group"
  }

  var isFence: Bool {
    if case .fence = end { true } else { false }
  }

  /// Whether a text may have containers: looks for their marks at the starts of lines.
  static func mayOccur(in bytes: [UInt8], from offset: Int) -> Bool {
    let isMark = isMark
    return bytes.withUnsafeBufferPointer { bytes in
      var at = offset
      while at + 2 < bytes.count {
        guard isMark[Int(bytes[at])] else {
          at += 1
          continue
        }
        switch bytes[at] {
        case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "/"):
          if bytes[at + 1] == bytes[at], bytes[at + 2] == bytes[at] { return true }
        case UInt8(ascii: "`"), UInt8(ascii: "~"):
          if bytes[at + 1] == bytes[at], bytes[(at + 2)...].first(where: { $0 != 0x20 }) == UInt8(ascii: "{")
          {
            return true
          }
        case UInt8(ascii: "{"):
          if bytes[at + 1] == UInt8(ascii: "{"), "<%".utf8.contains(bytes[at + 2]) { return true }
        case UInt8(ascii: "<"):
          if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[at + 1]) { return true }
        default: break
        }
        at += 1
      }
      return false
    }
  }

  /// By the value of a byte, whether a container may begin with it.
  private static let isMark = (UInt8.min...UInt8.max).map { "!?:=/`~{<".utf8.contains($0) }

  /// The opening that is at a range of bytes, which is a line without its indentation; `nil` for any other line.
  init?(_ bytes: [UInt8], _ range: Range<Int>, _ dialect: Dialect, isMDX: Bool = false) {
    let line = Words(bytes: bytes, at: range.lowerBound, end: range.upperBound)
    guard line.at + 2 < line.end else { return nil }
    switch bytes[line.at] {
    case UInt8(ascii: "!") where dialect.containers.contains(.indented):
      self.init(admonition: line, folding: "")
    case UInt8(ascii: "?") where dialect.containers.contains(.indented):
      self.init(admonition: line, folding: "-")
    case UInt8(ascii: "=") where dialect.containers.contains(.indented): self.init(tab: line)
    case UInt8(ascii: ":") where dialect.containers.contains(.colons): self.init(colons: line)
    case UInt8(ascii: "/") where dialect.containers.contains(.slashes): self.init(slashes: line)
    case UInt8(ascii: "`"), UInt8(ascii: "~"):
      guard dialect.containers.contains(.directives) else { return nil }
      self.init(directive: DirectiveOpening(bytes, range))
    case UInt8(ascii: "{") where dialect.hasShortcodes: self.init(shortcode: line)
    case UInt8(ascii: "<") where isMDX || dialect.containers.contains(.components):
      self.init(tag: line, isMDX: isMDX)
    default: return nil
    }
  }

  init(_ end: End, marker: String? = nil, title: Title? = nil) {
    self.end = end
    quote = marker.map { ($0, title) }
  }

  init(_ end: End, box word: String, folding: String, title: Title?) {
    let word = word.lowercased()
    if Admonition(word: word) != nil {
      self.init(end, marker: "[!\(word)]" + folding, title: title)
    } else {
      let name = String(word.map { $0 == "-" || $0 == "_" ? " " : $0 })
      self.init(
        end, marker: "[!note]" + folding,
        title: title ?? .made(name.prefix(1).uppercased() + name.dropFirst()))
    }
  }

  /// `!!! note "Title"`, `??? tip` and `???+ tip` of Python-Markdown.
  private init?(admonition line: Words, folding: String) {
    var line = line
    guard line.skip(line.bytes[line.at]) == 3 else { return nil }
    var folding = folding
    if !folding.isEmpty, line.peek == UInt8(ascii: "+") {
      line.at += 1
      folding = "+"
    }
    guard line.skipSpace() > 0, let words = line.classes(), let word = words.first else { return nil }
    line.skipSpace()
    let title = line.quoted()
    guard line.isAtEnd else { return nil }
    self.init(.indentation, box: word, folding: folding, title: title.map { .written($0) })
  }

  /// `=== "Label"` of Python-Markdown; `===+` is chosen and `===!` begins another group.
  private init?(tab line: Words) {
    var line = line
    guard line.skip(UInt8(ascii: "=")) == 3 else { return nil }
    if line.peek == UInt8(ascii: "+") || line.peek == UInt8(ascii: "!") { line.at += 1 }
    guard line.skipSpace() > 0, let label = line.quoted(), line.isAtEnd else { return nil }
    self.init(.indentation, marker: "[!tab]", title: .written(label))
  }

  /// `:::note`, `:::tip[Title]`, `::: warning Title`, `:::{note} Title`, `::: {.callout-tip title="Title"}`.
  private init?(colons line: Words) {
    var line = line
    let length = line.skip(UInt8(ascii: ":"))
    guard length >= 3 else { return nil }
    line.skipSpace()
    let end = End.marks(UInt8(ascii: ":"), length)
    if line.peek == UInt8(ascii: "{") {
      guard let list = line.braces() else { return nil }
      self.init(colonsWithList: list, title: line.rest, end)
      return
    }
    guard let word = line.word() else { return nil }
    var title = line.bracketed()
    if line.peek == UInt8(ascii: "{") { _ = line.braces() }
    line.skipSpace()
    if title == nil, !line.isAtEnd { title = line.rest }
    // Names with dots are expanded by mkdocstrings, and have no end.
    guard !word.contains(".") else { return nil }
    switch word.lowercased() {
    case "details": self.init(end, marker: "[!details]-", title: title.map { .written($0) })
    case "tab", "tab-item": self.init(end, marker: "[!tab]", title: title.map { .written($0) })
    case let name:
      if Admonition(word: name) == nil,
        title == nil || !name.allSatisfy(\.isLetter) || Self.groups.contains(name)
      {
        self.init(end)
      } else {
        self.init(end, box: name, folding: "", title: title.map { .written($0) })
      }
    }
  }

  /// Groups whose parts are boxes or blocks of their own.
  private static let groups: Set<String> = ["code-group", "tabs", "steps", "raw", "cards", "grid", "columns"]

  private init(colonsWithList list: String, title: Range<Int>, _ end: End) {
    let words = list.split(separator: " ")
    let name = words.first.map { String($0.drop { $0 == "." }) } ?? ""
    let bare = name.hasPrefix("callout-") ? String(name.dropFirst("callout-".count)) : name
    if let opening = Self(directive: bare, title: title, end) { self = opening } else { self.init(end) }
    // `{note}` is a directive of MyST, `{.note}` a class of Pandoc.
    options = name == words.first.map(String.init) ? .ofDirective : .none
  }

  /// ```` ```{note} ```` of MyST, whose body is Markdown; `nil` for a directive that is neither a
  /// box nor a tab nor a group of them.
  private init?(directive opening: DirectiveOpening?) {
    guard let opening else { return nil }
    self.init(
      directive: opening.name, title: opening.argument, .fence(opening.mark, opening.length))
    options = .ofDirective
  }

  private init?(directive name: String, title: Range<Int>, _ end: End) {
    switch name {
    case "tab-item": self.init(end, marker: "[!tab]", title: .written(title))
    case "tab-set", "grid", "card-carousel", "div", "container": self.init(end)
    case "admonition", "topic", "sidebar", "margin", "aside", "card", "grid-item-card":
      self.init(end, box: "note", folding: "", title: title.isEmpty ? nil : .written(title))
    case "dropdown", "toggle", "collapse":
      self.init(end, box: "note", folding: "-", title: title.isEmpty ? nil : .written(title))
    case _ where Admonition(word: name) != nil:
      // What follows the name of a note is the beginning of its body.
      self.init(end, box: name, folding: "", title: title.isEmpty ? nil : .written(title))
    default: return nil
    }
  }

  /// `/// tip | Title`, `/// details | Title` and `/// tab | Label` of pymdownx.blocks.
  private init?(slashes line: Words) {
    var line = line
    let length = line.skip(UInt8(ascii: "/"))
    guard length >= 3, line.skipSpace() > 0, let word = line.word() else { return nil }
    line.skipSpace()
    var title: Range<Int>?
    if line.peek == UInt8(ascii: "|") {
      line.at += 1
      line.skipSpace()
      title = line.rest
    } else if !line.isAtEnd {
      return nil
    }
    let end = End.marks(UInt8(ascii: "/"), length)
    switch word.lowercased() {
    case "tab": self.init(end, marker: "[!tab]", title: title.map { .written($0) })
    case "details": self.init(end, marker: "[!details]-", title: title.map { .written($0) })
    case let name:
      if title == nil, Admonition(word: name) == nil {
        self.init(end)
      } else {
        self.init(end, box: name, folding: "", title: title.map { .written($0) })
      }
    }
    options = .indented
  }
}
