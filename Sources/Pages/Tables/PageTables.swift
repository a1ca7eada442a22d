import Diagnostics

/// The tables of data that stand on pages in place of their directives.
public enum PageTables {
  private static let name = Array("flowdocs:table".utf8)

  /// The Markdown of a directive's table and the file that its rows come from; `nil` when something is wrong with
  /// it, or when it is another directive.
  static func part(_ page: SourceText, _ comment: Range<Int>, files: FileReader) -> SourceAssembly? {
    do throws(DiagnosticError) {
      guard let table = try table(page, comment, files: files) else { return nil }
      var assembly = SourceAssembly()
      assembly.add(table.markdown, from: page, at: comment)
      return assembly
    } catch {
      // The directive stays, and the checks say why.
      return nil
    }
  }

  /// What is wrong with a table's directive.
  public static func finding(_ directive: Directive, on page: Page, files: FileReader) -> Diagnostic? {
    do throws(DiagnosticError) {
      _ = try table(page.source, directive.range, files: files)
      return nil
    } catch {
      return error.diagnostics.first
    }
  }

  private static func table(
    _ page: SourceText, _ comment: Range<Int>, files: FileReader
  ) throws(DiagnosticError) -> DataTable? {
    let bytes = page.bytes
    var start = comment.lowerBound + "<!--".utf8.count
    while start < comment.upperBound, bytes[start] <= 0x20 { start += 1 }
    guard bytes[start..<comment.upperBound].starts(with: name) else { return nil }
    start += name.count
    guard bytes[start] <= 0x20 else { return nil }
    let request = try TableRequest(
      page, words: start..<(comment.upperBound - "-->".utf8.count), comment: comment)
    return try DataTable(request, files: files)
  }
}

extension FileReader {
  /// The same files; pages have tables of data where their directives ask for them.
  public func withTables() -> FileReader {
    let base = self
    var files = self
    files.assembled = { path throws(FileReadError) in
      guard path.hasSuffix(".md") else { return try base.assembled(path) }
      let text = try base.source(path)
      return text.replacingDirectives { PageTables.part(text, $0, files: base) }
    }
    return files
  }
}

extension SourceText {
  /// A page with what stands for its directives, comments alone on their lines outside of code.
  ///
  /// - Parameter part: what stands for a comment; `nil` leaves it as it is.
  public func replacingDirectives(_ part: (_ comment: Range<Int>) -> SourceAssembly?) -> SourceText {
    let mark = Array("<!-- flowdocs:".utf8)
    guard bytes.firstRange(of: mark) != nil else { return self }
    var assembly = SourceAssembly()
    var copied = 0
    var fence: [UInt8]?
    var start = 0
    while start < bytes.count {
      var end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
      let line = bytes[start..<end]
      let indented = line.drop { $0 == UInt8(ascii: " ") }
      if let open = fence {
        if indented.starts(with: open) { fence = nil }
      } else if indented.starts(with: "```".utf8) || indented.starts(with: "~~~".utf8) {
        fence = Array(indented.prefix { $0 == indented.first })
      } else if line.starts(with: mark), let comment = comment(from: start) {
        let rest =
          bytes[comment.upperBound...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
        let isAlone = bytes[comment.upperBound..<rest].allSatisfy { $0 <= 0x20 }
        if isAlone, let part = part(comment) {
          assembly.copy(copied..<start, of: self)
          assembly.append(part)
          copied = rest
          end = rest
        }
      }
      start = end
    }
    if copied == 0 { return self }
    assembly.copy(copied..<bytes.count, of: self)
    return assembly.text(path: path)
  }

  private func comment(from start: Int) -> Range<Int>? {
    bytes[start...].firstRange(of: Array("-->".utf8)).map { start..<$0.upperBound }
  }
}
