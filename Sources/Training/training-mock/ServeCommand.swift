import ArgumentParser
import Foundation
import Processes
import TrainingMock

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve until SIGINT or SIGTERM.",
    usage: """
      training-mock serve [--contract <file>] [--port <port>] [--seed <seed>]
        [--realtime] [--fault <fault> ...] [--format <format>]
      """,
    discussion: """
      When the service is ready, one line is written to standard output: a JSON object with the address (url), the path \
      of calls (endpoint) and the environment variables that clients need (environment: the address and tokens). With \
      --format shell it is export lines instead, to be pasted into a terminal.

      The service has jobs that progress, tokens, permissions, rate limits, webhooks and metrics. It is seeded and keeps \
      virtual time: the same requests get the same answers. POST /__mock/reset resets it; GET /__mock lists what else \
      there is for tests.

      Limits: bodies of 8 MB (413), batches of 1000 messages (-32600), 64 levels of nesting (-32700), 32 kB of header \
      fields (431), 512 connections (503), 15 seconds without progress and one minute for a request (408).
      """)

  @OptionGroup var source: ContractOption

  @Option(help: "The port to listen on; 0 takes any free one.")
  var port = 8001

  @Option(help: "The seed of every random choice.")
  var seed: UInt64 = 1

  @Flag(help: "Take the time from the computer's clock.")
  var realtime = false

  @Option(
    name: .customLong("fault"),
    help: ArgumentHelp(
      "A fault to inject: NAME or NAME:setting=value,…; may be repeated.", valueName: "fault"),
    transform: { text in
      do throws(Fault.Mistake) {
        return try Fault(text: text)
      } catch {
        throw ValidationError(error.description)
      }
    })
  var faults: [Fault] = []

  @Option(help: "How the address is written when the service is ready.")
  var format = AnnouncementFormat.json

  func run() async throws {
    let server = try await reportingDiagnostics {
      try await TrainingServer.start(
        contract: try source.contract(),
        configuration: MockConfiguration(seed: seed, realtime: realtime, faults: faults), port: port)
    }
    TerminationSignal.listen()
    let text = format.text(
      url: server.url, endpoint: TrainingService.endpoint, environment: await server.environment())
    // Not `print`, which buffers when the output is a pipe: whoever started the program waits for this line.
    FileHandle.standardOutput.write(Data(text.utf8))
    FileHandle.standardError.write(Data("training service on \(server.url); Ctrl-C ends it\n".utf8))
    // On the computer's clock, jobs progress and events are sent without requests.
    let ticking = realtime ? Task { try await server.service.run() } : nil
    await TerminationSignal.wait()
    ticking?.cancel()
    await server.stop()
  }
}
