import JSON

/// Operations of OpenAPI: the same are those of one verb and path, whatever their names. Severities are those of oasdiff
/// (`oasdiff checks`, rules named below), except that credentials that are asked for now are breaking (api-security-added
/// only informs), and so are fields that a closed object no longer allows in requests (request-property-removed warns).
extension ContractDiff {
  mutating func compareOperations() {
    let before = Self.byRoute(old.methods)
    let after = Self.byRoute(new.methods)
    for method in old.methods {
      guard let route = method.operation?.route, after[route] == nil else { continue }
      removed(method)
    }
    for method in new.methods {
      guard let operation = method.operation else { continue }
      guard let one = before[operation.route], let former = one.operation else {
        add(.methodAdded, .compatible, method.name, "is new", method: method.name, at: nil, method.pointer)
        continue
      }
      if one.name != method.name {
        add(
          .operationID, .documentation, method.name, "has this name; it was `\(one.name)`",
          method: method.name,
          at: one.pointer.appending("operationId"), method.pointer.appending("operationId"))
      }
      compareRemarks(one, method)
      compareSecurity(one, former, method, operation)
      compareParameters(one, former, method, operation)
      compareBodies(one, former, method, operation)
      compareResponses(one, former, method, operation)
    }
  }

  /// api-removed-without-deprecation is an error, api-removed-with-deprecation informs. Whether the date of `x-sunset` has
  /// passed (api-removed-before-sunset) depends on the day of the comparison, so it is left to the reader.
  private mutating func removed(_ method: Method) {
    let sunset = old.document.value(at: method.pointer.appending("x-sunset"))
    switch (method.deprecated, sunset) {
    case (false, _): add(.methodRemoved, .breaking, method.name, "was removed", at: method.pointer, nil)
    case (true, nil):
      add(
        .methodRemoved, .compatible, method.name, "was removed after it was deprecated", at: method.pointer,
        nil)
    case (true, let date?):
      add(
        .methodRemoved, .possiblyBreaking, method.name,
        "was removed after it was deprecated until \(date.string ?? date.text())", at: method.pointer, nil)
    }
  }

  private static func byRoute(_ methods: [Method]) -> [String: Method] {
    Dictionary(methods.compactMap { method in method.operation.map { ($0.route, method) } }) { first, _ in
      first
    }
  }

  private mutating func compareSecurity(
    _ before: Method, _ former: HTTPOperation, _ after: Method, _ operation: HTTPOperation
  ) {
    let (one, other) = (former.security.map(\.kinds), operation.security.map(\.kinds))
    guard one != other else { return }
    let isOpen = operation.security.isEmpty
    // Each earlier requirement must still be enough: it has all schemes of some new requirement.
    let isKept =
      isOpen || (one.isEmpty ? [[]] : one).allSatisfy { one in other.contains { $0.isSubset(of: one) } }
    func words(_ security: [SecurityRequirement]) -> String {
      let requirements = security.map { one in
        one.schemes.isEmpty ? "nothing" : one.schemes.map { "`\($0.name)`" }.joined(separator: " and ")
      }
      return requirements.isEmpty ? "nothing" : requirements.joined(separator: " or ")
    }
    add(
      .security, isKept ? .compatible : .breaking, after.name,
      "asks for \(words(operation.security)); it asked for \(words(former.security))", method: after.name,
      at: before.pointer.appending("security"), after.pointer.appending("security"))
  }

