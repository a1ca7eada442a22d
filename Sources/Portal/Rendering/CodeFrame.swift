import JSON
import Languages
import Ledger
import Pages

extension PageRendering {
  /// Neighbouring blocks with `tab=`, each with its output. Without JavaScript they are one after the
  /// other, each under its name.
  mutating func tabGroup(from first: Int, into output: inout [UInt8]) {
    var index: Int? = first
    var members: [(tab: String, blocks: [(code: Int, output: Int?)])] = []
    while let current = index, let tab = page.blocks[current].attributes.tab {
      let printed = outputBlock(of: current)
      placedBlocks.insert(current)
      if let printed { placedBlocks.insert(printed) }
      if page.blocks[current].attributes.isHidden {
        // A hidden block is run and not shown.
      } else if let known = members.firstIndex(where: { $0.tab == tab }) {
        members[known].blocks.append((current, printed))
      } else {
        members.append((tab, [(current, printed)]))
      }
      index = neighbour(of: printed ?? current)
    }
    guard !members.isEmpty else { return }
    CodeTabs.write(members.map(\.tab), into: &output) { member, output in
      for block in members[member].blocks { codeFrame(block.code, output: block.output, into: &output) }
    }
  }

  /// One block with its caption, verdict, copy button and what it printed.
  ///
  /// - Parameter reason: why readers see the source.
  func codeFrame(_ index: Int, output printed: Int?, reason: String? = nil, into output: inout [UInt8]) {
    let block = page.blocks[index]
    let record = verdicts[index]
    let label = label(of: block)
    let title = block.attributes.title ?? (block.attributes.isCheck ? words[.check] : nil)
    // In a tab named for the language, the caption may be empty.
    let isNamedByTab = label == block.attributes.tab
    let caption = CodeFigure.Caption(
      title: title, language: isNamedByTab ? nil : label,
      isBare: isNamedByTab && title == nil, mark: mark(of: index),
      hasCopyButton: !block.isOutput)
    let hasPanel = !block.isOutput && (printed != nil || !isFollowedByOutput(index))
    let figure = CodeFigure(
      kinds: kinds(of: block), words: words, caption: caption,
      printed: hasPanel ? panel(block, record, output: printed) : nil,
      notes: [note(block, record), reason].compactMap(\.self) + block.attributes.captures.map(\.note),
      data: data(block))
    figure.write(into: &output) { code(of: block, record, into: &$0) }
  }

  private func kinds(of block: Block) -> [StaticString] {
    let marks = block.attributes.marks
    var kinds: [StaticString] = block.form == .diagram ? ["mermaid-source"] : []
    if marks.firstNumber != nil { kinds.append("numbered") }
    if marks.isWrapped { kinds.append("wrapped") }
    if !marks.notes.isEmpty { kinds.append("annotated") }
    return kinds
  }

  private func code(of block: Block, _ record: Ledger.Record?, into output: inout [UInt8]) {
    // An output that is not next to its example has a frame of its own, with the actual output.
    let text = block.isOutput ? record?.output ?? block.code : block.shownCode
    let language = block.isOutput ? "" : block.language
    if block.isOutput || block.attributes.marks.isEmpty {
      output.put(CodeFigure.codeStart)
      highlight(text, language: language, into: &output)
      output.put(CodeFigure.codeEnd)
    } else {
      var html: [UInt8] = []
      highlight(text, language: language, into: &html)
      MarkedLines.write(html, block.attributes.marks, words, into: &output)
    }
  }

  /// What scripts need of a block: of walkthroughs its program, of readers' values its language and what it captures.
  private func data(_ block: Block) -> [(name: String, value: String)] {
    let captures = block.attributes.captures.map { capture in
      JSON.object([("name", .string(capture.name)), ("source", .string(capture.text))])
    }
    var data: [(name: String, value: String)] = []
    if let program = program(of: block) { data.append(("program", program)) }
    if let session = programs[block.index] {
      data += [("program", block.language), ("session", session)]
    }
    guard takesValues else { return data }
    if !block.isOutput { data.append(("language", block.language)) }
    if !captures.isEmpty { data.append(("capture", JSON.array(captures).text())) }
    return data
  }

  /// Whether what a block prints is further down, after some text.
  private func isFollowedByOutput(_ index: Int) -> Bool {
    index + 1 < page.blocks.count && page.blocks[index + 1].isOutput
  }

  private func highlight(_ code: String, language: String, into output: inout [UInt8]) {
    var code = code
    code.withUTF8 { Highlighter.highlight($0, language: language, in: site.languages, into: &output) }
  }

