import Checks
import Diagnostics
import JSON
import MathML
import Mermaid
import Pages
import Project

/// Decides from the pages alone what is to be done with every block.
public struct Planner: Sendable {
  public var project: Project
  public var pages: [Page]
  /// `2027-03-01`, for `skip=… until=…`.
  public var today: String
  /// Whether there is a service to which exchanges can be sent.
  public var hasService: Bool

  public init(project: Project, pages: [Page], today: String, hasService: Bool) {
    self.project = project
    self.pages = pages
    self.today = today
    self.hasService = hasService
  }

  /// - Parameter selected: The positions of the pages to verify.
  public func plan(_ selected: [Int]) -> Plan {
    var plan = Plan(sessions: [], settled: [:])
    for index in selected { self.plan(page: index, into: &plan) }
    return plan
  }

  /// What is asked of a block: by its fence, else by what its attributes imply, else by the
  /// language's policy.
  public func level(of block: Block) -> ProofLevel {
    let attributes = block.attributes
    if let level = attributes.level { return level }
    if attributes.exit != nil { return .run }
    if attributes.fails != nil { return block.language == "swift" ? .compile : .run }
    if let level = project.policy[block.language] { return level }
    if block.language == "console", let level = project.policy["sh"] { return level }
    return .parse
  }

  private func plan(page: Int, into plan: inout Plan) {
    let blocks = pages[page].blocks
    var builder = SessionBuilder(page: page)
    var taken: Set<Int> = []
    for (position, block) in blocks.enumerated() where !taken.contains(position) {
      let id = BlockID(page: page, block: block.index)
      let level = level(of: block)
      if let reason = block.attributes.skip {
        plan.settled[id] = skipped(reason, block, on: pages[page])
        continue
      }
      if level == .text || block.isOutput {
        plan.settled[id] = BlockOutcome(.text)
        continue
      }
      let next = position + 1 < blocks.count ? blocks[position + 1] : nil
      if let language = ExampleLanguage(rawValue: block.language) {
        var example = Example(id: id, block: block, language: language, level: level)
        if let next, next.isOutput, next.attributes.skip == nil, next.attributes.level != .text, level == .run
        {
          example.output = next
          taken.insert(position + 1)
        }
        builder.add(example)
      } else if let form = exchangeForm(block, next), let next {
        taken.insert(position + 1)
        builder.add(
          PlannedExchange(
            form: form, request: id, response: BlockID(page: page, block: next.index), requestBlock: block,
            responseBlock: next))
      } else if block.language == "json" {
        builder.add(payload: id, block)
      } else if block.language == "mermaid" {
        let places = pages[page].places(ofCodeOf: block)
        let (diagram, diagnostics) = MermaidParser.parse(places.source, ranges: places.ranges)
        plan.settled[id] = BlockOutcome(
          diagram == nil ? .failed : .parsed, reason: diagnostics.first?.message, diagnostics: diagnostics)
      } else if let shown = pages[page].nestedPage(block, project: project, files: .disk(root: project.root))
      {
        plan.settled[id] = BlockOutcome(
          shown.diagnostics.hasErrors ? .failed : .parsed, diagnostics: shown.diagnostics)
      } else if block.language == "math" {
        plan.settled[id] = formula(block, on: pages[page])
      } else if block.language == "yaml" {
        plan.settled[id] = yaml(block, on: pages[page])
      } else {
        plan.settled[id] = BlockOutcome(.text)
      }
    }
    plan.sessions += builder.sessions
  }

  private func formula(_ block: Block, on page: Page) -> BlockOutcome {
    do throws(FormulaError) {
      _ = try Formula(tex: block.code)
      return BlockOutcome(.parsed)
    } catch {
      return .failed(
        Diagnostic(
          .badFormula, error.message, at: page.span(inCodeOf: block, codeRange: error.range), fix: error.fix))
    }
  }

  private func yaml(_ block: Block, on page: Page) -> BlockOutcome {
    let problem = YAMLCode.problem(with: block, on: page)
    if let text = block.attributes.fails {
      // A checker may find what the parser does not.
      if problem == nil, project.checkers.contains(where: { $0.languages.contains("yaml") }) {
        return BlockOutcome(.parsed)
      }
      return .refusal(text, of: block, on: page, problem.map { [$0] } ?? [])
    }
    guard let problem else { return BlockOutcome(.parsed) }
    // What `check` does not call an error may be a fragment or a template.
    if !project.asks(of: block), !project.isConfigured || YAMLCode.isTemplate(block) {
      return BlockOutcome(.text, reason: "it does not parse as it is printed")
    }
    return .failed(problem)
  }

  private func skipped(_ reason: String, _ block: Block, on page: Page) -> BlockOutcome {
    guard let until = block.attributes.until, until < today else {
      return BlockOutcome(.skipped, reason: reason)
    }
    return .failed(
      Diagnostic(
        .skipExpired, "this block was to be skipped until \(until): \(reason)",
        at: page.span(ofAttribute: "until", of: block),
        fix: "make the block work and remove `skip`, or give a later day"))
  }

  /// Whether two neighbouring blocks are a request and its response.
  private func exchangeForm(_ block: Block, _ next: Block?) -> PlannedExchange.Form? {
    let level = block.attributes.level ?? project.policy[block.language] ?? .run
    guard hasService, level == .run, let next, next.language == block.language,
      next.attributes.skip == nil, next.attributes.level ?? .run == .run
    else { return nil }
    if block.language == "http" {
      return HTTPText.isRequest(block.code) && HTTPText.isResponse(next.code) ? .http : nil
    }
    guard block.language == "json", role(block) == .request, role(next) == .response else {
      return nil
    }
    return .json
  }

  private func role(_ block: Block) -> MessageRole {
    do throws(JSONSyntaxError) {
      return MessageRole(try JSONParser.parse(block.code))
    } catch {
      return .other
    }
  }
}

/// Gathers the blocks of one page into sessions in page order.
private struct SessionBuilder {
  var page: Int
  var sessions: [Session] = []
  private var positions: [String: Int] = [:]

  init(page: Int) { self.page = page }

  mutating func add(_ example: Example) {
    let attributes = example.block.attributes
    if let file = example.block.origin.file, let text = example.block.origin.fileText {
      // All regions of one file, run in one way, are one example.
      let source = Program.Source.file(path: file, text: text, arguments: attributes.arguments)
      let name = attributes.session ?? "file \(file) \(attributes.arguments.joined(separator: " "))"
      add(example, source: source, to: name)
    } else {
      add(example, source: .blocks, to: attributes.session ?? "block \(example.id.block)")
    }
  }

  private mutating func add(_ example: Example, source: Program.Source, to name: String) {
    let session = position(of: name)
    for index in sessions[session].units.indices {
      guard case .program(var program) = sessions[session].units[index], program.source == source,
        program.language == example.process
      else { continue }
      program.examples.append(example)
      sessions[session].units[index] = .program(program)
      return
    }
    sessions[session].units.append(
      .program(Program(language: example.process, source: source, examples: [example])))
  }

  mutating func add(_ exchange: PlannedExchange) {
    let name = exchange.requestBlock.attributes.session ?? "block \(exchange.request.block)"
    let session = position(of: name)
    sessions[session].units.append(.exchange(exchange))
  }

  mutating func add(payload id: BlockID, _ block: Block) {
    let session = position(of: "block \(id.block)")
    sessions[session].units.append(.payload(id, block))
  }

  private mutating func position(of name: String) -> Int {
    if let position = positions[name] { return position }
    positions[name] = sessions.count
    sessions.append(Session(page: page, name: name, units: []))
    return sessions.count - 1
  }
}
