import ArgumentParser
import Diagnostics
import Files
import Foundation

extension ReportFormat: ExpressibleByArgument {
  public init?(argument: String) {
    guard let format = ReportFormat.named(argument) else { return nil }
    self = format
  }

  public var defaultValueDescription: String { name }

  public static var allValueStrings: [String] { all.map(\.name) }
}

/// How findings are printed, and which files get a report of them; shared by all commands that have any.
public struct ReportOptions: ParsableArguments {
  @Option(
    name: .long,
    help:
      "Output format: \(ReportFormat.all.map { "\($0.name) (\($0.summary))" }.joined(separator: ", "))."
  )
  public var format = ReportFormat.text

  @Option(
    name: .customLong("report"),
    help: ArgumentHelp(
      "Also write a report to a file, in a format of --format: junit=report.xml. May be repeated.",
      valueName: "file"), transform: ReportFile.init(argument:))
  public var files: [ReportFile] = []

  public init() {}

  /// Writes the report to each of the files.
  public func writeFiles(_ report: Report) throws {
    for file in files { try file.write(report) }
  }
}

/// `junit=report.xml`: a file that gets a report, and its format.
public struct ReportFile: Sendable {
  let format: ReportFormat
  /// As given on the command line.
  public let path: String

  init(argument: String) throws {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty else {
      throw ValidationError("`\(argument)` must name a format and a file: junit=report.xml")
    }
    guard let format = ReportFormat.named(String(parts[0])) else {
      let names = ReportFormat.allValueStrings.joined(separator: ", ")
      throw ValidationError("unknown format `\(parts[0])`; use one of \(names)")
    }
    self.format = format
    path = String(parts[1])
  }

  func write(_ report: Report) throws {
    let text = try format.render(report, .init(time: Self.now))
    try NamedFile(path: path).write(Array(text.utf8))
  }

  /// `2026-12-01T08:00:00`, in UTC.
  private static var now: String {
    let text = Date.now.formatted(.iso8601)
    return text.hasSuffix("Z") ? String(text.dropLast()) : text
  }
}