  /// The actual output when the example has been run, else what the page says that it prints.
  private func panel(_ block: Block, _ record: Ledger.Record?, output printed: Int?) -> CodeFigure.Printed? {
    let stated = printed.map { page.blocks[$0] }
    // The response to an exchange is a block of the page, and a transcript holds its own output.
    let holdsOutput =
      block.attributes.exchange != nil || block.form.isMessage
      || site.languages[block.language]?.holdsOutput ?? false
    let real = holdsOutput ? nil : record?.output ?? printed.flatMap { verdicts[$0]?.output }
    guard let text = real ?? stated?.code, !text.isEmpty else { return nil }
    // A region of a file prints nothing by itself: what is known is what the whole file prints.
    let wholeFile = block.origin.region == nil ? nil : block.origin.file
    let isLong = text.utf8.count { $0 == UInt8(ascii: "\n") } > Self.longestOutput
    let isFolded = stated == nil && (isLong || wholeFile != nil)
    return .init(
      name: isFolded ? .folded(of: wholeFile) : .shown(stated?.attributes.title ?? words[.output]),
      text: text,
      compared: page.frontMatter.isWalkthrough && !isFolded ? stated?.code : nil)
  }

  /// Lines of an output that the page does not state; a longer one opens with a click.
  private static let longestOutput = 16

  /// Why a block was skipped, or what is wrong with it.
  private func note(_ block: Block, _ record: Ledger.Record?) -> String? {
    guard let record else { return nil }
    let reason = record.reason ?? (record.verdict == .skipped ? block.attributes.skip : nil)
    guard let reason else { return nil }
    switch record.verdict {
    case .skipped:
      return block.attributes.until.map { words.text(.notRunUntil, ["reason": reason, "date": "\($0)"]) }
        ?? words.text(.notRun, ["reason": reason])
    case .failed: return words.text(.hasFailed, ["reason": reason])
    default: return nil
    }
  }

  func mark(of index: Int) -> VerdictMark {
    VerdictMark(
      status: verdicts.status(of: index), isOutput: page.blocks[index].isOutput,
      isProofAsked: !site.project.policy.isEmpty, opensNetwork: site.project.opensNetwork(page.path),
      evidence: evidence(of: index))
  }

  private func evidence(of index: Int) -> VerdictMark.Evidence {
    let block = page.blocks[index]
    var evidence = VerdictMark.Evidence(command: command(toVerify: block))
    guard let record = verdicts[index], !block.isOutput else { return evidence }
    if block.form.isMessage {
      evidence.answer = record.output.flatMap { $0 == block.code ? nil : PublishedText.masked($0) }
    } else if record.verdict == .ran {
      evidence.exitCode = block.attributes.exit ?? 0
    } else if record.verdict == .failedAsStated {
      evidence.exitCode = block.attributes.exit
    }
    return evidence
  }

  /// As it is typed in the project's folder. A page that is made from the contract has no file to name.
  private func command(toVerify block: Block) -> String {
    if site.generatedPages.contains(page.path) { return "flowdocs verify" }
    let span = page.span(ofFenceOf: block)
    let line = span.path == page.source.path ? ":\(span.start.line)" : ""
    let target = site.project.path(ofPage: page.path) + line
    return "flowdocs verify " + (target.contains(" ") ? "\"\(target)\"" : target)
  }

  /// `Swift`; for the halves of an exchange `Request` and `Response`.
  private func label(of block: Block) -> String {
    if block.isOutput { return block.attributes.title ?? words[.output] }
    if block.form == .json, let part = Self.exchangePart(block.code) { return part }
    return block.language.isEmpty ? "Text" : site.languages[block.language]?.label ?? block.language
  }

  /// A JSON-RPC message has one of three members; looking for their names is enough for a label.
  private static func exchangePart(_ code: String) -> String? {
    var code = code
    return code.withUTF8 { bytes in
      func has(_ name: StaticString) -> Bool {
        let count = name.utf8CodeUnitCount
        guard bytes.count >= count else { return false }
        var index = 0
        while index <= bytes.count - count {
          var offset = 0
          while offset < count, bytes[index + offset] == name.utf8Start[offset] { offset += 1 }
          if offset == count { return true }
          index += 1
        }
        return false
      }
      guard has("\"jsonrpc\"") else { return nil }
      if has("\"method\"") { return "JSON-RPC request" }
      return has("\"result\"") || has("\"error\"") ? "JSON-RPC response" : nil
    }
  }
}

extension Capture {
  /// For readers: `Later blocks use JOB_ID, from /result/job_id`.
  fileprivate var note: String {
    "Later blocks use \(name), from " + (text.isEmpty ? "the last line" : text)
  }
}
