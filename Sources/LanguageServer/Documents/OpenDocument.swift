import Diagnostics
import JSON
import JSONRPC

/// A file that is open in the editor, with the text that it has there.
struct OpenDocument: Sendable {
  /// The URI of the document, exactly as the editor sent it.
  let address: String
  /// The root of its project.
  let root: String
  /// The path of the document, relative to `root`.
  let path: String
  var version: Int?
  var text: SourceText

  /// The document after changes, each of the text that the one before it left.
  ///
  /// - Throws: what is wrong with a change.
  func changed(by changes: [JSON], version: Int?) throws(RPCError) -> OpenDocument {
    var changed = self
    changed.version = version
    for change in changes { changed.text = try changed.text.changed(by: change) }
    return changed
  }
}

extension SourceText {
  /// - Parameter change: the new text of the whole document, or of a range of it.
  fileprivate func changed(by change: JSON) throws(RPCError) -> SourceText {
    guard let new = change["text"]?.string else {
      throw .invalidParams.saying("a change needs `text`")
    }
    guard let written = change["range"] else { return SourceText(path: path, text: new) }
    guard let range = bytes(of: written) else {
      throw .invalidParams.saying(
        "the `range` of a change needs a `start` and an `end` that is not before it")
    }
    var bytes = self.bytes
    bytes.replaceSubrange(range, with: new.utf8)
    return SourceText(path: path, bytes: bytes)
  }
}
