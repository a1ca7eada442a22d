import Diagnostics
import Markdown
import Pages
import Project

extension Rule {
  public static let unknownVariable = Rule(
    "unknown-variable", .warning,
    "An environment variable in a table that nothing in the repository reads or sets")
}

/// Environment variables in tables are those of the repository: of `.env.example`, of compose files, or of its code.
enum EnvironmentCheck {
  static let check = Check(.facts, [.unknownVariable], .allPages { findings($0) })

  private struct Row {
    var page: Page
    var node: MarkdownDocument.NodeID
    var name: String
  }

  private static func findings(_ checked: CheckedPages) -> [Diagnostic] {
    let rows = checked.pages.flatMap(rows)
    let samples = samples(checked.context.files)
    guard !rows.isEmpty, !samples.isEmpty else { return [] }
    let known = Set(samples.flatMap { names(in: $0.text) })
    var missing = rows.filter { !known.contains($0.name) }
    // A table about the same settings shares names with the sample.
    let shared = Dictionary(grouping: rows, by: \.page.path).mapValues {
      $0.count { known.contains($0.name) }
    }
    missing.removeAll { shared[$0.page.path, default: 0] < 2 }
    if missing.isEmpty { return [] }
    let read = RepositoryWords(checked.context.files, Set(missing.map(\.name)))
    return missing.filter { !read.has($0.name) }.map { row in
      var places = CodeSpanPlaces(row.page)
      var finding = Diagnostic(
        .unknownVariable, "Nothing in this repository reads or sets `\(row.name)`",
        at: places.span(of: row.node, range: 0..<row.name.utf8.count), name: row.name,
        guess: NearMiss.guess(for: row.name, in: known.sorted()),
        otherwise: "correct its name, or remove the row")
      finding.notes = samples.prefix(1).map { .init("variables are listed here", span: $0.span(ofLine: 1)) }
      finding.replacements = []
      return finding
    }
  }

  /// The variables in the first column of tables whose header says that they are.
  private static func rows(on page: Page) -> [Row] {
    let document = page.document
    return document.nodes.indices.filter { document.nodes[$0].kind == .table }.flatMap { index -> [Row] in
      let rows = Array(document.children(of: MarkdownDocument.NodeID(index)))
      guard let header = rows.first, document[header].firstChild >= 0 else { return [] }
      let title = document.plainText(of: document[header].firstChild).lowercased()
      guard title.contains("variable") || title.hasPrefix("env") else { return [] }
      return rows.dropFirst().compactMap { row in
        let cell = document[row].firstChild
        guard cell >= 0, case let code = document[cell].firstChild, code >= 0, document[code].kind == .code
        else { return nil }
        let name = document.string(document[code].literal)
        return isVariable(name) ? Row(page: page, node: code, name: name) : nil
      }
    }
  }

  private static func isVariable(_ name: String) -> Bool {
    name.utf8.count >= 4 && name.utf8.first?.isUppercase ?? false && name.utf8.contains(UInt8(ascii: "_"))
      && name.utf8.allSatisfy { $0.isUppercase || $0.isDigit || $0 == UInt8(ascii: "_") }
  }

  /// `.env.example` and its like.
  private static func samples(_ files: FileReader) -> [SourceText] {
    [".env.example", ".env.sample", ".env.template", "env.example", "example.env"].compactMap { path in
      guard files.kind(path) == .file else { return nil }
      do throws(FileReadError) {
        return try files.source(path)
      } catch {
        // Without it nothing is compared.
        return nil
      }
    }
  }

  private static func names(in text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let name = line.drop { "# ".contains($0) || $0 == "\t" }.prefix { $0 != "=" && $0 != " " }
      let plain = name.hasPrefix("export") ? line.dropFirst(7).prefix { $0 != "=" } : name
      return isVariable(String(plain)) ? String(plain) : nil
    }
  }
}

/// Which words are anywhere in the code and the settings of a repository.
struct RepositoryWords {
  private var found: Set<String> = []

  /// More is not read; then every word counts as found.
  private static let mostBytes = 24 << 20

  init(_ files: FileReader, _ wanted: Set<String>) {
    var bytes = 0
    for path in files.files("", Self.isRead) where !PageName.isPage(path) {
      do throws(FileReadError) {
        let source = try files.source(path)
        bytes += source.bytes.count
        for word in wanted where !found.contains(word) && source.text.contains(word) { found.insert(word) }
      } catch {
        // It may have any word.
        continue
      }
      if bytes > Self.mostBytes {
        found = wanted
        return
      }
      if found.count == wanted.count { return }
    }
  }

  func has(_ word: String) -> Bool { found.contains(word) }

  private static func isRead(_ name: String) -> Bool {
    let ending = name.split(separator: ".").last.map(String.init) ?? ""
    return ![
      "png", "jpg", "jpeg", "gif", "svg", "ico", "woff", "woff2", "pdf", "zip", "gz", "lock", "mp4", "webp",
    ].contains(ending)
  }
}
