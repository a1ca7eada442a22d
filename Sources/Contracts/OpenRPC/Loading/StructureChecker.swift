import Diagnostics
import JSON
import JSONSchema

/// Checks a document against the objects of its specification, and its references.
package struct StructureChecker {
  let specification: Specification
  let sources: ContractSources
  let document: JSON
  package private(set) var diagnostics: [Diagnostic] = []

  package init(sources: ContractSources, document: JSON, specification: Specification) {
    self.specification = specification
    self.sources = sources
    self.document = document
  }

  package mutating func check() {
    check(document, .object(specification.root), at: JSONPointer(), name: nil)
  }

  /// - Parameter name: the bytes of the member name that the value belongs to, for findings about the whole
  ///   of a large value.
  private mutating func check(_ value: JSON, _ shape: Shape, at pointer: JSONPointer, name: Range<Int>?) {
    switch shape {
    case .any: return
    case .orReference(let target):
      if value["$ref"] == nil {
        check(value, target, at: pointer, name: name)
      } else {
        checkReference(value, to: target, at: pointer, name: name)
      }
      return
    case .array(let item):
      if let items = value.array {
        for (index, value) in items.enumerated() {
          check(value, item, at: pointer.appending(index), name: nil)
        }
        return
      }
    case .map(let item):
      if let object = value.object {
        for member in object {
          check(member.value, item, at: pointer.appending(member.name), name: member.nameRange)
        }
        return
      }
    case .namedMap(let names, let item):
      if let object = value.object {
        check(object, names, item, at: pointer)
        return
      }
    case .later(let shape):
      return check(value, shape(), at: pointer, name: name)
    case .object(let shape):
      if let object = value.object {
        check(object, shape, of: value, at: pointer, name: name)
        return
      }
    case .specificationVersion(let known):
      if let version = value.string {
        if !known.isKnown(version) {
          report("\(known.name) version \"\(version)\" is not supported", value, fix: known.fix)
        }
        return
      }
    case .string where value.string != nil: return
    case .nonEmptyString where value.string.map { !$0.isEmpty } ?? false: return
    case .boolean where value.bool != nil: return
    case .integer where value.int != nil: return
    case .positiveInteger where value.int.map { $0 > 0 } ?? false: return
    case .word(let words) where value.string.map(words.contains) ?? false: return
    case .schema where value.object != nil || value.bool != nil:
      SchemaWalk.forEach(value, at: pointer) { checkMembers(of: $0, at: $1) }
      return
    case .params where value.object != nil || value.array != nil: return
    case .string, .nonEmptyString, .boolean, .integer, .positiveInteger, .word, .schema, .params: break
    }
    report(
      "\(Self.place(pointer)) must be \(shape.expectation), got \(Phrase.value(value))", value, name: name)
  }

  /// Extensions are no members of such a map.
  private mutating func check(
    _ object: JSONObject, _ names: MemberNames, _ item: Shape, at pointer: JSONPointer
  ) {
    for member in object where !member.name.hasPrefix("x-") {
      let place = pointer.appending(member.name)
      if !names.areAllowed(member.name) {
        let range = member.nameRange ?? member.value.range
        diagnostics.append(
          Diagnostic(
            .contractStructure,
            "The name \"\(member.name)\" in \(Self.place(pointer)) must \(names.expectation)",
            at: range.map(sources.span)))
      }
      check(member.value, item, at: place, name: member.nameRange)
    }
  }

  private mutating func check(
    _ object: JSONObject, _ shape: ObjectShape, of value: JSON, at pointer: JSONPointer, name: Range<Int>?
  ) {
    for field in shape.fields where field.isRequired && object[field.name] == nil {
      report(
        "\(Self.place(pointer)) is missing \"\(field.name)\", which the \(shape.name) requires", value,
        name: name)
    }
    for problem in shape.rules.compactMap({ $0.problem(object) }) {
      let field = problem.field.flatMap(object.member)
      report(
        "\(Self.place(pointer)) \(problem.message)", field?.value ?? value, name: field?.nameRange ?? name,
        fix: problem.fix)
    }
    for member in object {
      if let field = shape.field(named: member.name) {
        check(member.value, field.shape, at: pointer.appending(member.name), name: member.nameRange)
      } else if member.name.hasPrefix("x-") {
        checkUnknownExtension(member, shape)
      } else {
        let nearest = NearMiss.nearest(to: member.name, in: shape.fields.map(\.name))
        guard shape.isClosed || nearest != nil else { continue }
        diagnostics.append(
          Diagnostic(
            .contractStructure, "Unknown field \"\(member.name)\" in the \(shape.name)",
            at: (member.nameRange ?? member.value.range).map(sources.span),
            fix: nearest.map { "write \"\($0)\"" } ?? "remove it, or prefix its name with `x-`",
            severity: shape.isClosed ? .error : .warning))
      }
    }
  }

  private mutating func checkMembers(of schema: JSON, at pointer: JSONPointer) {
    for member in schema.object?.members ?? [] {
      if let field = specification.schema.field(named: member.name) {
        check(member.value, field.shape, at: pointer.appending(member.name), name: member.nameRange)
      } else if member.name.hasPrefix("x-") {
        checkUnknownExtension(member, specification.schema)
      }
    }
  }

  /// Reports only likely typing errors of known extensions, because anybody may have extensions of their own.
  private mutating func checkUnknownExtension(_ member: JSONObject.Member, _ shape: ObjectShape) {
    let known = shape.fields.map(\.name).filter { $0.hasPrefix("x-") }
    guard let nearest = NearMiss.nearest(to: member.name, in: known) else { return }
    diagnostics.append(
      Diagnostic(
        .contractExtension, "Unknown extension \"\(member.name)\" in the \(shape.name)",
        at: (member.nameRange ?? member.value.range).map(sources.span), fix: "write \"\(nearest)\""))
  }

  private mutating func checkReference(
    _ value: JSON, to shape: Shape, at pointer: JSONPointer, name: Range<Int>?
  ) {
    guard let object = value.object, let reference = object["$ref"] else { return }
    guard let text = reference.string else {
      report("\"$ref\" must be a string, got \(Phrase.value(reference))", reference)
      return
    }
    for member in object where member.name != "$ref" && !specification.besideReference.contains(member.name) {
      diagnostics.append(
        Diagnostic(
          .contractStructure, "\"\(member.name)\" has no effect beside \"$ref\"",
          at: (member.nameRange ?? member.value.range).map(sources.span),
          fix: "remove it, or write it where \"\(text)\" is", severity: specification.severityOfReferences))
    }
    switch Result(of: text, in: document) {
    case .failure(let problem):
      diagnostics.append(
        Diagnostic(
          .contractReference, problem.message.beginningWithCapital, at: reference.range.map(sources.span),
          fix: problem.fix, severity: problem.isOutside ? specification.severityOfReferences : .error))
    case .success(let target):
      // Components of the right kind are checked in `components`.
      guard let expected = shape.object, !isComponent(target.pointer, of: expected) else {
        return
      }
      let missing = expected.fields.first { $0.isRequired && target.value[$0.name] == nil }
      if target.value.object == nil || missing != nil {
        let reason = missing.map { ": \"\($0.name)\" is missing" } ?? ""
        diagnostics.append(
          Diagnostic(
            .contractReference, "\"\(text)\" does not refer to a valid \(expected.name)\(reason)",
            at: reference.range.map(sources.span)))
      }
    }
  }

  private func isComponent(_ pointer: JSONPointer, of shape: ObjectShape) -> Bool {
    guard pointer.tokens.count == 3, pointer.tokens[0] == "components",
      let item = specification.component(pointer.tokens[1])
    else { return false }
    return item.object?.name == shape.name
  }

  private mutating func report(_ message: String, _ value: JSON, name: Range<Int>? = nil, fix: String? = nil)
  {
    var range = value.range
    // The name identifies a large value better than its first line.
    if let name, value.object != nil || value.array != nil { range = name }
    if let whole = range, whole == value.range, value.object != nil || value.array != nil {
      range = whole.lowerBound..<(whole.lowerBound + 1)
    }
    diagnostics.append(
      Diagnostic(.contractStructure, message.beginningWithCapital, at: range.map(sources.span), fix: fix))
  }

  /// A place in words: `methods[0].params[1]`, or "the document".
  static func place(_ pointer: JSONPointer) -> String {
    if pointer.tokens.isEmpty { return "the document" }
    return "`\(FieldPath.text(pointer.tokens))`"
  }
}
