import Diagnostics
import Languages
import Pages
import Project

/// Turns the compiler's messages into findings on the pages.
struct CompilerFindings: Sendable {
  var pages: [Page]
  /// Absolute path of each page's file.
  var pagePaths: [String]
  /// Absolute path of the project, ending with `/`.
  var root: String
  /// Included files by absolute path.
  private var files: [String: SourceText] = [:]
  private var pageIndices: [String: Int] = [:]

  init(pages: [Page], pagePaths: [String], root: String) {
    self.pages = pages
    self.pagePaths = pagePaths
    self.root = root
    for (index, path) in pagePaths.enumerated() { pageIndices[path] = index }
    for page in pages {
      for block in page.blocks {
        guard let file = block.origin.file, let source = page.includedSource(of: block) else { continue }
        files[root + file] = source
      }
    }
  }

  func diagnostic(_ message: CompilerMessage) -> Diagnostic? {
    guard message.severity == .error || message.severity == .warning, let span = span(message) else {
      return nil
    }
    let notes = message.notes.map { note in
      Diagnostic.Note(note.text + (note.fix.map { ": `\($0)`" } ?? ""), span: self.span(note))
    }
    return Diagnostic(
      message.severity == .error ? .compileError : .compileWarning, message.text, at: span, notes: notes,
      fix: message.fix.map { "write `\($0)`" })
  }

  func span(_ message: CompilerMessage) -> SourceSpan? {
    if let index = pageIndices[message.path] {
      let page = pages[index]
      guard let block = block(message) else { return page.source.span(ofLine: message.line) }
      let line = message.line - block.fenceLine
      return page.span(
        inCodeOf: block, line: line, column: message.column,
        length: wordLength(Array(block.code.utf8), at: block.offset(line: line, column: message.column)))
    }
    guard let file = files[message.path] else { return nil }
    let start = min(file.offset(ofLine: message.line) + message.column - 1, file.bytes.count)
    return file.span(start..<(start + wordLength(file.bytes, at: start)))
  }

  /// The block of a page that a line of its file belongs to.
  func block(_ message: CompilerMessage) -> Block? {
    pageIndices[message.path].flatMap { index in
      pages[index].block(atLine: message.line)
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "`") || byte >= 0x80
  }

  private func wordLength(_ bytes: [UInt8], at start: Int) -> Int {
    max(1, bytes[min(start, bytes.count)...].prefix { Self.isWord($0) }.count)
  }
}

extension CompilerFindings {
  func blockID(_ message: CompilerMessage) -> BlockID? {
    guard let page = pageIndices[message.path], let block = block(message) else { return nil }
    return BlockID(page: page, block: block.index)
  }

  /// An error in the source of a module.
  func moduleDiagnostic(_ message: CompilerMessage, _ disk: ProjectDisk) -> Diagnostic {
    let name = message.path.hasPrefix(root) ? String(message.path.dropFirst(root.count)) : message.path
    let bytes = disk.bytes(message.path) ?? []
    let source = SourceText(path: name, bytes: bytes)
    let start = min(source.offset(ofLine: message.line) + message.column - 1, bytes.count)
    return Diagnostic(
      .moduleError, message.text, at: source.span(start..<(start + 1)),
      notes: message.notes.map { Diagnostic.Note($0.text) }, fix: message.fix.map { "write `\($0)`" })
  }
}
