import Checks
import JSON
import Languages
import Pages
import Project

/// Decides what is done with every block, from the pages alone. Pure: it reads no files and gives no verdicts.
public struct Planner: Sendable {
  public var project: Project
  public var pages: [Page]
  /// Whether there is a service to which exchanges can be sent.
  public var hasService: Bool
  public var languages: Languages

  public init(project: Project, pages: [Page], hasService: Bool, languages: Languages) {
    self.project = project
    self.pages = pages
    self.hasService = hasService
    self.languages = languages
  }

  /// - Parameter selected: The positions of the pages to verify.
  public func plan(_ selected: [Int]) -> Plan {
    var plan = Plan(sessions: [], others: [:])
    for index in selected { self.plan(page: index, into: &plan) }
    return plan
  }

  /// What is required of a block. A block without requirements is parsed, as `check` does.
  public func level(of block: Block) -> ProofLevel {
    project.statedLevel(of: block, in: languages) ?? .parse
  }

  private func plan(page: Int, into plan: inout Plan) {
    let (parts, others) = parts(of: page)
    plan.others.merge(others) { $1 }
    var builder = SessionBuilder(page: page, at: pages[page].path, of: project)
    builder.capturing = Set(
      pages[page].blocks.filter { !$0.attributes.captures.isEmpty }.compactMap(\.attributes.session))
    let walkthrough = Walkthrough(pages[page], project, languages).map {
      WalkthroughPlanner($0, page: page, sessions: builder, parts: parts)
    }
    for part in parts where walkthrough?.runs(part) != true { builder.add(part) }
    let services = project.services(of: pages[page].path)
    plan.sessions += (builder.sessions + (walkthrough?.sessions ?? [])).map { session in
      var session = session
      session.services = services.filter { session.uses($0.declaration) }.map(\.name)
      return session
    }
  }

  /// What is executed or validated of a page, in its order, and how its other blocks are verified.
  private func parts(of page: Int) -> (parts: [PlannedPart], others: [BlockID: OtherBlock]) {
    let blocks = pages[page].blocks
    var parts: [PlannedPart] = []
    var others: [BlockID: OtherBlock] = [:]
    var position = 0
    while position < blocks.count {
      let block = blocks[position]
      let id = BlockID(page: page, block: position)
      let next = position + 1 < blocks.count ? blocks[position + 1] : nil
      position += 1
      let level = level(of: block)
      if let reason = block.attributes.skip {
        others[id] = .skipped(reason: reason)
      } else if level == .text || block.isOutput {
        others[id] = .text
      } else if let language = languages[block.language],
        language.parser != nil
          || project.runs(language, on: pages[page].path)
            && (level == .run || level == .compile && language.runner?.compiler != nil)
      {
        var example = Example(id: id, block: block, language: language, level: level)
        if let next, example.isRun, next.isOutput, next.attributes.skip == nil, next.attributes.level != .text
        {
          example.output = next
          position += 1
        }
        parts.append(.example(example))
      } else if let next, let form = exchangeForm(block, next) {
        position += 1
        parts.append(
          .exchange(
            PlannedExchange(
              form: form, request: id, response: BlockID(page: page, block: next.index), requestBlock: block,
              responseBlock: next)))
      } else if block.form == .json {
        parts.append(.payload(id, block))
      } else {
        others[id] = .checked
      }
    }
    return (parts, others)
  }

  /// Whether two neighbouring blocks are a request and its response.
  private func exchangeForm(_ block: Block, _ next: Block) -> PlannedExchange.Form? {
    let level = block.attributes.level ?? project.policy[block.language] ?? .run
    guard hasService, level == .run, next.language == block.language, next.attributes.skip == nil,
      next.attributes.level ?? .run == .run
    else { return nil }
    if block.form == .http {
      return HTTPText.isRequest(block.code) && HTTPText.isResponse(next.code) ? .http : nil
    }
    guard block.form == .json, role(block) == .request, role(next) == .response else {
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
