import Diagnostics
import Project
import Yams

extension Rule {
  public static let badFrontMatter = Rule(
    "bad-front-matter", .error, "The YAML at the head of a page has a key or a value that it cannot have")
}

extension FrontMatter {
  /// Every key and what it means, as Markdown, in the order in which they are listed to people.
  public static let meanings: [(key: String, meaning: String)] = [
    ("title", "The page's name; otherwise its first heading."),
    ("description", "One sentence, for search results and lists."),
    ("kind", "What the page is: " + kinds.map { "`\($0)`" }.joined(separator: ", ") + "."),
    ("audience", "For whom the page is, as words that follow \"for\"."),
    ("minutes", "How long a reader takes."),
    ("order", "The place in its folder; pages without come last, by title."),
    ("navigationTitle", "A shorter name for the sidebar."),
    (
      "ignoredSymbols",
      "Names in inline code that look like symbols and are none, each with the reason: `NAME: why`."
    ),
  ]
  static let keys = meanings.map(\.key)
  static let kinds = ["landing", "tutorial", "how-to", "reference", "explanation"]

  /// Whether an unknown key is none of FlowDocs' misspelt.
  public static func isOfAnotherTool(_ key: String) -> Bool { NearMiss.nearest(to: key, in: keys) == nil }

  /// The front matter of a page: what stands between a first line `---` and the next `---` or `...`, when
  /// that is a YAML mapping. A page may begin with a thematic break, so anything else is Markdown.
  static func read(
    _ source: SourceText, project: Project
  ) -> (value: FrontMatter, diagnostics: [Diagnostic]) {
    guard let (yaml, whole) = delimited(source.bytes, source.lines) else { return (FrontMatter(), []) }
    if let simple = simple(source.bytes, source.lines, whole) { return (simple, []) }
    let text = YAMLText(source, range: yaml)
    var front = FrontMatter(range: whole)
    do throws(DiagnosticError) {
      guard let root = try text.root() else { return (front, []) }
      guard case .mapping(let mapping) = root else { return (FrontMatter(), []) }
      var diagnostics: [Diagnostic] = []
      for (key, value) in mapping {
        front.set(key, value, text, project, &diagnostics)
      }
      return (front, diagnostics)
    } catch {
      return (front, error.diagnostics)
    }
  }

  /// The YAML's bytes and those of the front matter with its delimiters.
  private static func delimited(_ bytes: [UInt8], _ lines: LineTable) -> (
    yaml: Range<Int>, whole: Range<Int>
  )? {
    func isLine(_ line: Int, _ mark: StaticString) -> Bool {
      var content = bytes[lines.content(line, in: bytes)]
      if line == 1, content.starts(with: [0xEF, 0xBB, 0xBF]) { content = content.dropFirst(3) }
      while let last = content.last, last == 0x20 || last == 0x09 { content.removeLast() }
      return content.count == 3 && content.elementsEqual(UnsafeBufferPointer(start: mark.utf8Start, count: 3))
    }
    guard bytes.count >= 7, lines.count > 2, isLine(1, "---"), !lines.content(2, in: bytes).isEmpty else {
      return nil
    }
    for line in 2...lines.count where isLine(line, "---") || isLine(line, "...") {
      return (lines.start(2)..<lines.start(line), 0..<lines.start(line + 1))
    }
    return nil
  }

