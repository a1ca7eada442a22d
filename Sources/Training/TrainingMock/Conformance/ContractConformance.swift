import Diagnostics
import JSON
import JSONRPC
import OpenRPC

extension Rule {
  public static let contractService = Rule(
    "contract-service", .error, "A contract and the service that implements it differ")
}

/// Compares a contract with the implementation of the service: methods with their parameters, results, errors,
/// permissions and rate limits; components; errors; webhooks.
///
/// Neither is generated from the other, so a change of one alone is a finding.
public struct ContractConformance {
  private let contract: Contract
  private var diagnostics: [Diagnostic] = []

  /// Every difference, each at its place in the contract; empty when they agree.
  public static func differences(from contract: Contract) -> [Diagnostic] {
    var conformance = ContractConformance(contract: contract)
    conformance.compareMethods()
    conformance.compareComponents()
    conformance.compareErrors()
    conformance.compareWebhooks()
    return conformance.diagnostics.sortedByPlace()
  }

  private init(contract: Contract) { self.contract = contract }

  private static func suggestion(_ nearest: String?) -> String {
    nearest.map { ". Did you mean `\($0)`?" } ?? ""
  }

  private mutating func report(_ message: String, _ range: Range<Int>?, fix: String? = nil) {
    diagnostics.append(
      Diagnostic(
        .contractService, message, at: contract.span(range ?? 0..<1),
        fix: fix ?? "change the contract or the service, so that both say the same"))
  }

  private mutating func compareMethods() {
    for method in contract.methods {
      guard let call = Call(rawValue: method.name) else {
        let nearest = NearMiss.nearest(to: method.name, in: Call.allCases.map(\.rawValue))
        report(
          "the service has no method `\(method.name)`" + Self.suggestion(nearest),
          method.nameRange, fix: "write a handler for it, or remove it from the contract")
        continue
      }
      compare(method, call.operation)
    }
    for call in Call.allCases where contract.method(named: call.rawValue) == nil {
      report(
        "the contract has no method `\(call.rawValue)`, which the service has",
        contract.document.object?.member(named: "methods")?.nameRange,
        fix: "describe it in the contract, or remove its handler")
    }
  }

  private mutating func compare(_ method: Method, _ operation: Operation) {
    let name = "`\(method.name)`"
    let value = contract.document.value(at: method.pointer)
    func range(_ member: String) -> Range<Int>? {
      let found = value?.object?.member(named: member)
      return found?.value.range ?? method.nameRange
    }
    if method.permission != operation.permission {
      report(
        "\(name) requires \(method.permission.map { "the permission `\($0)`" } ?? "no permission"), but `"
          + operation.permission + "` in the service", range("x-permission"))
    }
    if method.rateLimit != operation.rateLimit {
      func text(_ limit: RateLimit?) -> String {
        limit.map { "\($0.requests) in \($0.windowSeconds) s" } ?? "none"
      }
      report(
        "\(name) has the rate limit \(text(method.rateLimit)), but in the service "
          + text(operation.rateLimit), range("x-rateLimit"))
    }
    if method.paramStructure != .byName {
      report("\(name) takes parameters \(method.paramStructure.rawValue), but by-name in the service", nil)
    }
    let errors = Set((Operation.commonErrors + operation.errors).map(\.code))
    for error in method.errors where !errors.contains(error.code) {
      report("\(name) declares the error \(error.code), which the service never gives", range("errors"))
    }
    for code in errors.subtracting(method.errors.map(\.code)).sorted(by: >) {
      report("\(name) does not declare the error \(code), which the service gives", range("errors"))
    }
    compareParams(method, Parameters.listing(operation.inputs))
    let result = method.result.map { SchemaSkeleton.of($0.schemaValue) }
    if result != Shape.named(operation.result).schema {
      report(
        "the result of \(name) is \(result?.text() ?? "none"), but in the service `\(operation.result)`",
        range("result"))
    }
  }

  private mutating func compareParams(_ method: Method, _ fields: [Shape.Field]) {
    for param in method.params {
      guard let field = fields.first(where: { $0.name == param.name }) else {
        let nearest = NearMiss.nearest(to: param.name, in: fields.map(\.name))
        report(
          "the service does not read the parameter `\(param.name)` of `\(method.name)`"
            + Self.suggestion(nearest), param.nameRange)
        continue
      }
      if param.required != field.isRequired {
        report(
          "the parameter `\(param.name)` of `\(method.name)` is \(param.required ? "required" : "optional"), but not in "
            + "the service", param.nameRange)
      }
      compare(
        "the parameter `\(param.name)` of `\(method.name)`", param.schemaValue,
        field.shape.with(("default", field.fallback)), at: param.nameRange)
    }
    for field in fields where method.param(named: field.name) == nil {
      report("`\(method.name)` has no parameter `\(field.name)`, which the service reads", method.nameRange)
    }
  }

