import Diagnostics
import Project
import YAML
import Yams

extension Rule {
  public static let badFrontMatter = Rule(
    "bad-front-matter", .error, "Unknown key or invalid value in the front matter")
}

extension FrontMatter {
  /// Whether an unknown key is not a misspelt one of FlowDocs.
  public static func isOfAnotherTool(_ key: String) -> Bool {
    NearMiss.nearest(to: key, in: FrontMatterKey.names) == nil
  }

  /// The front matter of a page: the text between a first line `---` and the next `---` or `...`, when that is a YAML
  /// mapping, or TOML between two lines `+++`. A page may begin with a thematic break, so anything else is Markdown.
  static func read(
    _ source: SourceText, project: Project
  ) -> (value: FrontMatter, diagnostics: [Diagnostic]) {
    if let (toml, whole) = delimited(source.bytes, source.lines, opening: "+++", closing: ["+++"]) {
      return (FrontMatter(toml: source, lines: toml, range: whole), [])
    }
    guard let (yaml, whole) = delimited(source.bytes, source.lines, opening: "---", closing: ["---", "..."])
    else { return (FrontMatter(), []) }
    var front = FrontMatter(range: whole)
    if let words = PlainFrontMatter.words(source.bytes, source.lines, whole), front.set(words) {
      return (front, [])
    }
    front = FrontMatter(range: whole)
    let text = YAMLText(source, range: yaml)
    do throws(DiagnosticError) {
      guard let root = try text.root() else { return (front, []) }
      guard case .mapping(let mapping) = root else { return (FrontMatter(), []) }
      var diagnostics: [Diagnostic] = []
      for (key, value) in mapping {
        front.set(key, value, text, project, &diagnostics)
      }
      return (front, diagnostics)
    } catch {
      return hasText(source, yaml) ? (FrontMatter(), []) : (front, error.diagnostics)
    }
  }

  /// Whether what cannot be read goes on with text below an empty line: then the end is missing, and the lines `---` below
  /// draw a line. No text of the page is lost.
  private static func hasText(_ source: SourceText, _ yaml: Range<Int>) -> Bool {
    let first = source.lines.line(at: yaml.lowerBound)
    let last = source.lines.line(at: yaml.upperBound)
    guard let empty = (first..<last).first(where: { source.lines.content($0, in: source.bytes).isEmpty })
    else {
      return false
    }
    do throws(DiagnosticError) {
      let above = try YAMLText(source, range: yaml.lowerBound..<source.lines.start(empty)).root()
      return above?.mapping != nil
    } catch {
      return false
    }
  }

  /// Sets keys from plain text; `false` if a value needs a YAML parser or is invalid.
  private mutating func set(_ words: [(key: String, value: String)]) -> Bool {
    for (name, value) in words {
      guard let key = FrontMatterKey.named(name), !key.isSet(self) else { return false }
      let value = FrontMatterValue(name, words: value)
      key.read(value, &self)
      guard key.isSet(self), !value.isWrong else { return false }
    }
    return true
  }

  /// The bytes between the delimiters, and those of the front matter with them.
  private static func delimited(
    _ bytes: [UInt8], _ lines: LineTable, opening: StaticString, closing: [StaticString]
  ) -> (inner: Range<Int>, whole: Range<Int>)? {
    func isLine(_ line: Int, _ mark: StaticString) -> Bool {
      var content = bytes[lines.content(line, in: bytes)]
      if line == 1, content.starts(with: [0xEF, 0xBB, 0xBF]) { content = content.dropFirst(3) }
      while let last = content.last, last == 0x20 || last == 0x09 { content.removeLast() }
      return content.count == 3 && content.elementsEqual(UnsafeBufferPointer(start: mark.utf8Start, count: 3))
    }
    guard bytes.count >= 7, lines.count > 2, isLine(1, opening), !lines.content(2, in: bytes).isEmpty else {
      return nil
    }
    for line in 2...lines.count where closing.contains(where: { isLine(line, $0) }) {
      return (lines.start(2)..<lines.start(line), 0..<lines.start(line + 1))
    }
    return nil
  }

  private mutating func set(
    _ key: Node, _ value: Node, _ text: YAMLText, _ project: Project, _ diagnostics: inout [Diagnostic]
  ) {
    guard let name = key.scalar?.string, !name.isEmpty else {
      if project.isConfigured {
        diagnostics.append(
          Diagnostic(
            .badFrontMatter, "A key of the front matter must be a string", at: text.span(key),
            fix: "write `key: value`, and quote a value that contains braces or brackets"))
      }
      return
    }
    if let known = FrontMatterKey.named(name) {
      let value = FrontMatterValue(name, value, text, isConfigured: project.isConfigured)
      known.read(value, &self)
      diagnostics += value.findings
      return
    }
    let isOfTool =
      project.dialect != .github || !project.isConfigured || project.otherTools.frontMatter.contains(name)
    if isOfTool { takeOver(name, value) }
    // In a folder that was written for a tool, what is not like a key of FlowDocs is one of the tool.
    if project.isConfigured, project.dialect != .github, Self.isOfAnotherTool(name) { return }
    // A portal lists the keys of other tools, so that misspelt keys are found.
    if project.otherTools.frontMatter.contains(name) { return }
    guard project.isConfigured else {
      otherKeys.append(name)
      return
    }
    diagnostics.append(
      Diagnostic(
        .badFrontMatter, "Unknown key `\(name)` in the front matter", at: text.span(key), name: name,
        guess: NearMiss.guess(for: name, in: FrontMatterKey.names),
        otherwise:
          "if another tool reads it, list it under `otherTools: {frontMatter: []}` in `site/portal.yml`; the keys are "
          + FrontMatterKey.names.map { "`\($0)`" }.joined(separator: ", ")))
  }
}
