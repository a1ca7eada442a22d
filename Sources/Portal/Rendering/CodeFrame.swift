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
    output.put("<div class=\"tabs\">\n")
    for member in members {
      output.put("<section class=\"tab\" data-tab=\"")
      output.put(text: member.tab)
      output.put("\">\n<p class=\"tab-name\">")
      output.put(text: member.tab)
      output.put("</p>\n")
      for block in member.blocks { codeFrame(block.code, output: block.output, into: &output) }
      output.put("</section>\n")
    }
    output.put("</div>\n")
  }

  /// One block with its caption, verdict, copy button and what it printed.
  ///
  /// - Parameter reason: why readers see the source.
  func codeFrame(_ index: Int, output printed: Int?, reason: String? = nil, into output: inout [UInt8]) {
    let block = page.blocks[index]
    let record = verdicts[index]
    output.put(
      block.form == .diagram ? "<figure class=\"code mermaid-source\">\n" : "<figure class=\"code\">\n")
    // In a tab named for the language, the caption may be empty.
    let label = label(of: block)
    let isBare = block.attributes.title == nil && label == block.attributes.tab
    output.put(isBare ? "<figcaption class=\"code-head bare\">" : "<figcaption class=\"code-head\">")
    if let title = block.attributes.title {
      output.put("<span class=\"code-title\">")
      output.put(breakable: title)
      output.put("</span>")
    }
    if label != block.attributes.tab {
      output.put("<span class=\"code-language\">")
      output.put(text: label)
      output.put("</span>")
    }
    verdict(of: index, into: &output)
    if !block.isOutput { output.put("<button class=\"copy\" type=\"button\" aria-label=\"Copy\"></button>") }
    output.put("</figcaption>\n<pre><code>")
    if block.isOutput {
      // An output that is not next to its example has a frame of its own, with the actual output.
      highlight(record?.output ?? block.code, language: "", into: &output)
    } else {
      let marks = block.attributes.marks
      if marks.isEmpty {
        highlight(block.code, language: block.language, into: &output)
      } else {
        var html: [UInt8] = []
        highlight(block.code, language: block.language, into: &html)
        MarkedLines.write(html, marks, into: &output)
      }
    }
    output.put("</code></pre>\n")
    if !block.isOutput, printed != nil || !isFollowedByOutput(index) {
      panel(block, record, output: printed, into: &output)
    }
    note(block, record, into: &output)
    if let reason {
      output.put("<p class=\"code-note\">")
      output.put(text: reason)
      output.put("</p>\n")
    }
    output.put("</figure>\n")
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
  private func panel(
    _ block: Block, _ record: Ledger.Record?, output printed: Int?, into output: inout [UInt8]
  ) {
    let stated = printed.map { page.blocks[$0] }
    // The response to an exchange is a block of the page, and a transcript holds its own output.
    let holdsOutput =
      block.attributes.exchange != nil || block.form.isMessage
      || site.languages[block.language]?.holdsOutput ?? false
    let real = holdsOutput ? nil : record?.output ?? printed.flatMap { verdicts[$0]?.output }
    guard let text = real ?? stated?.code, !text.isEmpty else { return }
    let lines = text.utf8.count { $0 == UInt8(ascii: "\n") }
    // A region of a file prints nothing by itself: what is known is what the whole file prints.
    let wholeFile = block.origin.region == nil ? nil : block.origin.file
    let isFolded = stated == nil && (lines > 16 || wholeFile != nil)
    if isFolded {
      output.put("<details class=\"code-output\"><summary class=\"code-output-name\">Output")
      if let wholeFile {
        output.put(" of ")
        output.put(text: wholeFile)
      }
      output.put(", ")
      output.put(decimal: lines)
      output.put(lines == 1 ? " line" : " lines")
      output.put("</summary>\n<pre><samp>")
    } else {
      output.put("<div class=\"code-output\"><p class=\"code-output-name\">")
      output.put(text: stated?.attributes.title ?? "Output")
      output.put("</p>\n<pre><samp>")
    }
    output.put(text: text)
    output.put(isFolded ? "</samp></pre></details>\n" : "</samp></pre></div>\n")
  }

  /// Why a block was skipped, or what is wrong with it.
  private func note(_ block: Block, _ record: Ledger.Record?, into output: inout [UInt8]) {
    guard let record else { return }
    let reason = record.reason ?? (record.verdict == .skipped ? block.attributes.skip : nil)
    guard let reason, record.verdict == .skipped || record.verdict == .failed else { return }
    output.put("<p class=\"code-note\">")
    output.put(record.verdict == .skipped ? "Not run: " : "Failed: ")
    output.put(text: reason)
    if record.verdict == .skipped, let until = block.attributes.until {
      output.put(" (until ")
      output.put(text: until)
      output.put(")")
    }
    output.put("</p>\n")
  }

  /// The mark of a block in its caption: its verdict, or that it has changed since. A block that was never verified has
  /// a mark where the settings ask for proof.
  func verdict(of index: Int, into output: inout [UInt8]) {
    switch verdicts.status(of: index) {
    case .verdict(let record): verdict(record, into: &output)
    case .changed:
      output.put(
        "<span class=\"verdict verdict-stale\" title=\"This example, or something that it depends on, has changed since it was verified.\">Not verified since it changed</span>"
      )
    case .unverified where page.blocks[index].isOutput || site.project.policy.isEmpty: break
    case .unverified:
      output.put(
        "<span class=\"verdict verdict-unchecked\" title=\"This example has not been verified.\">Not verified</span>"
      )
    }
  }

  private func verdict(_ record: Ledger.Record, into output: inout [UInt8]) {
    if record.verdict == .text {
      // Where proof is asked for, a block without a mark says why.
      guard let reason = record.reason, !site.project.policy.isEmpty else { return }
      output.put("<span class=\"verdict verdict-unchecked\" title=\"Not checked: ")
      output.put(text: reason)
      output.put("\">Not checked</span>")
      return
    }
    let (kind, word, meaning): (StaticString, StaticString, StaticString) =
      switch record.verdict {
      case .ran: ("ran", "Ran", "This example was run, and its output matches the page.")
      case .compiled: ("compiled", "Compiled", "This example was compiled.")
      case .validated: ("validated", "Validated", "This was validated against the API's contract.")
      case .parsed: ("parsed", "Parsed", "The syntax was checked.")
      case .failedAsStated:
        ("ran", "Fails as stated", "This example fails with the expected error.")
      case .skipped: ("skipped", "Skipped", "This example was not run.")
      case .failed: ("failed", "Failed", "This example does not do what the page shows.")
      case .text: ("", "", "")
      }
    output.put("<span class=\"verdict verdict-")
    output.put(kind)
    output.put("\" title=\"")
    let checkers = record.checkers.joined(separator: ", ")
    let hasRun = record.verdict == .ran || record.verdict == .failedAsStated
    let hadNetwork = hasRun && site.project.opensNetwork(page.path)
    if record.verdict == .validated, !checkers.isEmpty {
      output.put("Checked by ")
      output.put(text: checkers)
      output.put(".")
    } else {
      output.put(meaning)
      if !record.tools.isEmpty {
        output.put(" With ")
        output.put(text: record.tools.joined(separator: ", "))
        output.put(".")
      }
      if hadNetwork { output.put(" It could connect to other machines.") }
      if !checkers.isEmpty {
        output.put(" Also checked by ")
        output.put(text: checkers)
        output.put(".")
      }
    }
    output.put("\">")
    output.put(word)
    if hadNetwork { output.put(" with network access") }
    if record.verdict == .validated, !checkers.isEmpty {
      output.put(" by ")
      output.put(text: checkers)
    }
    output.put("</span>")
  }

  /// `Swift`; for the halves of an exchange `Request` and `Response`.
  private func label(of block: Block) -> String {
    if block.isOutput { return block.attributes.title ?? "Output" }
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