  private mutating func compare(_ what: String, _ schema: JSON, _ shape: Shape, at range: Range<Int>) {
    for difference in SchemaSkeleton.differences(SchemaSkeleton.of(schema), shape.schema) {
      report("\(what): \(difference.message)", difference.range ?? range)
    }
  }

  private mutating func compareComponents() {
    let shapes = Components.shapes
    for component in contract.schemas {
      guard let shape = shapes.first(where: { $0.name == component.name })?.shape else {
        let nearest = NearMiss.nearest(to: component.name, in: shapes.map(\.name))
        report(
          "the service has no component `\(component.name)`" + Self.suggestion(nearest),
          component.nameRange)
        continue
      }
      compare("`\(component.name)`", component.value, shape, at: component.nameRange)
    }
    for known in shapes where contract.schema(named: known.name) == nil {
      report("the contract has no component `\(known.name)`, which the service has", nil)
    }
  }

  private mutating func compareErrors() {
    for error in contract.errors {
      guard let known = ServiceError.catalogue.first(where: { $0.error.code == error.code }) else {
        report("the service has no error \(error.code)", error.codeRange)
        continue
      }
      if error.message != known.error.message {
        report(
          "the error \(error.code) has the message \"\(error.message)\", but in the service "
            + "\"\(known.error.message)\"", error.codeRange)
      }
      if error.httpStatus != known.status {
        report(
          "the error \(error.code) has the HTTP status \(error.httpStatus), but in the service \(known.status)",
          error.codeRange)
      }
      if error.scope != known.scope {
        report(
          "the error \(error.code) has the scope \(error.scope.rawValue), but in the service "
            + known.scope.rawValue, error.codeRange)
      }
      let data = error.dataValue.map(SchemaSkeleton.of)
      if data != Shape.named(known.data).schema {
        report(
          "the data of the error \(error.code) is \(data?.text() ?? "not described"), but in the service `"
            + known.data + "`", error.codeRange)
      }
    }
    for known in ServiceError.catalogue where contract.error(code: known.error.code) == nil {
      report(
        "the contract has no error \(known.error.code), which the service gives",
        contract.document.object?.member(named: "x-errors")?.nameRange)
    }
  }

  private mutating func compareWebhooks() {
    for webhook in contract.webhooks {
      guard let event = WebhookEvent(rawValue: webhook.name) else {
        let nearest = NearMiss.nearest(to: webhook.name, in: WebhookEvent.allCases.map(\.rawValue))
        report(
          "the service has no event `\(webhook.name)`" + Self.suggestion(nearest),
          webhook.nameRange)
        continue
      }
      if SchemaSkeleton.of(webhook.payloadValue) != Shape.named(event.component).schema {
        report(
          "the payload of `\(webhook.name)` is not the service's `\(event.component)`", webhook.nameRange)
      }
    }
    for event in WebhookEvent.allCases where contract.webhook(named: event.rawValue) == nil {
      report(
        "the contract has no webhook `\(event.rawValue)`, which the service sends",
        contract.document.object?.member(named: "x-webhooks")?.nameRange)
    }
    let described = contract.document["x-webhookDelivery"]
    for (pointer, value) in DeliveryPolicy.description {
      let found = described?.value(at: JSONPointer(pointer))
      if found != value {
        report(
          "`x-webhookDelivery` has \(found?.text() ?? "no value") at `\(pointer.joined(separator: "."))`, but the "
            + "service has \(value.text())",
          found?.range ?? contract.document.object?.member(named: "x-webhookDelivery")?.nameRange)
      }
    }
    let headers = (described?["headers"]?.array ?? []).compactMap { $0["name"]?.string }
    if headers != DeliveryPolicy.headers {
      report(
        "`x-webhookDelivery` lists \(headers.isEmpty ? "no headers" : "the headers " + headers.joined(separator: ", ")), "
          + "but the service sends " + DeliveryPolicy.headers.joined(separator: ", "),
        described?["headers"]?.range)
    }
  }
}
