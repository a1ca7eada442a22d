import Pages
import Project

/// One part of a page that is executed or validated, before parts are gathered into sessions.
enum PlannedPart: Sendable {
  case example(Example)
  case exchange(PlannedExchange)
  case payload(BlockID, Block)
}

/// Gathers the blocks of one page into sessions in page order.
struct SessionBuilder {
  var page: Int
  /// Whether examples of the page may connect to other machines.
  var opensNetwork: Bool
  /// The names of sessions in which a block captures a value, so that the blocks after it run after it.
  var capturing: Set<String> = []
  var sessions: [Session] = []
  private var positions: [String: Int] = [:]

  init(page: Int, at path: String, of project: Project) {
    self.page = page
    opensNetwork = project.opensNetwork(path)
  }

  mutating func add(_ part: PlannedPart) {
    switch part {
    case .example(let example): add(example)
    case .exchange(let exchange): add(exchange)
    case .payload(let id, let block): add(payload: id, block)
    }
  }

  private mutating func add(_ example: Example) {
    let attributes = example.block.attributes
    if let file = example.block.origin.file, let text = example.block.origin.fileText {
      // All regions of one file, run in one way, are one example.
      let source = PlannedProgram.Source.file(path: file, text: text, arguments: attributes.arguments)
      let name = attributes.session ?? "file \(file) \(attributes.arguments.joined(separator: " "))"
      add(example, source: source, to: name)
    } else {
      add(example, source: .blocks, to: attributes.session ?? "block \(example.id.block)")
    }
  }

  private mutating func add(_ example: Example, source: PlannedProgram.Source, to name: String) {
    let session = position(of: name)
    let runsAtItsPlace = sessions[session].isLive && source == .blocks && example.language.runner?.live != nil
    for index in sessions[session].units.indices where !runsAtItsPlace {
      guard case .program(var program) = sessions[session].units[index], program.source == source,
        program.processName == example.language.processName
      else { continue }
      program.examples.append(example)
      sessions[session].units[index] = .program(program)
      return
    }
    sessions[session].units.append(
      .program(PlannedProgram(language: example.language, source: source, examples: [example])))
  }

  private mutating func add(_ exchange: PlannedExchange) {
    let name = exchange.requestBlock.attributes.session ?? "block \(exchange.request.block)"
    let session = position(of: name)
    sessions[session].units.append(.exchange(exchange))
  }

  private mutating func add(payload id: BlockID, _ block: Block) {
    let session = position(of: "block \(id.block)")
    sessions[session].units.append(.payload(id, block))
  }

  private mutating func position(of name: String) -> Int {
    if let position = positions[name] { return position }
    positions[name] = sessions.count
    sessions.append(session(named: name))
    sessions[sessions.count - 1].isLive = capturing.contains(name)
    return sessions.count - 1
  }

  /// A session of the page in which nothing is done yet.
  func session(named name: String) -> Session {
    Session(page: page, name: name, opensNetwork: opensNetwork, units: [])
  }
}
