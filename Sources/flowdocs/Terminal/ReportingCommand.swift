import CommandOptions

/// A command whose findings are printed in the form that its options ask for.
protocol ReportingCommand {
  var report: ReportOptions { get }
}
