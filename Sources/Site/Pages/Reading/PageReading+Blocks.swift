import Diagnostics
import Dialects
import Markdown
import Project

/// Fenced blocks: their attributes, and where each part is in the file.
extension PageReading {
  mutating func block(_ id: MarkdownDocument.NodeID, _ node: MarkdownDocument.Node, index: Int)
    -> Block
  {
    let bytes = source.bytes
    let fenceLine = Int(node.startLine)
    let line = lines.content(fenceLine, in: bytes)
    let fence = min(line.lowerBound + max(0, Int(node.startColumn) - 1), line.upperBound)
    var info = fence
    while info < line.upperBound, bytes[info] == bytes[fence] { info += 1 }
    let fenceLength = info - fence
    while info < line.upperBound, bytes[info] == 0x20 || bytes[info] == 0x09 { info += 1 }
    var infoEnd = line.upperBound
    while infoEnd > info, bytes[infoEnd - 1] == 0x20 || bytes[infoEnd - 1] == 0x09 { infoEnd -= 1 }

    let literal = document.bytes(node.literal)
    let code = literal.withoutCarriageReturns
    let bodyLines = code.count { $0 == 0x0A }
    let closing = fenceLine + 1 + bodyLines
    let isClosed = closes(
      line: closing, after: id, fence: fence < bytes.count ? bytes[fence] : 0, fenceLength)
    let end = isClosed ? lines.content(closing, in: bytes).upperBound : lines.start(closing)

    var parsed = FenceAttributes.parse(bytes, info..<infoEnd)
    report(parsed.issues)
    let named = reader.languages[parsed.language]
    if parsed.isDirective, named == nil || named?.form == .formula {
      parsed.language = ""
      parsed.attributes.level = .text
    }
    if fenceLength > 3, Self.showsFence(code), isMisnamed(parsed) { parsed.language = "markdown" }
    takeTabOfOtherTool(&parsed)
    var text = String(decoding: code, as: UTF8.self)
    var origin = Block.Origin(path: source.path, firstLine: fenceLine + 1)
    if let file = parsed.attributes.file, let range = parsed.ranges["file"],
      let included = include(file, at: range)
    {
      (text, origin) = included
    }
    let language = parsed.language.isEmpty ? nil : reader.languages[parsed.language]
    if language?.id != "markdown" {
      let comments = MarkComments(
        text, hidesRust: project.dialect.hidesLines && language?.id == "rust",
        hasNotes: parsed.attributes.marks.hasNotes)
      parsed.attributes.marks.add(comments.marks)
    }
    return Block(
      index: index, language: language?.id ?? parsed.language, form: language?.form ?? .code,
      attributes: parsed.attributes, code: text, origin: origin, node: id,
      fenceLine: fenceLine, endLine: isClosed ? closing + 1 : closing, range: fence..<max(fence, end),
      bodyRange: lines.start(fenceLine + 1)..<lines.start(closing), infoRange: info..<infoEnd,
      indentation: fence - line.lowerBound)
  }

  /// Whether a block that shows Markdown may have the name of another language: authors of other tools name the language of
  /// what is shown. Where examples run, and for text and outputs, the language is the one that is written.
  private func isMisnamed(_ info: FenceInfo) -> Bool {
    info.language.isEmpty
      || !project.isConfigured && info.attributes.level == nil && !Self.shown.contains(info.language)
  }

  /// Languages whose blocks are shown, and never parsed.
  private static let shown: Set<String> = ["text", "txt", "plain", "plaintext", "output"]

  /// Whether the first line of a block is a fence itself.
  private static func showsFence(_ code: ArraySlice<UInt8>) -> Bool {
    code.starts(with: "```".utf8) || code.starts(with: "~~~".utf8)
  }

  /// Whether pages are read as another tool would read them, or as people wrote them for no tool.
  private var isOfOtherTool: Bool { !project.isConfigured || project.dialect != .github }

  /// `tab` without a label makes a tab in plugins of Docusaurus.
  private func isTabOfOtherTool(_ issue: FenceInfo.Issue) -> Bool {
    isOfOtherTool && issue.rule == .badAttribute && source.bytes[issue.range].elementsEqual("tab".utf8)
  }

  /// Its label is the title of the block, or the name of its language.
  private func takeTabOfOtherTool(_ info: inout FenceInfo) {
    guard info.attributes.tab == nil, info.issues.contains(where: isTabOfOtherTool) else { return }
    info.attributes.tab =
      info.attributes.title ?? reader.languages[info.language]?.label ?? info.language
  }

  /// Whether a line is the closing fence of a block, rather than the first line after a list item or quotation that
  /// ended with the block still open.
  private func closes(line: Int, after id: MarkdownDocument.NodeID, fence: UInt8, _ length: Int) -> Bool {
    guard line <= lines.count else { return false }
    let content = lines.content(line, in: source.bytes)
    var end = content.upperBound
    let bytes = source.bytes
    while end > content.lowerBound, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    var start = end
    while start > content.lowerBound, bytes[start - 1] == fence { start -= 1 }
    guard end - start >= length else { return false }
    guard
      bytes[content.lowerBound..<start].allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") })
    else { return false }
    let next = document.nodes[Int(id + 1)...].first { $0.kind == .codeBlock }
    return next.map { Int($0.startLine) != line } ?? true
  }

  /// In a folder that has never heard of FlowDocs, and in one that was written for a tool, words after a fence may be meant
  /// for another tool: only what looks like a slip of one of ours is reported. In a portal of FlowDocs' own every unknown
  /// word is an error, unless it names it as a word of another tool.
  private mutating func report(_ issues: [FenceInfo.Issue]) {
    for issue in issues {
      if isTabOfOtherTool(issue) { continue }
      if issue.rule == .unknownAttribute {
        let word = source.bytes[issue.range]
        let name = String(decoding: word, as: UTF8.self)
        if project.otherTools.fences.contains(name) { continue }
        if isOfOtherTool {
          if !FenceAttributes.isName(word) { continue }
          if FenceAttributes.isOfAnotherTool(name) { continue }
        }
      }
      diagnostics.append(
        Diagnostic(
          issue.rule, issue.message, at: source.span(issue.range),
          name: String(decoding: source.bytes[issue.range], as: UTF8.self), guess: issue.guess,
          otherwise: issue.fix))
    }
  }
}
