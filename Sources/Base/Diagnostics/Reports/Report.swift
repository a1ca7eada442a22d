/// What a command found out: its findings, and what it looked at. Every format of reports writes one.
///
///     let report = Report(findings, pages: ["content/guide.md"])
///     print(try ReportFormat.junit.render(report))
public struct Report: Sendable, Hashable {
  /// What became of one code block.
  public struct Block: Sendable, Hashable, Codable {
    public enum Status: String, Sendable, Hashable, Codable { case passed, skipped, failed }

    /// The page, as findings print its path.
    public var path: String
    /// The lines of the block with its fences, from 1.
    public var line: Int
    public var endLine: Int
    public var language: String
    /// The words of the verdict: `failed as stated`.
    public var verdict: String
    public var status: Status
    /// Why it was skipped, or failed.
    public var reason: String?
    /// How long its session ran when it last did, divided among the blocks of the session; `nil` when nothing ran.
    public var seconds: Double?

    public init(
      path: String, line: Int, endLine: Int, language: String, verdict: String, status: Status,
      reason: String? = nil, seconds: Double? = nil
    ) {
      self.path = path
      self.line = line
      self.endLine = endLine
      self.language = language
      self.verdict = verdict
      self.status = status
      self.reason = reason
      self.seconds = seconds
    }
  }

  /// One of several parts that the pages were divided into.
  public struct Part: Sendable, Hashable, Codable {
    /// The most parts that pages can be divided into, more than anybody has machines.
    public static let most = 10_000

    /// From 1.
    public var index: Int
    public var count: Int
    /// The pages of all parts.
    public var all: [String]

    public init(index: Int, count: Int, all: [String]) {
      self.index = index
      self.count = count
      self.all = all
    }
  }

  public var findings: [Diagnostic]
  /// The pages that were looked at, as findings print their paths.
  public var pages: [String]
  /// The blocks of these pages; empty when nothing was verified.
  public var blocks: [Block]
  /// The least severity of a finding that makes a command fail.
  public var failsOn: Severity
  /// Which part of the pages these are; `nil` for all that were asked for.
  public var part: Part?

  public init(
    _ findings: [Diagnostic], pages: [String] = [], blocks: [Block] = [], failsOn: Severity = .error,
    part: Part? = nil
  ) {
    self.findings = findings
    self.pages = pages
    self.blocks = blocks
    self.failsOn = failsOn
    self.part = part
  }

  /// How many blocks have each verdict, in the order in which verdicts first come.
  var verdicts: [(verdict: String, count: Int)] {
    var counts: [(verdict: String, count: Int)] = []
    for block in blocks {
      if let known = counts.firstIndex(where: { $0.verdict == block.verdict }) {
        counts[known].count += 1
      } else {
        counts.append((block.verdict, 1))
      }
    }
    return counts
  }

  /// `2 errors, 1 warning; 12 pages, 30 blocks`.
  var summary: String {
    var text = ConsoleRenderer.summary(findings)
    if !pages.isEmpty { text += "; " + Self.count(pages.count, "page") }
    if !blocks.isEmpty { text += ", " + Self.count(blocks.count, "block") }
    return text
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}

extension Diagnostic {
  /// The message with its fix, for formats with one text for both.
  package var messageWithFix: String { message + (fix.map { ". Fix: " + $0 } ?? "") }
}
