import Diagnostics
import JSON
import Languages
import OpenRPC
import Pages
import Project

/// Compares what a client's source says with the contract: calls and their params, and from there every record
/// and enumeration that is sent or received.
struct ClientComparison {
  enum Direction: Hashable {
    case sent, received
  }

  private struct Visit: Hashable {
    var component: String
    var direction: Direction
  }

  let contract: Contract
  let model: ClientModel
  let settings: Project.Client
  /// The client's first file, for what is missing from all of them.
  let place: SourceSpan
  private(set) var findings: [Diagnostic] = []
  private var visited: Set<Visit> = []
  private var comparedEnumerations: Set<String> = []

  init(_ contract: Contract, _ model: ClientModel, _ settings: Project.Client, place: SourceSpan) {
    self.contract = contract
    self.model = model
    self.settings = settings
    self.place = place
  }

  mutating func run() {
    for method in contract.methods {
      let calls = model.calls.filter { $0.method == method.name }
      if calls.isEmpty, !settings.without.contains(method.name) {
        report(
          "The client does not call `\(method.name)`", place, contract.span(method.nameRange),
          fix: "add one, or list the method under `without:` of the client in `\(Project.definition)`")
      }
      for call in calls { compare(call, method) }
    }
    for call in model.calls where contract.method(named: call.method) == nil {
      report(
        "The contract has no method `\(call.method)`", call.span, nil,
        fix: NearMiss.nearest(to: call.method, in: contract.methods.map(\.name)).map { "write `\($0)`" })
    }
    exceptions()
  }

  mutating func report(
    _ message: String, _ span: SourceSpan, _ contractSpan: SourceSpan?, fix: String? = nil,
    note: Diagnostic.Note? = nil
  ) {
    let contractNote = contractSpan.map { Diagnostic.Note("the contract defines it here", span: $0) }
    // A message may begin with the name of a parameter, which is lower-case inside sentences.
    let message = message.prefix(1).uppercased() + message.dropFirst()
    let finding = Diagnostic(
      .clientMismatch, message, at: span, notes: [contractNote, note].compactMap(\.self), fix: fix)
    if !findings.contains(finding) { findings.append(finding) }
  }

  private func contractSpan(_ pointer: JSONPointer) -> SourceSpan? {
    var pointer = pointer
    while !pointer.tokens.isEmpty {
      if let range = contract.range(at: pointer) { return contract.span(range) }
      pointer.tokens.removeLast()
    }
    return nil
  }

  private mutating func compare(_ call: ClientCall, _ method: Method) {
    for param in method.params
    where call.statesAllParams && !call.params.contains(where: { $0.name == param.name }) {
      report(
        "The call of `\(method.name)` has no parameter `\(param.name)`", call.span,
        contract.span(param.nameRange))
    }
    for field in call.params {
      guard let param = method.param(named: field.name) else {
        let known = Set(call.params.map(\.name))
        let names = method.params.map(\.name)
        let nearest =
          NearMiss.nearest(to: field.name, in: names.filter { !known.contains($0) })
          ?? NearMiss.nearest(to: field.name, in: names)
        report(
          "`\(field.name)` is not a parameter of `\(method.name)`", field.span,
          contract.span(method.nameRange),
          fix: nearest.map { "write `\($0)`" })
        continue
      }
      let place = contract.span(param.nameRange)
      let name = "parameter `\(param.name)` of `\(method.name)`"
      if field.type != nil, field.isOptional == param.required {
        report(
          field.isOptional
            ? "\(name) is optional here, but required by the contract"
            : "\(name) is required here, but optional in the contract", field.span, place)
      }
      compare(field, param.schemaPointer, name, .sent)
    }
    permission(call, method)
    guard let result = method.result, let answer = call.answer else { return }
    let facts = SchemaFacts(result.schemaPointer, in: contract)
    guard let component = facts.component else { return }
    if let record = record(for: component) {
      if answer != record.name {
        report(
          "The result of `\(method.name)` is decoded as `\(answer)`, but it is a `\(component)` in the contract",
          call.span, contractSpan(result.schemaPointer), fix: "decode it as `\(record.name)`")
      }
      compare(record, component, .received)
    } else if model.records.contains(where: { $0.name == answer }) {
      report(
        "The result of `\(method.name)` is decoded as `\(answer)`, but it is a `\(component)` in the contract, which the "
          + "client does not have", call.span, contractSpan(result.schemaPointer),
        fix: "rename the type to `\(component)`, or map it with `types: {\(answer): \(component)}`")
    }
  }

