import Ledger
import Pages
import Project
import Site

/// How many blocks have each verdict.
struct VerdictCounts: Sendable, Hashable {
  private(set) var byVerdict: [Verdict: Int] = [:]
  /// Blocks that have changed since they were verified.
  private(set) var changed = 0
  /// Blocks that were never verified.
  private(set) var unverified = 0

  var all: Int { byVerdict.values.reduce(0, +) + changed + unverified }

  /// Blocks that are known to be as their page says, by more than their syntax.
  var verified: Int {
    byVerdict.reduce(0) { $0 + ($1.key.isProof ? $1.value : 0) }
  }

  mutating func add(_ status: BlockStatus) {
    switch status {
    case .verdict(let record): byVerdict[record.verdict, default: 0] += 1
    case .changed: changed += 1
    case .unverified: unverified += 1
    }
  }

  mutating func add(_ other: VerdictCounts) {
    byVerdict.merge(other.byVerdict, uniquingKeysWith: +)
    changed += other.changed
    unverified += other.unverified
  }

  /// `861 ran, 10 compiled`: as `flowdocs verify` prints it, and what it does not count.
  var text: String {
    var parts = Verdict.allCases.compactMap { verdict in
      byVerdict[verdict].map { "\($0) \(verdict.rawValue)" }
    }
    if changed > 0 { parts.append("\(changed) changed after verification") }
    if unverified > 0 { parts.append("\(unverified) not verified") }
    return parts.joined(separator: ", ")
  }
}

/// What verification found on one page.
struct PageVerification: Sendable {
  /// A block that does not count as verified; the list and the counts add up.
  struct Open: Sendable {
    /// The file that the block is written in; `nil` for the page's own.
    var file: String?
    /// The line of that file, from 1.
    var line: Int
    /// The address of the heading above; `nil` at the top of the page.
    var anchor: String?
    var language: String
    var status: BlockStatus
  }

  private(set) var counts = VerdictCounts()
  private(set) var open: [Open] = []
  /// The programs that ran or compiled its blocks, with their versions.
  private(set) var tools: Set<String> = []

  /// Whether the page has blocks, and all of them are proven.
  var isProven: Bool { counts.all > 0 && counts.verified == counts.all }

  init() {}

  init(_ page: Page, _ verdicts: PageVerdicts) {
    for block in page.blocks {
      let status = verdicts.status(of: block.index)
      // The ledger has a record of each block; without one, an output belongs to its example.
      if block.isOutput, status == .unverified { continue }
      counts.add(status)
      if case .verdict(let record) = status {
        tools.formUnion(record.tools)
        if record.verdict.isProof { continue }
      }
      let span = page.span(ofFenceOf: block)
      open.append(
        Open(
          file: span.path == page.source.path ? nil : span.path, line: span.start.line,
          anchor: page.headings.last { $0.line < block.fenceLine }?.anchor,
          language: block.language, status: status))
    }
  }
}

extension Verdict {
  /// Whether a block is known to be as its page says, by more than its syntax.
  fileprivate var isProof: Bool {
    switch self {
    case .ran, .compiled, .validated, .failedAsStated: true
    case .parsed, .skipped, .text, .failed: false
    }
  }
}

/// The page that lists the verdicts of a portal: first the blocks that are not proven, with the reason, then the counts of
/// every page. A portal has it when its settings ask for proof.
struct VerificationPage: Sendable {
  static let title = "Verification"

  let counts: VerdictCounts
  let output: String
  /// Whether the list is a page of the portal.
  let isListed: Bool
  let pages: [(page: PageSummary, found: PageVerification)]

  /// - Parameter order: the numbers of the pages in the order of the navigation.
  init(project: Project, pages: [PageSummary], found: [PageVerification], order: [Int]) {
    counts = found.reduce(into: VerdictCounts()) { $0.add($1.counts) }
    let isTaken = pages.contains { $0.output == PortalOutput.verification }
    output = isTaken ? PortalOutput.otherVerification : PortalOutput.verification
    isListed = !project.policy.isEmpty && counts.all > 0
    self.pages = order.map { (pages[$0], found[$0]) }.filter { $0.found.counts.all > 0 }
  }
}