  /// Front matter of nothing but plain `key: words` lines with known keys, read without a YAML parser: that
  /// is how nearly all of it is written, and a YAML parser costs more than the rest of the page.
  private static func simple(_ bytes: [UInt8], _ lines: LineTable, _ whole: Range<Int>) -> FrontMatter? {
    var front = FrontMatter(range: whole)
    let last = lines.line(at: whole.upperBound - 1)
    guard last > 2 else { return nil }
    for line in 2..<last {
      let content = bytes[lines.content(line, in: bytes)]
      guard let colon = content.firstIndex(of: UInt8(ascii: ":")), colon + 2 < content.endIndex,
        content[colon + 1] == 0x20
      else { return nil }
      let value = content[(colon + 2)...]
      guard let first = value.first, let end = value.last, end != 0x20, isPlain(first),
        value.allSatisfy({ isPlain($0) || $0 == 0x20 || $0 == UInt8(ascii: "-") })
      else { return nil }
      let text = String(decoding: value, as: UTF8.self)
      // Words that YAML takes for a boolean or nothing, and anything like a number, are left to YAML.
      switch text.lowercased() {
      case "true", "false", "yes", "no", "on", "off", "null", "y", "n": return nil
      default: break
      }
      switch String(decoding: content[..<colon], as: UTF8.self) {
      case "title" where front.title == nil && !isDigit(first): front.title = text
      case "description" where front.description == nil && !isDigit(first): front.description = text
      case "navigationTitle" where front.navigationTitle == nil && !isDigit(first):
        front.navigationTitle = text
      case "kind" where front.kind == nil && kinds.contains(text): front.kind = text
      case "audience" where front.audience == nil && !isDigit(first): front.audience = text
      case "minutes"
      where front.minutes == nil && value.count < 4 && value.allSatisfy(isDigit) && text != "0":
        front.minutes = Int(text)
      case "order" where front.order == nil && value.count < 10 && value.allSatisfy(isDigit):
        front.order = Int(text)
      default: return nil
      }
    }
    return front
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Letters, digits and punctuation that means nothing in YAML wherever it stands.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39,
      UInt8(ascii: "."), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "/"), UInt8(ascii: ";"),
      UInt8(ascii: "+"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private mutating func set(
    _ key: Node, _ value: Node, _ text: YAMLText, _ project: Project, _ diagnostics: inout [Diagnostic]
  ) {
    let isConfigured = project.isConfigured
    guard let name = key.scalar?.string, !name.isEmpty else {
      if isConfigured {
        diagnostics.append(
          Diagnostic(
            .badFrontMatter, "a key of the front matter is no word", at: text.span(key),
            fix: "write `key: value`; a value with braces or brackets stands in quotes"))
      }
      return
    }
    func words() -> String? {
      if case .scalar(let scalar) = value, !scalar.string.isEmpty { return scalar.string }
      if isConfigured {
        diagnostics.append(
          Diagnostic(
            .badFrontMatter, "`\(name)` is no text", at: text.span(value), fix: "write words after `\(name):`"
          ))
      }
      return nil
    }
    switch name {
    case "title": title = words()
    case "audience": audience = words()
    case "minutes":
      minutes = value.scalar.flatMap { Int($0.string) }.flatMap { $0 > 0 ? $0 : nil }
      if minutes == nil, isConfigured {
        diagnostics.append(
          Diagnostic(
            .badFrontMatter, "`minutes` is no whole number above 0", at: text.span(value),
            fix: "write how long a reader takes for the page, such as `15`"))
      }
    case "description": description = words()
    case "navigationTitle": navigationTitle = words()
    case "ignoredSymbols": ignore(value, text, &diagnostics)
    case "order":
      order = value.scalar.flatMap { Int($0.string) }
      if order == nil, isConfigured {
        diagnostics.append(
          Diagnostic(
            .badFrontMatter, "`order` is no whole number", at: text.span(value),
            fix: "write the page's place in its folder, such as `2`"))
      }
    case "kind":
      kind = words()
      if let kind, isConfigured, !Self.kinds.contains(kind) {
        let known = Self.kinds.map { "`\($0)`" }.joined(separator: ", ")
        diagnostics.append(
          Diagnostic(
            .badFrontMatter, "`kind` is `\(kind)`; it takes \(known)", at: text.span(value),
            fix: NearMiss.nearest(to: kind, in: Self.kinds).map { "write `\($0)`" }))
      }
    default:
      // Other tools have keys of their own; a portal names them, so that slips are found.
      if project.otherTools.frontMatter.contains(name) { return }
      guard isConfigured else {
        otherKeys.append(name)
        return
      }
      diagnostics.append(
        Diagnostic(
          .badFrontMatter, "unknown key `\(name)` in the front matter", at: text.span(key),
          fix: NearMiss.nearest(to: name, in: Self.keys).map { "write `\($0)`" }
            ?? "if another tool reads it, name it under `otherTools: {frontMatter: []}` in `site/portal.yml`; the keys are "
            + Self.keys.map { "`\($0)`" }.joined(separator: ", ")))
    }
  }

  /// `ignoredSymbols:` with a name and the reason for it on each line below.
  private mutating func ignore(_ node: Node, _ text: YAMLText, _ diagnostics: inout [Diagnostic]) {
    let fix = "write a line `NAME: why it stands here` for each name below `ignoredSymbols:`"
    guard case .mapping(let mapping) = node else {
      diagnostics.append(
        Diagnostic(.badFrontMatter, "`ignoredSymbols` is no mapping", at: text.span(node), fix: fix))
      return
    }
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard let reason = value.scalar?.string, !reason.isEmpty, value.null == nil else {
        diagnostics.append(
          Diagnostic(.badFrontMatter, "`\(name)` is ignored without a reason", at: text.span(key), fix: fix))
        continue
      }
      ignoredSymbols.append(IgnoredSymbol(name: name, reason: reason, span: text.span(key)))
    }
  }
}
