import Diagnostics
import Markdown
import Project

extension Rule {
  public static let badInclude = Rule(
    "bad-include", .error, "A block names a file or region that cannot be included")
  public static let notUTF8 = Rule("not-utf8", .error, "A file that should be UTF-8 text is not")
}

/// The making of one page: one pass over the tree's nodes in document order.
struct PageReading {
  let path: String
  let reader: PageReader
  let expandsDirectives: Bool
  /// The names of the directives that this text is the expansion of.
  let expanded: [String]
  private(set) var source: SourceText
  private var lines: LineTable { source.lines }
  private var diagnostics: [Diagnostic] = []
  private var frontMatter = FrontMatter()
  private var document = MarkdownDocument(nodes: [], text: [])
  /// Behind the last comment that was found inside of text.
  private var commentEnd = 0

  private var project: Project { reader.project }
  private var files: FileReader { reader.files }

  init(
    path: String, source: SourceText, reader: PageReader, expandsDirectives: Bool, expanded: [String] = []
  ) {
    self.path = path
    self.reader = reader
    self.expandsDirectives = expandsDirectives
    self.expanded = expanded
    self.source = source
    if let invalid = UTF8Check.firstInvalid(in: source.bytes) {
      self.source = SourceText(path: source.path, text: source.text)
      diagnostics.append(
        Diagnostic(
          .notUTF8, "The file is not UTF-8: an invalid byte, read as U+FFFD",
          at: self.source.span(invalid..<(invalid + 1)),
          fix: "save the file as UTF-8"))
    }
  }

  /// What is to be parsed as Markdown: the text after the front matter.
  mutating func markdown() -> MarkdownParser.Input {
    let front = FrontMatter.read(source, project: project)
    frontMatter = front.value
    diagnostics += front.diagnostics
    let start = front.value.range.upperBound
    return .init(bytes: source.bytes, offset: start, firstLine: start == 0 ? 1 : lines.line(at: start))
  }

  /// The text with its directives replaced; `nil` when there are none to be replaced.
  func expansion(_ document: MarkdownDocument) -> Expansion? {
    expandsDirectives ? Expansion(of: source, document, reader.directives) : nil
  }

  mutating func page(_ parsed: MarkdownDocument) -> Page {
    document = parsed
    var headings: [Heading] = []
    var blocks: [Block] = []
    var links: [Link] = []
    var directives: [Directive] = []
    var formulas: [MarkdownDocument.NodeID] = []
    var anchors = Anchors()
    for id in document.nodes.indices {
      let node = document.nodes[id]
      let id = MarkdownDocument.NodeID(id)
      switch node.kind {
      case .heading:
        let text = document.plainText(of: id)
        headings.append(
          Heading(
            level: node.headingLevel, text: text, anchor: anchors.next(for: text), node: id,
            line: Int(node.startLine)))
      case .codeBlock where node.detail == .fenced: blocks.append(block(id, node, index: blocks.count))
      case .link, .image:
        links.append(
          Link(
            destination: document.string(node.target), isImage: node.kind == .image, node: id,
            line: line(of: node)))
      case .code:
        if document.markFormula(id) { formulas.append(id) }
      case .htmlBlock:
        if let directive = directive(id, node) { directives.append(directive) }
        links += htmlLinks(id, node)
      case .htmlInline:
        directiveInText(id, node)
        links += htmlLinks(id, node)
      default: break
      }
    }
    return Page(
      path: path, source: source, frontMatter: frontMatter, document: document, headings: headings,
      blocks: blocks, links: links, directives: directives, expanded: expanded, formulas: formulas,
      diagnostics: diagnostics,
      title: frontMatter.title ?? headings.first { $0.level == 1 }?.text ?? fileName)
  }

  /// What raw HTML leads to or shows, as far as it reaches readers.
  private func htmlLinks(_ id: MarkdownDocument.NodeID, _ node: MarkdownDocument.Node) -> [Link] {
    project.htmlPolicy.addresses(in: document.bytes(node.literal)).map { address in
      Link(
        destination: address.destination, isImage: address.isImage, node: id, line: line(of: node),
        written: address.written)
    }
  }

  private var fileName: String {
    let name = path.split(separator: "/").last ?? ""
    return String(name.hasSuffix(".md") ? name.dropLast(3) : name)
  }

  /// The node's own line, or that of the nearest node around it that has one.
  private func line(of node: MarkdownDocument.Node) -> Int {
    var node = node
    while node.startLine == 0, node.parent >= 0 { node = document[node.parent] }
    return Int(node.startLine)
  }

