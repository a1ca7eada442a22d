import Diagnostics
import JSON
import JSONSchema

/// Checks a document against the objects of the OpenRPC specification, and its references.
struct StructureChecker {
  let sources: ContractSources
  let document: JSON
  private(set) var diagnostics: [Diagnostic] = []

  init(sources: ContractSources, document: JSON) {
    self.sources = sources
    self.document = document
  }

  mutating func check() {
    check(document, .object(.document), at: JSONPointer(), name: nil)
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
    case .object(let shape):
      if let object = value.object {
        check(object, shape, of: value, at: pointer, name: name)
        return
      }
    case .specificationVersion:
      if let version = value.string {
        if !Self.isKnown(version) {
          report(
            "OpenRPC version \"\(version)\" is not supported", value,
            fix: "use a version from 1.0 to 1.4, such as \"1.3.2\"")
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
      SchemaWalk.forEach(value, at: pointer) { checkExtensions(of: $0, at: $1) }
      return
    case .params where value.object != nil || value.array != nil: return
    case .string, .nonEmptyString, .boolean, .integer, .positiveInteger, .word, .schema, .params: break
    }
    report(
      "\(Self.place(pointer)) must be \(shape.expectation), got \(Phrase.value(value))", value, name: name)
  }

  private mutating func check(
    _ object: JSONObject, _ shape: ObjectShape, of value: JSON, at pointer: JSONPointer, name: Range<Int>?
  ) {
    for field in shape.fields where field.isRequired && object[field.name] == nil {
      report(
        "\(Self.place(pointer)) is missing \"\(field.name)\", which the \(shape.name) requires", value,
        name: name)
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

  private mutating func checkExtensions(of schema: JSON, at pointer: JSONPointer) {
    for member in schema.object?.members ?? [] where member.name.hasPrefix("x-") {
      if let field = ObjectShape.schema.field(named: member.name) {
        check(member.value, field.shape, at: pointer.appending(member.name), name: member.nameRange)
      } else {
        checkUnknownExtension(member, .schema)
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
    for member in object where member.name != "$ref" {
      diagnostics.append(
        Diagnostic(
          .contractStructure, "\"\(member.name)\" has no effect beside \"$ref\"",
          at: (member.nameRange ?? member.value.range).map(sources.span),
          fix: "remove it, or write it where \"\(text)\" is", severity: .error))
    }
    switch Result(of: text, in: document) {
    case .failure(let problem):
      diagnostics.append(
        Diagnostic(
          .contractReference, problem.message.beginningWithCapital, at: reference.range.map(sources.span),
          fix: problem.fix))
    case .success(let target):
      // Components of the right kind are checked in `components`.
      guard case .object(let expected) = shape, !Self.isComponent(target.pointer, of: expected) else {
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

  private static func isComponent(_ pointer: JSONPointer, of shape: ObjectShape) -> Bool {
    guard pointer.tokens.count == 3, pointer.tokens[0] == "components",
      case .map(let item)? = ObjectShape.components.field(named: pointer.tokens[1])?.shape
    else { return false }
    switch item {
    case .object(let object), .orReference(.object(let object)): return object.name == shape.name
    default: return false
    }
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

  private static func isKnown(_ version: String) -> Bool {
    let parts = version.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "1", let minor = Int(parts[1]) else { return false }
    return (0...4).contains(minor) && String(minor) == parts[1]
      && parts[2].utf8.first?.isDigit == true
  }

  /// A place in words: `methods[0].params[1]`, or "the document".
  static func place(_ pointer: JSONPointer) -> String {
    if pointer.tokens.isEmpty { return "the document" }
    return "`\(FieldPath.text(pointer.tokens))`"
  }
}
