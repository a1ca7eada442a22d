import Diagnostics
import Dialects
import JSON
import Yams

/// What the settings of a documentation tool say of its site: `mkdocs.yml`, `book.toml`, `SUMMARY.md`, `_category_.json`,
/// and the title in a configuration that is JavaScript. What cannot be read is as if it were not there.
public struct ToolSettings: Sendable {
  public private(set) var title: String?
  /// Where the pages are, relative to the project's root.
  public private(set) var content: String?
  public private(set) var order = PageOrder()

  private let files: FileReader
  private let folder: String

  /// - Parameter content: the content folder, when it is known.
  public init(_ reading: DialectReading, _ files: FileReader, content known: String?) {
    self.files = files
    folder = reading.folder ?? ""
    guard let mark = reading.mark, !mark.hasPrefix("..") else { return }
    switch reading.dialect.id {
    case "mkdocs": readMkDocs(mark)
    case "mdbook": readMdBook(mark)
    case "docusaurus", "vitepress", "starlight": readScript(mark)
    default: break
    }
    readOrder(in: (known ?? content).map { $0 == "." ? "" : $0 } ?? "", reading.dialect)
  }

  private func text(_ path: String) -> SourceText? {
    do throws(FileReadError) { return try files.source(path, limit: InputLimit.settings) } catch {
      return nil
    }
  }

  private func inFolder(_ path: String) -> String? { RelativePath.resolve(path, in: folder) }

  private mutating func readMkDocs(_ mark: String) {
    guard let source = text(mark) else { return }
    let root: Node?
    do throws(DiagnosticError) { root = try YAMLText(source).root() } catch { return }
    title = root?["site_name"]?.string
    content = inFolder(root?["docs_dir"]?.string ?? "docs")
    if let nav = root?["nav"] { add(nav, title: nil, depth: 0) }
  }

  /// A page, `Title: page`, or a section with more of both.
  private mutating func add(_ node: Node, title: String?, depth: Int) {
    guard depth < 16 else { return }
    if let path = node.scalar?.string {
      if PageName.isPage(path) { order.append(path, title: title) }
    } else if let items = node.sequence {
      for item in items { add(item, title: nil, depth: depth + 1) }
    } else if let mapping = node.mapping {
      for (key, value) in mapping { add(value, title: key.scalar?.string, depth: depth + 1) }
    }
  }

  private mutating func readMdBook(_ mark: String) {
    guard let lines = text(mark)?.text.split(separator: "\n") else { return }
    func value(_ key: String) -> String? {
      for line in lines {
        let parts = line.split(separator: "=", maxSplits: 1).map { $0.drop { $0 == " " } }
        guard parts.count == 2, parts[0].filter({ $0 != " " }) == key else { continue }
        return Self.quoted(parts[1])
      }
      return nil
    }
    title = value("title")
    content = inFolder(value("src") ?? "src")
  }

  /// `title: 'Name'` in a configuration that is JavaScript or TypeScript.
  private mutating func readScript(_ mark: String) {
    let paths =
      mark.hasSuffix(".vitepress") ? ["ts", "mts", "js", "mjs"].map { mark + "/config." + $0 } : [mark]
    guard let source = paths.lazy.compactMap(text).first else { return }
    for line in source.text.split(separator: "\n") {
      let trimmed = line.drop { $0 == " " || $0 == "\t" }
      guard trimmed.hasPrefix("title:") else { continue }
      title = Self.quoted(trimmed.dropFirst("title:".count).drop { $0 == " " })
      if title != nil { return }
    }
  }

  private static func quoted(_ text: Substring) -> String? {
    guard let quote = text.first, "\"'`".contains(quote) else { return nil }
    let rest = text.dropFirst()
    return rest.firstIndex(of: quote).map { String(rest[..<$0]) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private mutating func readOrder(in content: String, _ dialect: Dialect) {
    let prefix = content.isEmpty ? "" : content + "/"
    if order.isEmpty, dialect.hasSummary, let summary = text(prefix + PageName.summary) {
      add(summary: summary.text)
    }
    guard dialect.dropsNumbers else { return }
    for path in files.files(content, { $0 == "_category_.json" }) {
      guard let source = text(path), let folder = RelativePath.inside(content, RelativePath.folder(of: path))
      else {
        continue
      }
      do throws(JSONSyntaxError) {
        let json = try JSONParser.parse(source.bytes)
        order.set(folder, position: json["position"]?.int, title: json["label"]?.string)
      } catch {
        continue
      }
    }
  }

  /// Lines such as `- [Title](page.md)`.
  private mutating func add(summary: String) {
    for line in summary.split(separator: "\n") {
      guard let open = line.firstIndex(of: "["), let middle = line.range(of: "]("),
        let close = line[middle.upperBound...].firstIndex(of: ")"), open < middle.lowerBound
      else { continue }
      let path = line[middle.upperBound..<close].prefix { $0 != "#" && $0 != " " }
      let title = line[line.index(after: open)..<middle.lowerBound].filter { $0 != "`" }
      if PageName.isPage(String(path)) { order.append(String(path), title: title) }
    }
  }
}
