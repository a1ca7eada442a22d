import ArgumentParser
import Diagnostics

extension ReportFormat: ExpressibleByArgument {
  public init?(argument: String) {
    guard let format = ReportFormat.named(argument) else { return nil }
    self = format
  }

  public var defaultValueDescription: String { name }

  public static var allValueStrings: [String] { all.map(\.name) }
}

/// How findings are printed; shared by all commands that have any.
public struct ReportOptions: ParsableArguments {
  @Option(
    name: .long,
    help:
      "Output format: \(ReportFormat.all.map { "\($0.name) (\($0.summary))" }.joined(separator: ", "))."
  )
  public var format = ReportFormat.text

  public init() {}
}
