import Pages
import Project

/// A request on a page and the response directly after it.
public struct PlannedExchange: Sendable {
  public enum Form: Sendable, Hashable { case json, http }

  public var form: Form
  public var request: BlockID
  public var response: BlockID
  public var requestBlock: Block
  public var responseBlock: Block
}

/// Blocks of one page that share a folder, a service and, within a language, their state.
public struct Session: Sendable {
  public enum Unit: Sendable {
    case program(PlannedProgram)
    case exchange(PlannedExchange)
    /// A JSON block that is parsed and validated, not sent.
    case payload(BlockID, Block)
  }

  /// Position in the list of pages.
  public var page: Int
  public var name: String
  /// Whether its examples may connect to other machines.
  public var opensNetwork: Bool
  /// The names of the services that it finds besides the one that exchanges are sent to.
  public var services: [String] = []
  /// In page order; all blocks of a language run in one process at the place of the first.
  public var units: [Unit]
  /// Whether processes stay alive between blocks, so that each block runs at its own place: in a walkthrough, and where a
  /// block captures a value for those after it. A language whose processes cannot wait runs at the place of its first block.
  public var isLive = false
  /// What the session proves of steps, in its order; none for one that proves its blocks.
  public var proofs: [StepProof] = []

  public var programs: [PlannedProgram] {
    units.compactMap { if case .program(let program) = $0 { program } else { nil } }
  }

  public var exchanges: [PlannedExchange] {
    units.compactMap { if case .exchange(let exchange) = $0 { exchange } else { nil } }
  }

  /// Programs of the project that are run in place, by paths relative to the project.
  var filePaths: [String] {
    programs.compactMap { if case .file(let path, _, _) = $0.source { path } else { nil } }
  }

  /// Whether its examples need one of the services of its page.
  func uses(_ service: ServiceDeclaration) -> Bool {
    service.isUsed(by: programs.flatMap(\.texts), in: examples.filter(\.isRun).map(\.language))
  }

  var examples: [Example] { programs.flatMap(\.examples) }

  /// Positions on the page of all examples and requests, in the order of the units.
  public var blockOrder: [Int] {
    units.flatMap { unit -> [Int] in
      switch unit {
      case .program(let program): program.examples.map(\.id.block)
      case .exchange(let exchange): [exchange.request.block]
      case .payload(let id, _): [id.block]
      }
    }
  }

  /// Whether something has to be executed, so that the session needs a folder and a service.
  public var executes: Bool { !exchanges.isEmpty || programs.contains { $0.runs } }

  /// Whether a compiler has to see its code before it runs.
  var isCompiled: Bool { programs.contains { $0.language.runner?.compiler != nil } }

  /// Whether its result is kept on the disk: payloads are validated quickly enough without.
  var isCacheable: Bool { executes || !programs.isEmpty }
}