  // MARK: - Blocks

  private mutating func block(_ id: MarkdownDocument.NodeID, _ node: MarkdownDocument.Node, index: Int)
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

    let parsed = FenceAttributes.parse(bytes, info..<infoEnd)
    report(parsed.issues)
    var text = String(decoding: code, as: UTF8.self)
    var origin = Block.Origin(path: source.path, firstLine: fenceLine + 1)
    if let file = parsed.attributes.file, let range = parsed.ranges["file"],
      let included = include(file, at: range)
    {
      (text, origin) = included
    }
    return Block(
      index: index, language: parsed.language, attributes: parsed.attributes, code: text, origin: origin,
      node: id,
      fenceLine: fenceLine, endLine: isClosed ? closing + 1 : closing, range: fence..<max(fence, end),
      bodyRange: lines.start(fenceLine + 1)..<lines.start(closing), infoRange: info..<infoEnd,
      indentation: fence - line.lowerBound)
  }

  /// Whether a line is the closing fence of a block, rather than the first line after a list item or
  /// quotation that ended with the block still open.
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

  /// In a folder that has never heard of FlowDocs, words after a fence may be meant for another tool: what
  /// does not look like a slip of one of ours is a warning there, and what cannot be an attribute nothing at
  /// all. In a portal both are errors, unless it names them as words of another tool.
  private mutating func report(_ issues: [FenceInfo.Issue]) {
    for issue in issues {
      var severity = issue.rule.severity
      if issue.rule == .unknownAttribute {
        let word = source.bytes[issue.range]
        let name = String(decoding: word, as: UTF8.self)
        if project.otherTools.fences.contains(name) { continue }
        if !project.isConfigured {
          if !FenceAttributes.isName(word) { continue }
          if FenceAttributes.isOfAnotherTool(name) { severity = .warning }
        }
      }
      diagnostics.append(
        Diagnostic(
          issue.rule, issue.message, at: source.span(issue.range),
          name: String(decoding: source.bytes[issue.range], as: UTF8.self), guess: issue.guess,
          otherwise: issue.fix, severity: severity))
    }
  }

  // MARK: - Includes

  private mutating func include(_ reference: String, at range: Range<Int>) -> (String, Block.Origin)? {
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(
      String.init)
    let region = parts.count > 1 ? parts[1] : nil
    let pathRange = range.lowerBound..<min(range.upperBound, range.lowerBound + parts[0].utf8.count)
    let regionRange = min(range.upperBound, pathRange.upperBound + 1)..<range.upperBound
    guard let file = RelativePath.normalized(parts[0]), !file.isEmpty else {
      diagnostics.append(
        Diagnostic(
          .badInclude, "`\(parts[0])` is outside the project", at: source.span(pathRange),
          fix: "name a file by its path from the project's root"))
      return nil
    }
    let included: SourceText
    do throws(FileReadError) {
      included = try SourceText(path: files.printed(file), bytes: files.read(file))
    } catch {
      var guess: NearMiss.Guess?
      if error == .notFound {
        let all = files.files(RelativePath.folder(of: file)) { _ in true }
        guess = NearMiss.guess(for: file, in: all)
      }
      diagnostics.append(
        Diagnostic(
          .badInclude, "`\(parts[0])` \(error)", at: source.span(pathRange), name: parts[0], guess: guess))
      return nil
    }
    guard UTF8Check.firstInvalid(in: included.bytes) == nil else {
      diagnostics.append(
        Diagnostic(.badInclude, "`\(parts[0])` is not UTF-8 text", at: source.span(pathRange)))
      return nil
    }
    do throws(IncludedRegion.Failure) {
      let found = try IncludedRegion(of: included, named: region)
      let origin = Block.Origin(
        path: included.path, firstLine: found.lines.first?.number ?? 1, file: file, region: region,
        source: included, lines: found.lines.map(\.range))
      return (found.code(in: included.bytes), origin)
    } catch {
      diagnostics.append(problem(error, file: file, region: region ?? "", at: regionRange))
      return nil
    }
  }

  private func problem(
    _ failure: IncludedRegion.Failure, file: String, region: String, at range: Range<Int>
  ) -> Diagnostic {
    switch failure {
    case .unknown(let names):
      let fix =
        if names.isEmpty {
          "put `// region: \(region)` and `// endregion` around the lines (in Python, shell and YAML with `#`, in SQL with `--`)"
        } else {
          "its regions are " + names.map { "`\($0)`" }.joined(separator: ", ")
        }
      return Diagnostic(
        .badInclude, "No region `\(region)` in `\(file)`", at: source.span(range), name: region,
        guess: NearMiss.guess(for: region, in: names), otherwise: fix)
    case .notClosed(let line):
      return Diagnostic(
        .badInclude, "region `\(region)` of `\(file)` is not closed", at: source.span(range),
        notes: [.init("it begins on line \(line) of `\(file)`")], fix: "write `endregion` after its last line"
      )
    }
  }

  // MARK: - Directives

  private mutating func directive(_ id: MarkdownDocument.NodeID, _ node: MarkdownDocument.Node) -> Directive?
  {
    // Cheap test first: most HTML blocks are none.
    guard document.bytes(node.literal).contains(UInt8(ascii: ":")) else { return nil }
    let bytes = source.bytes
    let line = lines.content(Int(node.startLine), in: bytes)
    let start = min(line.lowerBound + max(0, Int(node.startColumn) - 1), line.upperBound)
    let end = lines.content(Int(max(node.startLine, node.endLine)), in: bytes).upperBound
    var found: Directive?
    for comment in DirectiveComment.all(in: source, start..<end) {
      guard let directive = directive(comment, id) else { continue }
      let isAlone =
        bytes[start..<comment.range.lowerBound].allSatisfy { $0 <= 0x20 }
        && bytes[comment.range.upperBound..<end].allSatisfy { $0 <= 0x20 }
      if isAlone {
        found = directive
      } else {
        diagnostics.append(Directive.misplaced(directive.name, at: source.span(comment.range)))
      }
    }
    return found
  }

  /// A comment inside of text, where no directive can stand.
  private mutating func directiveInText(_ id: MarkdownDocument.NodeID, _ node: MarkdownDocument.Node) {
    let literal = document.bytes(node.literal)
    guard literal.starts(with: "<!--".utf8) else { return }
    // The column of what stands inside of lists is not reliable, so the comment is looked for. Those of one line
    // come in order.
    let start = max(lines.start(line(of: node)), commentEnd)
    guard DirectiveComment(SourceText(path: "", bytes: Array(literal)), at: 0) != nil,
      let comment = DirectiveComment.first(in: source, start..<source.bytes.count)
    else { return }
    commentEnd = comment.range.upperBound
    guard let directive = directive(comment, id) else { return }
    diagnostics.append(Directive.misplaced(directive.name, at: source.span(comment.range)))
  }

  /// What a comment asks for, when its name is known and its words are those that it takes.
  private mutating func directive(_ comment: DirectiveComment, _ id: MarkdownDocument.NodeID) -> Directive? {
    let name = comment.name
    guard let kind = reader.directives[name] else {
      let known = reader.directives.names
      diagnostics.append(
        Diagnostic(
          .unknownDirective, "Unknown directive `flowdocs:\(name)`", at: source.span(comment.nameRange),
          name: name,
          guess: NearMiss.guess(for: name, in: known).map {
            .init("flowdocs:" + $0.name, isOnly: $0.isOnly)
          },
          write: { String($0.dropFirst("flowdocs:".count)) },
          otherwise: "the directives are " + known.map { "`flowdocs:\($0)`" }.joined(separator: ", ")))
      return nil
    }
    let arguments = comment.arguments
    if let message = kind.argument.problem(name, count: arguments.count) {
      diagnostics.append(
        Diagnostic(
          .unknownDirective, message, at: source.span(comment.word),
          fix: kind.argument == .none
            ? "write `<!-- flowdocs:\(name) -->`" : "write `<!-- flowdocs:\(name) NAME -->`"))
      return nil
    }
    let end = comment.word.upperBound
    return Directive(
      name: name, argument: kind.argument == .custom ? nil : comment.argument, node: id, range: comment.range,
      argumentRange: (arguments.first?.lowerBound ?? end)..<(arguments.last?.upperBound ?? end))
  }
}

extension DirectiveKind.Argument {
  /// What is wrong with the number of words after a directive's name; `nil` when nothing is.
  fileprivate func problem(_ name: String, count: Int) -> String? {
    switch self {
    case .custom: nil
    case .none: count == 0 ? nil : "`flowdocs:\(name)` takes no argument"
    case .words: count > 0 ? nil : "`flowdocs:\(name)` needs a name"
    case .name:
      switch count {
      case 0: "`flowdocs:\(name)` needs a name"
      case 1: nil
      default: "`flowdocs:\(name)` takes one name, but \(count) are given"
      }
    }
  }
}
