import Diagnostics
import Project

/// The texts of a project's files, each read once.
final class FileTexts {
  private let files: FileReader
  private var texts: [String: SourceText?] = [:]

  init(_ files: FileReader) { self.files = files }

  /// `nil` for a file that cannot be read, such as a page that is generated.
  subscript(path: String) -> SourceText? {
    if let known = texts[path] { return known }
    let text = read(path)
    texts[path] = .some(text)
    return text
  }

  private func read(_ path: String) -> SourceText? {
    do throws(FileReadError) { return try files.source(path) } catch { return nil }
  }
}
