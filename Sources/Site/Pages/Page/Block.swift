import Diagnostics
import Digests
import Languages
import Markdown

/// One fenced code block: its language, attributes, code, and where each line of code is in the file.
public struct Block: Sendable {
  /// Position among the page's blocks, from 0.
  public let index: Int
  /// The first word of the info string, lower-case, aliases resolved (`py` → `python`, `bash` → `sh`); empty without
  /// one.
  public let language: String
  /// The kind of content that FlowDocs itself reads in it.
  public let form: Language.Form
  public let attributes: FenceAttributes
  /// The code with the fence's indentation removed; ends with a newline unless empty. For `file=` it is the
  /// region of the file.
  public let code: String
  /// The lines of `code`.
  let codeLines: LineTable
  /// The source of the code: the page, or the included file.
  public let origin: Origin
  public let node: MarkdownDocument.NodeID
  /// 1-based line of the opening fence in the page.
  public let fenceLine: Int
  /// 1-based line after the closing fence.
  public let endLine: Int
  /// Bytes of the whole block in the page, from the opening fence to the end of the closing fence's line.
  public let range: Range<Int>
  /// Bytes of the lines between the fences in the page: what `--update` replaces.
  public let bodyRange: Range<Int>
  /// Bytes of the info string in the page.
  public let infoRange: Range<Int>
  /// Columns by which the code is indented in the page, removed from every line; 0 for included files.
  public let indentation: Int

  public struct Origin: Sendable, Hashable {
    /// The source's printed path: the page's, or the included file's.
    public var path: String
    /// 1-based line of the first line of code in that source.
    public var firstLine: Int
    /// The included file, relative to the project root, and the region in it; nil for code on the page.
    public var file: String?
    public var region: String?
    /// The included file, and the bytes in it of each line of code.
    public var source: SourceText?
    public var lines: [Range<Int>]

    public init(
      path: String, firstLine: Int, file: String? = nil, region: String? = nil, source: SourceText? = nil,
      lines: [Range<Int>] = []
    ) {
      self.path = path
      self.firstLine = firstLine
      self.file = file
      self.region = region
      self.source = source
      self.lines = lines
    }

    /// The whole text of the included file, which is compiled and run in place of the region.
    public var fileText: String? { source?.text }
  }

  public init(
    index: Int, language: String, form: Language.Form, attributes: FenceAttributes, code: String,
    origin: Origin,
    node: MarkdownDocument.NodeID, fenceLine: Int, endLine: Int, range: Range<Int>, bodyRange: Range<Int>,
    infoRange: Range<Int>, indentation: Int
  ) {
    self.index = index
    self.language = language
    self.form = form
    self.attributes = attributes
    self.code = code
    codeLines = LineTable(Array(code.utf8))
    self.origin = origin
    self.node = node
    self.fenceLine = fenceLine
    self.endLine = endLine
    self.range = range
    self.bodyRange = bodyRange
    self.infoRange = infoRange
    self.indentation = indentation
  }

  /// The block with other code: what a reader makes of it.
  public func with(code: String, attributes: FenceAttributes? = nil) -> Block {
    Block(
      index: index, language: language, form: form, attributes: attributes ?? self.attributes, code: code,
      origin: origin, node: node, fenceLine: fenceLine, endLine: endLine, range: range, bodyRange: bodyRange,
      infoRange: infoRange, indentation: indentation)
  }

  /// Whether this block states the output of the example before it: the first word is `output`.
  public var isOutput: Bool { language == "output" }
}

extension Block {
  /// The code without the comments of tools that say how lines are shown. Lines that are hidden are still in it, so that
  /// each line has its number.
  public var shownCode: String {
    let rewritten = attributes.marks.rewritten
    if rewritten.isEmpty { return code }
    return code.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
      rewritten[index + 1] ?? String(line)
    }.joined(separator: "\n")
  }

  /// Identifies the text that a record of the ledger was made for: SHA-256 of the language, a line end and
  /// the code.
  public var fingerprint: String { SHA256.hex((language + "\n" + code).utf8) }
}
