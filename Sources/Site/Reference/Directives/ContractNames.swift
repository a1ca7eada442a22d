import Diagnostics
import OpenRPC
import Pages
import Project

extension Rule {
  public static let unknownContractName = Rule(
    "unknown-contract-name", .error, "Method, schema or error that the contract does not have")
}

/// What is wrong with directives that name parts of the contract.
public struct ContractNames: Sendable {
  private let contract: Contract?

  /// - Parameter contract: `nil` when the project has none, which is then what is wrong.
  public init(_ contract: Contract?) { self.contract = contract }

  /// What the argument of a directive is the name of.
  public enum Part: Sendable, Hashable {
    /// No name: it shows everything.
    case all
    case method
    case schema
    case error
    case webhook
    /// An example of a method, `METHOD/example-name`.
    case exchange
    /// No name: it shows this member of the document.
    case member(String)
  }

  public func findings(_ part: Part, _ directive: Directive, _ page: Page) -> [Diagnostic] {
    finding(part, directive, page).map { [$0] } ?? []
  }

  private func finding(_ part: Part, _ directive: Directive, _ page: Page) -> Diagnostic? {
    guard let contract else {
      return Diagnostic(
        .unknownContractName, "`flowdocs:\(directive.name)` needs a contract, but the project has none",
        at: page.source.span(directive.range), fix: "name it as `contract:` in `\(Project.definition)`")
    }
    let argument = directive.argument ?? ""
    func unknown(_ kind: String, among names: [String]) -> Diagnostic {
      Diagnostic(
        .unknownContractName, "The contract has no \(kind) `\(argument)`",
        at: page.source.span(directive.argumentRange), name: argument,
        guess: NearMiss.guess(for: argument, in: names))
    }
    switch part {
    case .all: return nil
    case .method:
      return contract.method(named: argument) != nil
        ? nil : unknown("method", among: contract.methods.map(\.name))
    case .schema:
      return contract.schema(named: argument) != nil
        ? nil : unknown("schema", among: contract.schemas.map(\.name))
    case .error:
      return Int(argument).flatMap { contract.error(code: $0) } != nil
        ? nil : unknown("error", among: contract.errors.map { String($0.code) })
    case .webhook:
      return contract.webhook(named: argument) != nil
        ? nil : unknown("webhook", among: contract.webhooks.map(\.name))
    case .exchange:
      let known = Self.exchanges(contract)
      return known.contains(argument) ? nil : unknown("example", among: known)
    case .member(let name):
      return contract.document[name] != nil
        ? nil
        : Diagnostic(
          .unknownContractName, "The contract has no `\(name)`", at: page.source.span(directive.range),
          fix: "add it to the contract, or remove the directive")
    }
  }

  private static func exchanges(_ contract: Contract) -> [String] {
    contract.methods.flatMap { method in
      (method.examples.map(\.name) + method.errorExamples.map(\.name)).map { name in
        method.name + "/" + ContractAnchor.word(name)
      }
    }
  }
}
