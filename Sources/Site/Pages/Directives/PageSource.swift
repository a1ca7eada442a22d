import Diagnostics
import Project

extension FileReader {
  /// The text of a file with the places it comes from: of a page that is put together, those of its parts.
  public func source(_ path: String) throws(FileReadError) -> SourceText {
    let text: SourceText
    if let page = generated(path) {
      text = page
    } else {
      text = SourceText(path: printed(path), bytes: try read(path))
    }
    if parts.isEmpty || !path.hasSuffix(".md") { return text }
    return text.replacingDirectives { comment in
      for part in parts {
        if let text = part(text, comment) { return text }
      }
      return nil
    }
  }
}
