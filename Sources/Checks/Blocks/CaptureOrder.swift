import Diagnostics
import JSON
import Languages
import Pages

/// The captures and uses of one session in the order in which its blocks run.
struct CaptureOrder {
  private let checked: CheckedPage
  private let blocks: [Block]
  /// The place of each block among those that run: blocks of a language whose processes cannot wait run at the first one.
  private let places: [Int: Int]
  /// The first block that captures each name.
  private var captures: [String: Block] = [:]
  private(set) var findings: [Diagnostic] = []

  init(_ session: CaptureSession, _ checked: CheckedPage) {
    self.checked = checked
    blocks = session.blocks.filter { Self.isRun($0, checked) }
    places = Self.places(blocks, checked)
    for block in blocks { add(block) }
    for (name, block) in captures.sorted(by: { $0.key < $1.key }) { findUses(of: name, before: block) }
    findLast()
  }

  private var page: Page { checked.page }

  private static func places(_ blocks: [Block], _ checked: CheckedPage) -> [Int: Int] {
    var first: [String: Int] = [:]
    var places: [Int: Int] = [:]
    for (position, block) in blocks.enumerated() {
      places[block.index] = position
      let language = checked.context.languages[block.language]
      let program = block.origin.file ?? (language?.runner?.live == nil ? language?.processName : nil)
      guard let program, !block.form.isMessage else { continue }
      let place = first[program] ?? position
      first[program] = place
      places[block.index] = place
    }
    return places
  }

  private mutating func add(_ block: Block) {
    for capture in block.attributes.captures {
      guard let first = captures[capture.name] else {
        captures[capture.name] = block
        continue
      }
      var finding = CaptureCheck.finding(
        "`\(capture.name)` is captured twice in one session", block, page, fix: "rename one of the two")
      finding.notes.append(
        .init("it is captured here, too", span: page.span(ofAttribute: "capture", of: first)))
      findings.append(finding)
    }
  }

  private mutating func findUses(of name: String, before capturing: Block) {
    let end = places[capturing.index] ?? 0
    for block in blocks where places[block.index].map({ $0 <= end }) ?? false {
      guard block.index != capturing.index, let range = Self.uses(of: name, in: block).first,
        !isSet(name, upTo: block)
      else { continue }
      let runsEarly = block.index > capturing.index
      var finding = Diagnostic(
        .misusedCapture,
        runsEarly
          ? "`\(name)` has no value here, because all \(label(block)) of a session run at the place of the first"
          : "`\(name)` is used before it is captured",
        at: page.span(inCodeOf: block, codeRange: range),
        fix: runsEarly
          ? "capture it before the first of them, or give this block a session of its own"
          : "move this block below the one that captures it")
      finding.notes.append(
        .init("it is captured here", span: page.span(ofAttribute: "capture", of: capturing)))
      findings.append(finding)
    }
  }

  private func label(_ block: Block) -> String {
    block.origin.file.map { "blocks of `\($0)`" }
      ?? (checked.context.languages[block.language]?.label ?? block.language) + " blocks"
  }

  /// Whether a shell block up to one sets the variable itself.
  private func isSet(_ name: String, upTo last: Block) -> Bool {
    let indices = Set(blocks.map(\.index).filter { $0 <= last.index })
    return checked.shellScripts.contains { script in
      indices.contains(script.block.index) && script.script.settings.contains { $0.name == name }
    }
  }

  private mutating func findLast() {
    let last = blocks.compactMap { places[$0.index] }.max() ?? 0
    for block in blocks where !block.attributes.captures.isEmpty && places[block.index] == last {
      findings.append(
        CaptureCheck.finding(
          "`capture` has no effect, because no block of its session runs after this one", block, page,
          fix: "remove it, or give the block that uses the value the same session"))
    }
  }
}

extension CaptureOrder {
  /// Whether a block is run, or sent.
  static func isRun(_ block: Block, _ checked: CheckedPage) -> Bool {
    if block.attributes.skip != nil || block.isOutput { return false }
    if block.form.isMessage { return isRequest(block, on: checked.page) }
    let context = checked.context
    guard let language = context.languages[block.language] else { return false }
    return context.project.runs(language, on: checked.page.path)
      && context.project.statedLevel(of: block, in: context.languages) == .run
  }

  /// Whether a message is followed by another one of its form, as a request is by its response.
  static func isRequest(_ block: Block, on page: Page) -> Bool {
    guard block.form.isMessage, block.index + 1 < page.blocks.count,
      page.blocks[block.index + 1].language == block.language
    else { return false }
    if block.form == .http { return !block.code.hasPrefix("HTTP/") }
    do throws(JSONSyntaxError) {
      return MessageRole(try JSONParser.parse(block.code.utf8)) == .request
    } catch {
      return false
    }
  }

  /// Where a block uses a variable: in a shell and in messages after `$`, elsewhere as a string.
  static func uses(of name: String, in block: Block) -> [Range<Int>] {
    if block.form.isMessage || block.form == .commands {
      return Capture.uses(of: name, in: block.code.utf8)
    }
    let bytes = Array(block.code.utf8)
    return ["\"\(name)\"", "'\(name)'"].compactMap { bytes.firstRange(of: Array($0.utf8)) }
  }
}
