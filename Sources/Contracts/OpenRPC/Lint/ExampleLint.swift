import Diagnostics
import JSON
import JSONSchema

extension ContractLint {
  mutating func examples(of method: Method) {
    if method.examples.isEmpty {
      report(
        .contractWithoutExample, "The method `\(method.name)` has no example", method.nameRange,
        fix: "add one to \"examples\": parameters and the result")
    }
    for example in method.examples {
      let place = "The example \"\(example.name)\" of `\(method.name)`"
      for value in example.params where value.param == nil {
        let given = Set(example.params.compactMap(\.param))
        let names = method.params.map(\.name)
        let nearest =
          NearMiss.nearest(to: value.name, in: names.filter { !given.contains($0) })
          ?? NearMiss.nearest(to: value.name, in: names)
        report(
          .contractExample, "\(place) has a value for `\(value.name)`, which is not a parameter",
          value.nameRange,
          fix: nearest.map { "write `\($0)`" } ?? "remove it, or add the parameter to the method")
      }
      for value in example.params {
        guard let param = value.param, param != value.name,
          example.params.contains(where: { $0.param == $0.name })
        else { continue }
        report(
          .contractExampleName,
          "\(place) has a value for `\(value.name)`, which is not a parameter; by its position it is for `\(param)`",
          value.nameRange, fix: "write `\(param)`")
      }
      for param in method.params {
        let given = example.params.filter { $0.param == param.name }
        if given.isEmpty, param.required {
          report(
            .contractExample, "\(place) has no value for the required parameter `\(param.name)`",
            firstByte(example.range),
            note: "the parameter is here", noteAt: param.nameRange, fix: "add a value for it")
        }
        for value in given {
          for violation in param.schema.validate(value.value) {
            report(contract.violation(violation, of: value.value, under: [param.name]), place)
          }
        }
      }
      if let result = example.result {
        for violation in contract.validateResult(result, of: method) {
          report(violation, place + ", in its result,")
        }
      }
    }
    for example in method.errorExamples { errorExample(example, of: method) }
    let all = method.examples.map(\.preparations) + method.errorExamples.map(\.preparations)
    for preparation in all.joined() { check(preparation, of: method) }
  }

  private mutating func check(_ preparation: Preparation, of method: Method?) {
    if contract.example(for: preparation, of: method) != nil { return }
    let methods = preparation.method.map { name in contract.methods.filter { $0.name == name } }
    let names = (methods ?? contract.methods).flatMap(\.examples).map(\.name)
    report(
      .contractExample,
      "`x-after` names the example \(JSON.quoted(preparation.example)), which "
        + (preparation.method.map { "`\($0)` does not have" } ?? "no method has"), preparation.range,
      fix: NearMiss.nearest(to: preparation.example, in: names).map { "write \(JSON.quoted($0))" })
  }

  /// Reports errors that a method declares without an error example. Errors of any request do not depend on parameters,
  /// so that no example is asked for.
  mutating func errorsWithoutExample() {
    let shown = Set(contract.methods.flatMap(\.errorExamples).compactMap(\.code))
    var reported: Set<Int> = shown
    for method in contract.methods {
      for error in method.errors where error.scope == .method && reported.insert(error.code).inserted {
        if Contract.predefinedCodes.contains(error.code) { continue }
        report(
          .contractWithoutExample,
          "No example shows the error \(error.code), \(JSON.quoted(error.message))", error.codeRange,
          fix: "add one to \"x-errorExamples\" of a method that returns it")
      }
    }
  }

  private mutating func errorExample(_ example: ErrorExample, of method: Method) {
    let place = "The error example \"\(example.name)\" of `\(method.name)`"
    for violation in contract.validateError(example.error, of: method) {
      report(violation, place + ", in its error,")
    }
    let violations = contract.validateParams(example.params, of: method)
    guard let code = example.code else { return }
    for header in contract.error(code: code)?.headers ?? [] where header.value(in: example.error) == nil {
      report(
        .contractExample,
        "\(place) has no string or number at `\(header.pointer)` for the header `\(header.name)` of the error "
          + "\(code)", header.range, fix: "write a JSON Pointer such as `/data/retry_after`")
    }
    if code == ContractViolation.invalidParams {
      if violations.isEmpty {
        report(
          .contractExample, "\(place) says that the parameters are invalid, but they are valid",
          firstByte(example.range), fix: "make them invalid, or use another error")
      }
      let field = example.error["data"]?["field"]
      if let named = field?.string, !violations.isEmpty, !violations.contains(where: { $0.field == named }) {
        report(
          .contractExample,
          "\(place) names the field `\(named)`, but the invalid ones are \(list(violations))",
          field?.range)
      }
    } else {
      // The parameters of an example of another error must be valid.
      for violation in violations where violation.code != code { report(violation, place) }
    }
  }

  private func list(_ violations: [ContractViolation]) -> String {
    violations.map { $0.field.map { "`\($0)`" } ?? "the parameters" }.joined(separator: ", ")
  }

  /// In OpenAPI a format need not be checked: it is a note to readers (JSON Schema 2020-12, section 7.2.1).
  mutating func report(_ violation: ContractViolation, _ place: String, severity: Severity? = nil) {
    let isNote = violation.keyword == "format" && contract.callProtocol == .http
    diagnostics.append(
      Diagnostic(
        .contractExample, "\(place) is invalid: " + violation.sentence(),
        at: violation.instanceRange.map(contract.span), notes: [violation.note],
        severity: severity ?? (isNote ? .warning : nil)))
  }

  private func firstByte(_ range: Range<Int>) -> Range<Int> {
    range.lowerBound..<min(range.upperBound, range.lowerBound + 1)
  }

  /// The `default` and `examples` of a schema must fit it. A default need not be a whole value, and is often an empty
  /// object that the service fills, so that it is a warning (JSON Schema 2020-12, section 9.2: "recommended").
  mutating func values(of schema: JSON, at pointer: JSONPointer) {
    let examples = schema["examples"]?.array ?? []
    let fallback = schema["default"]
    if examples.isEmpty, fallback == nil { return }
    guard let compiled = valued?[pointer] else { return }
    let named =
      (fallback.map { [("The default", $0, Severity.warning)] } ?? [])
      + examples.map { ("The example", $0, nil) }
    for (kind, value, severity) in named {
      for violation in compiled.validate(value) {
        report(
          contract.violation(violation, of: value, under: []),
          "\(kind) at `\(FieldPath.text(pointer.tokens))`", severity: severity)
      }
    }
  }
}