  private mutating func compareParameters(
    _ before: Method, _ former: HTTPOperation, _ after: Method, _ operation: HTTPOperation
  ) {
    let known = former.keyedParameters
    let wanted = operation.keyedParameters
    for (key, parameter) in known where !wanted.contains(where: { $0.key == key }) {
      // Many services ignore parameters that they do not know: request-parameter-removed warns, and
      // request-parameter-removed-with-deprecation informs.
      add(
        .paramRemoved, parameter.descriptor.deprecated ? .compatible : .possiblyBreaking,
        "\(after.name)(\(parameter.descriptor.name))",
        "was removed from the \(parameter.place.rawValue)", method: after.name,
        at: parameter.descriptor.pointer, after.pointer)
    }
    for (key, parameter) in wanted {
      let subject = "\(after.name)(\(parameter.descriptor.name))"
      let isRequired = parameter.descriptor.required
      guard let one = known.first(where: { $0.key == key })?.parameter else {
        add(
          isRequired ? .paramRequired : .paramAdded, isRequired ? .breaking : .compatible, subject,
          isRequired
            ? "is new in the \(parameter.place.rawValue) and required"
            : "is new in the \(parameter.place.rawValue)",
          method: after.name, at: before.pointer, parameter.descriptor.pointer)
        continue
      }
      if one.style != parameter.style || one.isExploded != parameter.isExploded
        || one.isContent != parameter.isContent
      {
        add(
          .paramStyle, .breaking, subject, "is written \(parameter.styleWords); it was \(one.styleWords)",
          method: after.name, at: one.descriptor.pointer, parameter.descriptor.pointer)
      }
      compareDefaults(one.descriptor, parameter.descriptor, subject, of: after)
      compare(one.descriptor, parameter.descriptor, of: after)
    }
  }

  /// request-parameter-default-value-changed, -added and -removed: requests that leave the parameter out have another
  /// effect now.
  private mutating func compareDefaults(
    _ before: ContentDescriptor, _ after: ContentDescriptor, _ subject: String, of method: Method
  ) {
    guard !after.required else { return }
    let (one, other) = (
      old.resolve(before.schemaValue)?["default"], new.resolve(after.schemaValue)?["default"]
    )
    guard one != other else { return }
    let now = other.map { "has the default \(SchemaDiff.text($0))" } ?? "has no default now"
    let earlier = one.map { "it was \(SchemaDiff.text($0))" } ?? "it had none"
    add(
      .defaultValue, .breaking, subject, "\(now); \(earlier)",
      method: method.name, at: before.schemaPointer.appending("default"),
      after.schemaPointer.appending("default"))
  }

  private mutating func compareBodies(
    _ before: Method, _ former: HTTPOperation, _ after: Method, _ operation: HTTPOperation
  ) {
    let subject = "\(after.name)(body)"
    let (oldPlace, newPlace) = (
      before.pointer.appending("requestBody"), after.pointer.appending("requestBody")
    )
    if former.bodies.isEmpty || operation.bodies.isEmpty {
      if former.bodies.isEmpty, !operation.bodies.isEmpty {
        let isRequired = operation.isBodyRequired
        add(
          isRequired ? .bodyRequired : .bodyAdded, isRequired ? .breaking : .compatible, subject,
          isRequired ? "is new and required" : "is new", method: after.name, at: before.pointer, newPlace)
      } else if !former.bodies.isEmpty {
        // request-body-removed
        add(
          .bodyRemoved, .breaking, subject, "was removed", method: after.name, at: oldPlace,
          after.pointer)
      }
      return
    }
    if former.isBodyRequired != operation.isBodyRequired {
      add(
        operation.isBodyRequired ? .bodyRequired : .bodyOptional,
        operation.isBodyRequired ? .breaking : .compatible, subject,
        operation.isBodyRequired ? "is now required" : "is now optional", method: after.name, at: oldPlace,
        newPlace)
    }
    compareContent(
      former.bodies, operation.bodies, .sent, of: after, subject: subject, at: .param("body", of: after.name),
      oldPlace, newPlace)
  }

  private mutating func compareContent(
    _ before: [MediaContent], _ after: [MediaContent], _ direction: SchemaDiff.Direction, of method: Method,
    subject: String, at label: ChangeLabel, _ oldPlace: JSONPointer, _ newPlace: JSONPointer
  ) {
    let verbs: (gone: String, new: String) =
      direction == .sent ? ("no longer accepts", "also accepts") : ("is no longer sent as", "is also sent as")
    for content in before where !after.contains(where: { $0.type == content.type }) {
      add(
        .mediaTypeRemoved, .breaking, subject, "\(verbs.gone) `\(content.type)`", method: method.name,
        at: oldPlace, newPlace)
    }
    for content in after {
      guard let one = before.first(where: { $0.type == content.type }) else {
        add(
          .mediaTypeAdded, .compatible, subject, "\(verbs.new) `\(content.type)`", method: method.name,
          at: oldPlace, newPlace)
        continue
      }
      if let old = one.descriptor, let new = content.descriptor {
        compareSchemas(old.schemaPointer, new.schemaPointer, direction, method: method.name, at: label)
      }
    }
  }

