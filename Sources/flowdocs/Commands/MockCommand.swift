import ArgumentParser
import Foundation
import MockHTTP
import MockTraining
import OpenRPC

struct MockCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mock",
    abstract: "Run the mock training service on loopback, with tokens printed.",
    discussion: """
      The service is seeded and keeps virtual time, so the same requests get the same answers. With --realtime jobs
      progress by the clock on the wall instead.

      Paste the printed lines into the terminal in which your examples run.
      """)

  @Option(help: "The port to listen on; 0 takes any free one.")
  var port = 8001

  @Option(help: "Where every random choice comes from.")
  var seed: UInt64 = 1

  @Flag(help: "Take the time from the computer's clock.")
  var realtime = false

  @Option(
    name: .customLong("fault"),
    help: ArgumentHelp(
      "Something that goes wrong: NAME or NAME:setting=value,…; may be repeated.", valueName: "fault"),
    transform: { text in
      do throws(Fault.Mistake) {
        return try Fault(text: text)
      } catch {
        throw ValidationError(error.description)
      }
    })
  var faults: [Fault] = []

  @Option(help: "The OpenRPC document of the service; by default the project's contract.")
  var contract: String?

  func run() async throws {
    let contract: Contract
    if let path = self.contract {
      contract = try Workspace.contract(at: path)
    } else if let found = try Workspace.containing(nil).contract() {
      contract = found
    } else {
      throw ValidationError("this folder names no contract; give one with --contract FILE")
    }
    let server = try await TrainingServer.start(
      contract: contract, configuration: MockConfiguration(seed: seed, realtime: realtime, faults: faults),
      port: port)
    let exports = await server.environment().map { "export \($0.name)='\($0.value)'\n" }
    // Not `print`, which would keep the lines back when the output is a pipe.
    FileHandle.standardOutput.write(Data(exports.joined().utf8))
    Terminal.standard.say("mock training service on \(server.url); Ctrl-C ends it")
    // On the wall clock events are due although nobody asks.
    let ticking = realtime ? Task { try await server.service.run() } : nil
    await Interrupt.wait()
    ticking?.cancel()
    await server.stop()
  }
}
