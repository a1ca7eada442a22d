extension Report {
  /// Why reports of parts do not make a whole.
  public struct Incomplete: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
  }

  /// The report of all pages, from those of its parts: of the parts of `flowdocs verify --shard`, and of other commands.
  ///
  ///     let whole = try Report.merging([first, second, check])
  ///
  /// What several reports contain is in the result once.
  public static func merging(_ reports: [Report]) throws(Incomplete) -> Report {
    try requireAllParts(reports)
    var seen: Set<Diagnostic> = []
    var merged = Report(
      reports.flatMap(\.findings).filter { seen.insert($0).inserted }.sortedByPlace(),
      pages: Set(reports.flatMap(\.pages)).sorted(), blocks: blocks(of: reports))
    merged.failsOn = reports.map(\.failsOn).min() ?? .error
    return merged
  }

  /// By page and line, each once.
  private static func blocks(of reports: [Report]) -> [Block] {
    var seen: Set<Block> = []
    return reports.flatMap(\.blocks).filter { seen.insert($0).inserted }
      .sorted { ($0.path, $0.line) < ($1.path, $1.line) }
  }

  /// A part that is missing would look like pages without findings.
  private static func requireAllParts(_ reports: [Report]) throws(Incomplete) {
    let parts = reports.compactMap(\.part)
    guard let count = parts.first?.count else { return }
    if let other = parts.first(where: { $0.count != count }) {
      throw Incomplete(description: "one report is a part of \(count), another a part of \(other.count)")
    }
    let missing = Set(1...count).subtracting(parts.map(\.index)).sorted()
    if !missing.isEmpty {
      let names = missing.map { "\($0)/\(count)" }.joined(separator: ", ")
      throw Incomplete(
        description: missing.count == 1 ? "part \(names) is missing" : "parts \(names) are missing")
    }
    let covered = Set(reports.filter { $0.part != nil }.flatMap(\.pages))
    let left = Set(parts.flatMap(\.all)).subtracting(covered).sorted()
    if !left.isEmpty {
      let shown = left.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
      throw Incomplete(
        description:
          "no part contains \(shown)\(left.count > 5 ? " and \(left.count - 5) more pages" : ""): the parts were "
          + "divided by different recorded times; give all machines the same `.flowdocs/cache`, or none")
    }
  }
}
