import ArgumentParser
import ContractMock
import Foundation
import MockHTTP
import OpenRPC
import Processes
import TrainingMock

struct MockCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "mock",
    abstract: "Run a mock service on loopback: the training service, or any OpenRPC contract.",
    discussion: """
      Without --contract it is the training service of the project's own contract, with jobs that progress, tokens, \
      permissions and rate limits. It is seeded and keeps virtual time, so the same requests get the same answers; \
      with --realtime jobs progress by the clock on the wall. Paste the printed lines into the terminal in which your \
      examples run.

      With --contract FILE it is any service that FILE (OpenRPC 1.x, JSON) describes. Calls are posted to / or to the \
      path of a server that the contract names. Params are checked by name and by position (-32602 with a sentence). \
      The answer is the example whose params agree deepest with those of the call, else a value made from the schema of \
      the result, from --seed: the same request gets the same bytes. rpc.discover gives the contract. Permissions and \
      rate limits are not enforced.

      A call chooses its answer with a header. Prefer: example=NAME gives that example, or error example, of the method; \
      Prefer: error=-32001 gives that error (code=-32001 is the same); Prefer: dynamic=true gives a made value even \
      where an example would do. The Mock-Answer header of the response says where an answer comes from.

      Both refuse bodies above 8 MB (413), batches of more than 1000 messages (-32600), more than 64 levels of nesting \
      (-32700), 32 kB of header fields (431) and more than 512 connections (503). A connection that stands still for \
      15 seconds, or takes more than a minute for one request, is ended (408 where a head has come).
      """)

  @Option(help: "The port to listen on; 0 takes any free one.")
  var port = 8001

  @Option(help: "Where every random choice comes from.")
  var seed: UInt64 = 1

  @Flag(help: "Take the time from the computer's clock (the training service only).")
  var realtime = false

  @Option(
    name: .customLong("fault"),
    help: ArgumentHelp(
      "Something that goes wrong in the training service: NAME or NAME:setting=value,…; may be repeated.",
      valueName: "fault"),
    transform: { text in
      do throws(Fault.Mistake) {
        return try Fault(text: text)
      } catch {
        throw ValidationError(error.description)
      }
    })
  var faults: [Fault] = []

  @Option(help: "An OpenRPC document: serve it, whatever it describes, instead of the training service.")
  var contract: String?

  func validate() throws {
    if realtime, contract != nil {
      throw ValidationError("--realtime is for the training service; a mock of --contract has no clock")
    }
    if !faults.isEmpty, contract != nil {
      throw ValidationError(
        "--fault is for the training service; with --contract, ask for errors by the Prefer header")
    }
  }

  func run(in program: Program) async throws {
    if let contract { try await serve(file: contract, program) } else { try await serveTraining(program) }
  }

  private func serve(file path: String, _ program: Program) async throws {
    let contract = try program.contract(at: path)
    let mock = ContractMock(contract: contract, seed: seed)
    let server = try await MockServer.start(mock, port: port)
    TerminationSignal.listen()
    let places = mock.paths.map { server.url + $0 }.joined(separator: " and ")
    program.terminal.say(
      "mock of \(contract.title) \(contract.version) with \(contract.methods.count) "
        + "method\(contract.methods.count == 1 ? "" : "s") on \(places); "
        + "Ctrl-C ends it")
    await TerminationSignal.wait()
    await server.stop()
  }

  private func serveTraining(_ program: Program) async throws {
    guard let contract = try program.contract() else {
      throw ValidationError("this folder names no contract; --contract FILE mocks any")
    }
    let server = try await TrainingServer.start(
      contract: contract, configuration: MockConfiguration(seed: seed, realtime: realtime, faults: faults),
      port: port)
    TerminationSignal.listen()
    let exports = await server.environment().map { "export \($0.name)='\($0.value)'\n" }
    // Not `print`, which would keep the lines back when the output is a pipe.
    program.terminal.print(exports.joined().utf8)
    program.terminal.say("mock training service on \(server.url); Ctrl-C ends it")
    // On the wall clock events are due although nobody asks.
    let ticking = realtime ? Task { try await server.service.run() } : nil
    await TerminationSignal.wait()
    ticking?.cancel()
    await server.stop()
  }
}
