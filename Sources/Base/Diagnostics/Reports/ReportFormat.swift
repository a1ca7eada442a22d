/// A format of reports: a name for `--format` and `--report`, and a function.
///
/// A new format is a file with its value and a line in `all`.
public struct ReportFormat: Sendable {
  public struct Options: Sendable {
    /// Whether the terminal shows colours.
    public var color: Bool
    /// When the report was made, in UTC, for formats that must say so: `2026-12-01T08:00:00`.
    public var time: String

    public init(color: Bool = false, time: String = "1970-01-01T00:00:00") {
      self.color = color
      self.time = time
    }
  }

  public let name: String
  /// The reader of the format, for the help of `--format`.
  public let summary: String
  private let write: @Sendable (Report, Options) throws -> String

  public init(
    _ name: String, _ summary: String, write: @escaping @Sendable (Report, Options) throws -> String
  ) {
    self.name = name
    self.summary = summary
    self.write = write
  }

  /// The whole report, ending with a newline unless it is empty.
  public func render(_ report: Report, _ options: Options = Options()) throws -> String {
    try write(report, options)
  }

  /// A report of nothing but findings.
  public func render(_ findings: [Diagnostic], _ options: Options = Options()) throws -> String {
    try write(Report(findings), options)
  }

  public static let all: [ReportFormat] = [.text, .json, .github, .gitlab, .sarif, .junit, .markdown, .html]

  public static func named(_ name: String) -> ReportFormat? { all.first { $0.name == name } }
}
