import ArgumentParser
import Diagnostics

extension ReportFormat: ExpressibleByArgument {}

/// A command whose findings are printed in the form that its options ask for.
protocol ReportingCommand {
  var report: ReportOptions { get }
}

/// How findings are printed; shared by all commands that have any.
struct ReportOptions: ParsableArguments {
  @Option(
    name: .long,
    help: "How findings are printed: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format = ReportFormat.text
}
