import Diagnostics
import JSON
import OpenRPC

extension Contract {
  /// The violations in the answer to a call. Both may be batches, whose members are matched by `id`; answers to
  /// anything but a call are not validated.
  ///
  ///     contract.violations(of: response, to: request).map(\.message)
  ///     // ["the service's result of `sum.add` does not fit the contract: `sum` must be an integer"]
  func violations(of answer: JSON, to request: JSON?) -> [ServiceViolation] {
    var calls: [JSON: JSON] = [:]
    for member in request?.array ?? request.map({ [$0] }) ?? [] {
      if let id = member["id"] { calls[id] = member }
    }
    return (answer.array ?? [answer]).flatMap { member -> [ServiceViolation] in
      guard member["jsonrpc"] == "2.0", let call = member["id"].flatMap({ calls[$0] }),
        // Names that begin with `rpc.` are the protocol's own (JSON-RPC 2.0, section 4), such as OpenRPC's `rpc.discover`.
        let name = call["method"]?.string, !name.hasPrefix("rpc.")
      else { return [] }
      let method = method(named: name)
      if let error = member["error"] {
        return sentences(validateError(error, of: method), "error of `\(name)`")
      }
      guard let result = member["result"] else { return [] }
      guard let method else {
        return [ServiceViolation(message: "the service has a method `\(name)`, which is not in the contract")]
      }
      let params = validateParams(call["params"], of: method).prefix(1).map { violation in
        ServiceViolation(
          message: "the service accepts params of `\(name)` that the contract does not allow: "
            + violation.sentence(),
          contractSpan: violation.contractSpan)
      }
      return sentences(validateResult(result, of: method), "result of `\(name)`") + params
    }
  }

  private func sentences(_ violations: [ContractViolation], _ part: String) -> [ServiceViolation] {
    violations.map { violation in
      ServiceViolation(
        message: "the service's \(part) does not fit the contract: \(violation.sentence())",
        contractSpan: violation.contractSpan)
    }
  }
}
