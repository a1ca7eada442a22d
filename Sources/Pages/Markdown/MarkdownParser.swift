import CMarkGFM
import Synchronization

/// GitHub Flavored Markdown by libcmark-gfm: tables, task lists, strikethrough, autolinks, footnotes.
public struct MarkdownParser: Sendable {
  /// libcmark-gfm keeps the special characters of extensions in a table of the process that every parse
  /// changes: two parses at once give wrong trees. Walking and freeing a tree needs no lock.
  private static let lock = Mutex(())

  public init() {}

  /// Runs `body` while no other parse of the process is under way.
  package static func exclusively(_ body: () -> Void) {
    lock.withLock { _ in body() }
  }

  /// Parses the bytes from `offset` on. `firstLine` is the number of the line that stands there.
  public func parse(_ bytes: [UInt8], from offset: Int = 0, firstLine: Int = 1) -> MarkdownDocument {
    var copy = MarkdownTreeCopy(
      kinds: .shared, firstLine: Int32(firstLine), size: bytes.count - offset)
    Self.withTree(of: bytes, from: offset) { copy.copy($0) }
    // The copy grew in generous buffers; what stays in memory, for thousands of pages, is cut to measure.
    return MarkdownDocument(
      nodes: copy.nodes.withUnsafeBufferPointer { Array($0) },
      text: copy.text.withUnsafeBufferPointer { Array($0) })
  }

  /// Parses under the lock, shows the tree to `body` outside of it, and frees it.
  fileprivate static func withTree(
    of bytes: [UInt8], from offset: Int = 0, _ body: (UnsafeMutablePointer<cmark_node>) -> Void
  ) {
    let parser = cmark_parser_new(Int32(CMARK_OPT_FOOTNOTES))
    defer { cmark_parser_free(parser) }
    var root: UnsafeMutablePointer<cmark_node>?
    exclusively {
      cmark_gfm_core_extensions_ensure_registered()
      for name in ["table", "strikethrough", "autolink", "tasklist"] {
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
      }
      bytes.withUnsafeBytes { buffer in
        let text = UnsafeRawBufferPointer(rebasing: buffer[min(offset, buffer.count)...])
        guard let start = text.baseAddress else { return }
        cmark_parser_feed(parser, start.assumingMemoryBound(to: CChar.self), text.count)
      }
      root = cmark_parser_finish(parser)
    }
    guard let root else { return }
    defer { cmark_node_free(root) }
    body(root)
  }
}

/// The numbers that libcmark-gfm gave to the node types of its extensions when they were registered.
struct ExtensionKinds: Sendable {
  var table: UInt16 = 0
  var tableRow: UInt16 = 0
  var tableCell: UInt16 = 0
  var strikethrough: UInt16 = 0

  /// Read off a small tree that holds one node of each: the library has no function that tells them.
  static let shared: ExtensionKinds = {
    var kinds = ExtensionKinds()
    MarkdownParser.withTree(of: Array("| ~~a~~ |\n|-|\n".utf8)) { root in
      guard let table = root.pointee.first_child, let row = table.pointee.first_child,
        let cell = row.pointee.first_child, let strikethrough = cell.pointee.first_child
      else { return }
      kinds.table = table.pointee.type
      kinds.tableRow = row.pointee.type
      kinds.tableCell = cell.pointee.type
      kinds.strikethrough = strikethrough.pointee.type
    }
    return kinds
  }()
}
