import ArgumentParser

@main
struct TrainingMockCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training-mock",
    abstract: "Mock of the GRPO training service, on loopback.",
    subcommands: [ServeCommand.self, ConformanceCommand.self, MetricsCommand.self],
    defaultSubcommand: ServeCommand.self)
}