  /// A comment that names a permission, such as `jobs:view` in backticks, names the method's.
  private mutating func permission(_ call: ClientCall, _ method: Method) {
    let named = call.comment.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
      .filter { text in
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2
          && parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { $0 == 0x5F || $0.isLowercase }
          }
      }
    guard !named.isEmpty, let permission = method.permission, !named.contains(permission) else { return }
    report(
      "The comment on `\(method.name)` names the permission `\(named[0])`, but the contract requires `\(permission)`",
      call.span, contractSpan(method.pointer.appending("x-permission")), fix: "write `\(permission)`")
  }

  private func record(for component: String) -> ClientRecord? {
    model.records.first { name(of: $0.name) == component }
  }

  private func enumeration(for component: String) -> ClientEnumeration? {
    model.enumerations.first { name(of: $0.name) == component }
  }

  /// The component that a type of the client stands for.
  private func name(of type: String) -> String { settings.types[type] ?? type }

  private mutating func compare(_ record: ClientRecord, _ component: String, _ direction: Direction) {
    guard visited.insert(Visit(component: component, direction: direction)).inserted,
      let schema = contract.schema(named: component)
    else { return }
    let fields = schema.value["properties"]?.object?.members ?? []
    let required = Set(schema.value["required"]?.array?.compactMap(\.string) ?? [])
    for member in fields where !record.fields.contains(where: { $0.name == member.name }) {
      report(
        "`\(record.name)` has no field `\(member.name)`", record.span,
        member.nameRange.map(contract.span))
    }
    for field in record.fields {
      let pointer = schema.pointer.appending("properties").appending(field.name)
      guard let member = schema.value["properties"]?.object?.member(named: field.name) else {
        let known = Set(record.fields.map(\.name))
        let nearest =
          NearMiss.nearest(to: field.name, in: fields.map(\.name).filter { !known.contains($0) })
          ?? NearMiss.nearest(to: field.name, in: fields.map(\.name))
        report(
          "`\(field.name)` of `\(record.name)` is not a field of `\(component)` in the contract", field.span,
          contract.span(schema.nameRange), fix: nearest.map { "write `\($0)`" })
        continue
      }
      let place = member.nameRange.map(contract.span)
      let name = "`\(field.name)` of `\(record.name)`"
      let facts = SchemaFacts(pointer, in: contract)
      optionality(
        field, name, isAlways: required.contains(field.name), facts, direction, place,
        "\(record.name).\(field.name)")
      compare(field, pointer, name, direction)
    }
  }

  private mutating func optionality(
    _ field: ClientField, _ name: String, isAlways: Bool, _ facts: SchemaFacts, _ direction: Direction,
    _ place: SourceSpan?, _ key: String
  ) {
    let isSure = isAlways && !facts.isNullable
    if field.mustBeRead, !isAlways {
      report(
        "\(name) is decoded as required, but optional in the contract", field.span, place)
      return
    }
    if field.isOptional == !isSure || field.type == nil { return }
    if field.isOptional {
      // A client may know values that do not come from the service.
      if settings.loose.contains(key) { return }
      report(
        direction == .sent
          ? "\(name) is optional here, but required by the contract"
          : "\(name) is optional here, but always present in the contract", field.span, place,
        fix: "make it required, or list `\(key)` under `loose:` of the client in `\(Project.definition)`")
    } else if direction == .received, !isAlways, facts.types.contains("object") {
      // A record whose fields are all optional can stand for one that is left out.
    } else {
      report(
        direction == .sent
          ? "\(name) is required here, but optional in the contract"
          : "\(name) is required here, but "
            + (facts.isNullable ? "nullable in the contract" : "optional in the contract"), field.span, place)
    }
  }

  private mutating func compare(
    _ field: ClientField, _ pointer: JSONPointer, _ name: String, _ direction: Direction
  ) {
    let facts = SchemaFacts(pointer, in: contract)
    numbers(field, facts, name, pointer)
    if let type = field.type { compare(type, facts, name, field.span, pointer, direction) }
  }

  private mutating func compare(
    _ type: ClientValueType, _ facts: SchemaFacts, _ name: String, _ span: SourceSpan, _ pointer: JSONPointer,
    _ direction: Direction
  ) {
    switch type {
    case .list(let element):
      if !facts.types.isEmpty, !facts.types.contains("array") {
        mismatch(name, "a list", facts, span, pointer)
      } else if let items = facts.items {
        compare(element, SchemaFacts(items, in: contract), "an item of \(name)", span, items, direction)
      }
    case .map:
      if !facts.types.isEmpty, !facts.types.contains("object") {
        mismatch(name, "an object", facts, span, pointer)
      }
    case .oneOf(let types):
      let known = types.compactMap(Self.jsonType)
      if known.count == types.count, !facts.types.isEmpty,
        facts.types.isDisjoint(with: known.reduce(into: Set()) { $0.formUnion($1) })
      {
        mismatch(name, "of one of \(types.count) types", facts, span, pointer)
      }
    case .name(let word):
      if let enumeration = model.enumerations.first(where: { $0.name == word }) {
        compare(enumeration, facts, name, span, pointer)
      } else if let record = model.records.first(where: { $0.name == word }) {
        guard let component = facts.component else {
          if !facts.types.isEmpty, !facts.types.contains("object") {
            mismatch(name, "a `\(word)`", facts, span, pointer)
          }
          return
        }
        if self.name(of: word) == component {
          compare(record, component, direction)
        } else {
          report(
            "\(name) has the type `\(word)` here, but `\(component)` in the contract", span,
            contractSpan(pointer))
        }
      } else if let types = Self.jsonType(type), !facts.types.isEmpty, facts.types.isDisjoint(with: types) {
        mismatch(name, "a `\(word)`", facts, span, pointer)
      }
    }
  }

  private mutating func mismatch(
    _ name: String, _ found: String, _ facts: SchemaFacts, _ span: SourceSpan, _ pointer: JSONPointer
  ) {
    report(
      "\(name) is \(found) here, but \(facts.types.sorted().joined(separator: " or ")) in the contract", span,
      contractSpan(pointer))
  }

  private static let jsonTypes: [String: Set<String>] = [
    "Int": ["integer"], "Int32": ["integer"], "Int64": ["integer"], "UInt": ["integer"], "int": ["integer"],
    "Double": ["number"], "Float": ["number"], "float": ["number"],
    "Decimal": ["number", "string"], "String": ["string"], "str": ["string"], "Date": ["string"],
    "datetime": ["string"], "UUID": ["string"], "URL": ["string"], "Bool": ["boolean"], "bool": ["boolean"],
  ]

  /// The types of JSON that a type of the language travels as; `nil` for one that is not known.
  private static func jsonType(_ type: ClientValueType) -> Set<String>? {
    switch type {
    case .name(let name): jsonTypes[name]
    case .list: ["array"]
    case .map: ["object"]
    case .oneOf: nil
    }
  }

  private mutating func compare(
    _ enumeration: ClientEnumeration, _ facts: SchemaFacts, _ name: String, _ span: SourceSpan,
    _ pointer: JSONPointer
  ) {
    guard let values = facts.values else {
      if !facts.types.isEmpty, !facts.types.contains("string") {
        mismatch(name, "a `\(enumeration.name)`", facts, span, pointer)
      } else if facts.component == self.name(of: enumeration.name) || facts.component == nil {
        report(
          "\(name) is a `\(enumeration.name)` here, but the contract allows any string", span,
          contractSpan(pointer))
      }
      return
    }
    let cases = enumeration.cases.map(\.value)
    for value in values where !cases.contains(value) {
      report(
        "`\(enumeration.name)` has no case for \(JSON.quoted(value)), a possible value of \(name)",
        enumeration.span,
        contractSpan(pointer))
    }
    // Only the component of that name has to have all cases; a field may allow fewer.
    guard let component = facts.component, self.name(of: enumeration.name) == component,
      comparedEnumerations.insert(component).inserted
    else { return }
    for item in enumeration.cases where !values.contains(item.value) {
      report(
        "`\(component)` of the contract has no value \(JSON.quoted(item.value))", item.span,
        contractSpan(pointer),
        fix: NearMiss.nearest(to: item.value, in: values.filter { !cases.contains($0) }).map {
          "write \"\($0)\""
        })
    }
  }

  private mutating func numbers(
    _ field: ClientField, _ facts: SchemaFacts, _ name: String, _ pointer: JSONPointer
  ) {
    let said = CommentNumbers(field.comment)
    func bound(_ keywords: [String]) -> (keyword: String, text: String)? {
      keywords.lazy.compactMap { keyword in facts.bounds[keyword].map { (keyword, $0.text()) } }.first
    }
    func differs(_ said: String, _ text: String) -> Bool {
      let text = text.filter { $0 != "\"" }
      if let one = Double(said), let other = Double(text) { return one != other }
      return said != text
    }
    let place = contractSpan(pointer)
    if let fallback = said.fallback {
      let own = facts.bounds["default"]?.text()
      if own.map({ differs(fallback, $0) }) ?? true {
        report(
          "The comment on \(name) gives the default \(fallback); the contract gives "
            + (own ?? "none"), field.span, contractSpan(pointer.appending("default")) ?? place)
      }
    }
    let lower = bound(["minimum", "exclusiveMinimum", "minLength", "minItems"])
    if let text = said.lower,
      lower.map({ differs(text, $0.text) || said.isAbove != ($0.keyword == "exclusiveMinimum") })
        ?? (text != "0")
    {
      report(
        "The comment on \(name) says \(said.isAbove ? "above" : "at least") \(text); the contract says "
          + (lower.map { "`\($0.keyword)` \($0.text)" } ?? "no lower bound"), field.span, place)
    }
    let upper = bound(["maximum", "exclusiveMaximum", "maxLength", "maxItems"])
    if let text = said.upper, upper.map({ differs(text, $0.text) }) ?? true {
      report(
        "The comment on \(name) says at most \(text); the contract says "
          + (upper.map { "`\($0.keyword)` \($0.text)" } ?? "no upper bound"), field.span, place)
    }
  }
}
