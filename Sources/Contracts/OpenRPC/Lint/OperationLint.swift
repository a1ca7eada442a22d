import Diagnostics
import JSON

extension ContractLint {
  /// Reports paths whose variables and parameters differ, paths that match the same requests, names of security schemes
  /// that do not exist, and examples that do not fit their schemas.
  mutating func operations() {
    paths()
    for method in contract.methods {
      guard let operation = method.operation else { continue }
      variables(of: operation, in: method)
      let place = "of `\(method.name)`"
      for parameter in operation.parameters { examples(of: parameter, place) }
      for body in operation.bodies { examples(of: body, "the body \(place)", sentBy: .caller) }
      for response in operation.responses {
        for body in response.content {
          examples(of: body, "the response \(response.status) \(place)", sentBy: .service)
        }
      }
      security(contract.document.value(at: method.pointer)?["security"])
    }
    security(contract.document["security"])
  }

  /// The names of variables do not tell paths apart.
  private mutating func paths() {
    var seen: [String: HTTPOperation] = [:]
    for operation in contract.methods.compactMap(\.operation) {
      let form = PathTemplate(operation.path).form
      guard let first = seen[form], first.path != operation.path else {
        seen[form] = seen[form] ?? operation
        continue
      }
      report(
        .contractDuplicate, "`\(operation.path)` matches the same requests as `\(first.path)`",
        operation.pathRange, note: "the other is here", noteAt: first.pathRange,
        fix: "make them one path")
    }
  }

  private mutating func variables(of operation: HTTPOperation, in method: Method) {
    let parameters = operation.parameters.filter { $0.place == .path }.map(\.descriptor)
    let variables = operation.pathVariables
    for name in variables where !parameters.contains(where: { $0.name == name }) {
      report(
        .contractPath,
        "The path `\(operation.path)` has the variable `\(name)`, but `\(method.name)` has no parameter for it",
        method.nameRange, note: "the path is here", noteAt: operation.pathRange,
        fix: "add a parameter with \"in\": \"path\"")
    }
    for parameter in parameters where !variables.contains(parameter.name) {
      report(
        .contractPath,
        "The parameter `\(parameter.name)` of `\(method.name)` is not in its path, `\(operation.path)`",
        parameter.nameRange, note: "the path is here", noteAt: operation.pathRange,
        fix: NearMiss.nearest(to: parameter.name, in: variables).map { "write `\($0)`" })
    }
  }

  private mutating func examples(of parameter: HTTPParameter, _ place: String) {
    for example in parameter.examples {
      for violation in contract.validate(example.value, of: parameter) {
        report(
          violation,
          "The example \"\(example.name)\" of the parameter `\(parameter.descriptor.name)` \(place)")
      }
    }
  }

  private mutating func examples(of body: MediaContent, _ place: String, sentBy sender: MessageSender) {
    guard body.isJSON else { return }
    for example in body.examples {
      for violation in contract.validate(body: example.value, as: body, sentBy: sender) {
        report(
          violation,
          "The example \"\(example.name)\" of \(place)")
      }
    }
  }

  private mutating func security(_ requirements: JSON?) {
    let known =
      contract.document.value(at: JSONPointer(["components", "securitySchemes"]))?.object?.names ?? []
    for member in (requirements?.array ?? []).flatMap({ $0.object?.members ?? [] })
    where !known.contains(member.name) {
      report(
        .contractReference, "There is no security scheme `\(member.name)`", member.nameRange,
        fix: NearMiss.nearest(to: member.name, in: known).map { "write `\($0)`" }
          ?? "add it to `components.securitySchemes`", severity: .warning)
    }
  }
}
