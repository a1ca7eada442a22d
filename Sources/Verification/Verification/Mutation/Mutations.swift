import Diagnostics
import HTTP
import Pages

/// How many changes of what programs print and services answer the pages notice: a verification of the verification.
///
/// Each output and each answer is changed, one thing at a time, and compared with its page again, as if the program or the
/// service had been wrong. Nothing is run for it.
public struct Mutations: Sendable {
  public private(set) var changes = 0
  public private(set) var noticed = 0
  /// One finding for each block with changes that its page does not notice.
  public private(set) var findings: [Diagnostic] = []

  /// Of a hundred changes how many are noticed; 100 without any.
  public var score: Int { changes == 0 ? 100 : noticed * 100 / changes }

  /// - Parameter comparison: one that has compared nothing yet.
  init(_ plan: Plan, _ results: [Int: SessionResult], _ comparison: Comparison, _ pages: [Page]) {
    for (index, session) in plan.sessions.enumerated() where !session.isLive {
      guard let result = results[index], Self.passes(session, result, comparison) else { continue }
      for example in session.examples where example.isRun {
        add(example, session, result, comparison, pages[session.page])
      }
      for exchange in session.exchanges { add(exchange, session, result, comparison, pages[session.page]) }
    }
  }

  private static func passes(_ session: Session, _ result: SessionResult, _ comparison: Comparison) -> Bool {
    var comparison = comparison
    return comparison.compare(session, result)
  }

  private mutating func add(
    _ example: Example, _ session: Session, _ result: SessionResult, _ comparison: Comparison, _ page: Page
  ) {
    guard let shown = result.shown[example.id.block] else { return }
    let all = TextChange.all(of: shown)
    let unnoticed = all.filter { change in
      var changed = result
      changed.shown[example.id.block] = change.text
      return Self.passes(session, changed, comparison)
    }
    let isStated = example.output != nil || unnoticed.count < all.count
    report(
      all, unnoticed, "output", at: page.span(ofFenceOf: example.output ?? example.block),
      fix: isStated ? nil : "add a block `output`, which `flowdocs verify --update` fills")
  }

  private mutating func add(
    _ exchange: PlannedExchange, _ session: Session, _ result: SessionResult, _ comparison: Comparison,
    _ page: Page
  ) {
    guard case .success(let reply)? = result.replies[exchange.request.block] else { return }
    let all = TextChange.all(of: reply.body)
    let unnoticed = all.filter { change in
      var changed = result
      var other = reply
      other.body = change.text
      changed.replies[exchange.request.block] = .success(other)
      return Self.passes(session, changed, comparison)
    }
    report(all, unnoticed, "response", at: page.span(ofFenceOf: exchange.responseBlock), fix: nil)
  }

  private mutating func report(
    _ all: [TextChange], _ unnoticed: [TextChange], _ what: String, at span: SourceSpan, fix: String?
  ) {
    changes += all.count
    noticed += all.count - unnoticed.count
    if unnoticed.isEmpty { return }
    let examples = unnoticed.prefix(3).map(\.description).joined(separator: ", ")
    let more = unnoticed.count > 3 ? " and \(unnoticed.count - 3) more" : ""
    findings.append(
      Diagnostic(
        .unnoticedChange,
        "The page does not notice \(unnoticed.count) of \(all.count) changes of this \(what): \(examples)\(more)",
        at: span, fix: fix))
  }
}
