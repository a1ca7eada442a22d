/// A format for printing a list of diagnostics: a name for `--format`, and a function.
///
/// A new format is a file with its value and a line in `all`.
public struct ReportFormat: Sendable {
  public struct Options: Sendable {
    /// Whether the terminal shows colours.
    public var color: Bool

    public init(color: Bool = false) { self.color = color }
  }

  public let name: String
  /// The reader of the format, for the help of `--format`.
  public let summary: String
  private let write: @Sendable ([Diagnostic], Options) throws -> String

  public init(
    _ name: String, _ summary: String, write: @escaping @Sendable ([Diagnostic], Options) throws -> String
  ) {
    self.name = name
    self.summary = summary
    self.write = write
  }

  /// The whole report, ending with a newline unless it is empty.
  public func render(_ diagnostics: [Diagnostic], _ options: Options = Options()) throws -> String {
    try write(diagnostics, options)
  }

  public static let all: [ReportFormat] = [.text, .json, .github, .sarif]

  public static func named(_ name: String) -> ReportFormat? { all.first { $0.name == name } }
}