  private mutating func compareResponses(
    _ before: Method, _ former: HTTPOperation, _ after: Method, _ operation: HTTPOperation
  ) {
    let (oldList, newList) = (before.pointer.appending("responses"), after.pointer.appending("responses"))
    for response in former.responses
    where !operation.responses.contains(where: { $0.status == response.status }) {
      add(
        .statusRemoved, response.isSuccess ? .breaking : .compatible, "\(after.name) → \(response.status)",
        "was removed", method: after.name, at: oldList.appending(response.status), newList)
    }
    for response in operation.responses {
      let subject = "\(after.name) → \(response.status)"
      let (oldPlace, newPlace) = (oldList.appending(response.status), newList.appending(response.status))
      guard let one = former.responses.first(where: { $0.status == response.status }) else {
        add(.statusAdded, .compatible, subject, "is new", method: after.name, at: oldList, newPlace)
        continue
      }
      if one.description != response.description {
        add(
          .description, .documentation, subject, "has a different description", method: after.name,
          at: oldPlace,
          newPlace)
      }
      compareHeaders(one.headers, response.headers, of: after, subject, oldPlace, newPlace)
      compareContent(
        one.content, response.content, .received, of: after, subject: subject,
        at: .response(response.status, of: after.name), oldPlace, newPlace)
    }
  }

  private mutating func compareHeaders(
    _ before: [HTTPParameter], _ after: [HTTPParameter], of method: Method, _ response: String,
    _ oldPlace: JSONPointer, _ newPlace: JSONPointer
  ) {
    func find(_ header: HTTPParameter, in list: [HTTPParameter]) -> HTTPParameter? {
      list.first { $0.descriptor.name.lowercased() == header.descriptor.name.lowercased() }
    }
    for header in before where find(header, in: after) == nil {
      add(
        .headerRemoved, header.descriptor.required ? .breaking : .possiblyBreaking,
        "\(response) \(header.descriptor.name)", "was removed", method: method.name,
        at: header.descriptor.pointer,
        newPlace)
    }
    for header in after {
      let subject = "\(response) \(header.descriptor.name)"
      guard let one = find(header, in: before) else {
        add(
          .headerAdded, .compatible, subject, "is new", method: method.name, at: oldPlace,
          header.descriptor.pointer)
        continue
      }
      if one.descriptor.required != header.descriptor.required {
        add(
          header.descriptor.required ? .headerRequired : .headerOptional,
          header.descriptor.required ? .compatible : .breaking, subject,
          header.descriptor.required ? "is now always sent" : "is no longer always sent", method: method.name,
          at: one.descriptor.pointer, header.descriptor.pointer)
      }
      compareSchemas(
        one.descriptor.schemaPointer, header.descriptor.schemaPointer, .received, method: method.name,
        at: .plain(subject))
    }
  }
}

extension HTTPOperation {
  /// The verb and the path without the names of its variables.
  fileprivate var route: String { verb + " " + PathTemplate(path).form }

  /// Parameters by place and name; those of the path by their position, because their names are not sent.
  fileprivate var keyedParameters: [(key: String, parameter: HTTPParameter)] {
    let variables = pathVariables
    return parameters.map { parameter in
      let name = parameter.descriptor.name
      switch parameter.place {
      case .path: return ("path \(variables.firstIndex(of: name).map(String.init) ?? name)", parameter)
      case .header: return ("header \(name.lowercased())", parameter)
      case .query, .querystring, .cookie: return ("\(parameter.place.rawValue) \(name)", parameter)
      }
    }
  }
}

extension HTTPParameter {
  /// `in the style form, exploded`
  fileprivate var styleWords: String {
    isContent ? "as JSON" : "in the style \(style)" + (isExploded ? ", exploded" : "")
  }
}

extension SecurityRequirement {
  /// What is asked for, whatever the schemes are called.
  fileprivate var kinds: Set<SecurityScheme.Kind> { Set(schemes.map(\.kind)) }
}
