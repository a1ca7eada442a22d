import Diagnostics
import Languages
import Pages

/// What fences capture has an effect, and is used where it has a value.
enum CaptureCheck {
  static let check = Check(.blocks, [.misusedCapture], .shownPage(findings))

  private static func findings(_ checked: CheckedPage) -> [Diagnostic] {
    let (page, context) = (checked.page, checked.context)
    let capturing = page.blocks.filter { !$0.attributes.captures.isEmpty }
    if capturing.isEmpty { return [] }
    let sessions = CaptureSession.all(of: page, context.project, context.languages)
    var found = capturing.compactMap { block in
      withoutOutput(block, checked) ?? withoutSession(block, sessions, page)
    }
    let idle = Set(found.compactMap(\.span))
    for session in sessions {
      let order = CaptureOrder(session, checked)
      for finding in order.findings where !found.contains(finding) && finding.span.map(idle.contains) != true
      {
        found.append(finding)
      }
    }
    return found + elsewhere(sessions, checked)
  }

  /// A block that is not run, and so prints nothing.
  private static func withoutOutput(_ block: Block, _ checked: CheckedPage) -> Diagnostic? {
    if block.attributes.skip != nil || CaptureOrder.isRun(block, checked) { return nil }
    return finding(
      "`capture` has no effect on this block, which is not run", block, checked.page,
      fix: "write it on the block that prints the value, or on the request")
  }

  private static func withoutSession(
    _ block: Block, _ sessions: [CaptureSession], _ page: Page
  ) -> Diagnostic? {
    if block.attributes.wrong != nil { return nil }
    if sessions.contains(where: { $0.blocks.contains { $0.index == block.index } }) { return nil }
    return finding(
      "`capture` has no effect without `session`, because no other block runs in the session of this one",
      block, page, fix: "write the same `session=NAME` on this block and on those that use the value")
  }

  static func finding(_ message: String, _ block: Block, _ page: Page, fix: String?) -> Diagnostic {
    Diagnostic(.misusedCapture, message, at: page.span(ofAttribute: "capture", of: block), fix: fix)
  }

  /// Uses of a variable in one session that only another one captures.
  private static func elsewhere(_ sessions: [CaptureSession], _ checked: CheckedPage) -> [Diagnostic] {
    let scripts = checked.shellScripts
    let homes = sessions.flatMap { session in
      session.blocks.flatMap(\.attributes.captures).map { (name: $0.name, session: session) }
    }
    var seen: Set<SourceSpan> = []
    return sessions.flatMap { session -> [Diagnostic] in
      let indices = Set(session.blocks.map(\.index))
      let set = Set(
        scripts.filter { indices.contains($0.block.index) }.flatMap(\.script.settings).map(\.name)
          + session.blocks.flatMap(\.attributes.captures).map(\.name))
      return homes.compactMap { home in
        guard home.session.name != session.name, !set.contains(home.name) else { return nil }
        let finding = use(of: home.name, in: session, of: home.session, checked)
        return finding?.span.map { seen.insert($0).inserted } ?? false ? finding : nil
      }
    }
  }

  private static func use(
    of name: String, in session: CaptureSession, of other: CaptureSession, _ checked: CheckedPage
  ) -> Diagnostic? {
    for block in session.blocks where CaptureOrder.isRun(block, checked) {
      guard let range = CaptureOrder.uses(of: name, in: block).first else { continue }
      let home = other.name.map { "the session `\($0)`" } ?? "the walkthrough"
      return Diagnostic(
        .misusedCapture, "`\(name)` is captured in \(home), and has no value in this one",
        at: checked.page.span(inCodeOf: block, codeRange: range),
        fix: "put both blocks into one session, or capture the value here, too")
    }
    return nil
  }
}
