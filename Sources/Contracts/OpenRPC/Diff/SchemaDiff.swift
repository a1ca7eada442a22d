import Diagnostics
import JSON

/// Compares two schemas and everything they refer to, for values that are sent in one direction.
///
/// A client sends values that the old schema allows, so a schema of requests may only become wider. It understands
/// answers that the old schema allows, so a schema of answers may only become narrower.
struct SchemaDiff {
  enum Direction {
    /// From the client to the service.
    case sent
    /// From the service to the client.
    case received
    /// Neither: a component that is only for documentation.
    case documented

    /// Who sends the values; `nil` when nobody does.
    var sender: MessageSender? {
      switch self {
      case .sent: .caller
      case .received: .service
      case .documented: nil
      }
    }
  }

  /// The effect of a change on the valid values.
  enum Effect {
    case narrowed, widened
    /// Some values fit no longer, and others do for the first time.
    case shifted
    /// Whether it narrows or widens cannot be decided.
    case unclear
  }

  /// A schema of one of the two contracts, with the references to it followed.
  struct Side {
    var value: JSON
    var pointer: JSONPointer
    /// The component it is, when a reference led there.
    var component: String?
    /// The reference object, when there was one: keywords beside `$ref` only inform.
    var written: JSON
    var writtenPointer: JSONPointer
  }

  private struct Pair: Hashable { let old, new: JSONPointer }

  let old: Contract
  let new: Contract
  let direction: Direction
  /// The method that the values belong to; `nil` for the whole API.
  let method: String?
  private(set) var changes: [ContractChange] = []
  /// Schemas may contain themselves: a pair that is being compared is not compared again.
  private var visited: Set<Pair> = []

  init(old: Contract, new: Contract, direction: Direction, method: String?) {
    self.old = old
    self.new = new
    self.direction = direction
    self.method = method
  }

  func severity(_ effect: Effect) -> ContractChange.Severity {
    switch (direction, effect) {
    case (.documented, _): .documentation
    case (_, .unclear): .possiblyBreaking
    case (_, .shifted), (.sent, .narrowed), (.received, .widened): .breaking
    case (.sent, .widened), (.received, .narrowed): .compatible
    }
  }

  mutating func compare(_ oldPointer: JSONPointer, _ newPointer: JSONPointer, at label: ChangeLabel) {
    guard let old = Self.side(oldPointer, of: old), let new = Self.side(newPointer, of: new) else { return }
    guard visited.insert(Pair(old: old.pointer, new: new.pointer)).inserted else { return }
    var label = label
    if let name = new.component, old.component != nil { label = .component(name) }
    if old.value == new.value, Self.isSelfContained(old.value) { return }
    if let oldBool = old.value.bool ?? (old.value.object?.isEmpty == true ? true : nil),
      let newBool = new.value.bool ?? (new.value.object?.isEmpty == true ? true : nil)
    {
      if oldBool != newBool {
        report(
          .schema, newBool ? .widened : .narrowed,
          newBool ? "is now allowed, with any value" : "is no longer allowed", label, old, new)
      }
      return
    }
    values(old, new, label)
    numbers(old, new, label)
    fields(old, new, label)
    items(old, new, label)
    branches(old, new, label)
    remarks(old, new, label)
  }

  mutating func report(
    _ rule: ChangeRule, _ effect: Effect, _ message: String, _ label: ChangeLabel, _ old: Side, _ new: Side,
    keyword: String? = nil, hint: String? = nil
  ) {
    let severity = operationSeverity(rule, effect, keyword, old.value, new.value) ?? severity(effect)
    report(rule, severity, message, label, old, new, keyword: keyword, hint: hint)
  }

  /// - Parameter keyword: what of the schemas is different; the place is theirs where one has it.
  mutating func report(
    _ rule: ChangeRule, _ severity: ContractChange.Severity, _ message: String, _ label: ChangeLabel,
    _ old: Side, _ new: Side, keyword: String? = nil, hint: String? = nil
  ) {
    func pointer(_ side: Side) -> JSONPointer {
      if let keyword, side.value[keyword] != nil { return side.pointer.appending(keyword) }
      return side.component == nil ? side.writtenPointer : side.pointer
    }
    report(
      rule, severity, message, label, self.old.place(pointer(old)), self.new.place(pointer(new)), hint: hint)
  }

  mutating func report(
    _ rule: ChangeRule, _ severity: ContractChange.Severity, _ message: String, _ label: ChangeLabel,
    _ oldPlace: ContractChange.Place?, _ newPlace: ContractChange.Place?, hint: String? = nil
  ) {
    changes.append(
      ContractChange(
        rule: rule, severity: direction == .documented ? .documentation : severity, subject: label.text,
        message: message, hint: hint,
        methods: method.map { [$0] } ?? [], old: oldPlace, new: newPlace))
  }

  static func side(_ pointer: JSONPointer, of contract: Contract) -> Side? {
    guard let written = contract.document.value(at: pointer) else { return nil }
    guard let reference = written["$ref"]?.string else {
      return Side(
        value: written, pointer: pointer, component: pointer.schemaComponent, written: written,
        writtenPointer: pointer)
    }
    guard case .success(let target) = Result(of: reference, in: contract.document) else { return nil }
    return Side(
      value: target.value, pointer: target.pointer, component: target.pointer.schemaComponent,
      written: written,
      writtenPointer: pointer)
  }

  /// Whether equal text means equal meaning: nothing inside refers to anything else.
  private static func isSelfContained(_ value: JSON) -> Bool {
    switch value.content {
    case .object(let object): object.allSatisfy { $0.name != "$ref" && isSelfContained($0.value) }
    case .array(let items): items.allSatisfy(isSelfContained)
    default: true
    }
  }

  /// Whether two schemas are equal apart from descriptions and other annotations.
  static func isAlike(_ left: JSON, _ right: JSON) -> Bool { bare(left) == bare(right) }

  private static func bare(_ value: JSON) -> JSON {
    guard let object = value.object else { return value }
    return .object(
      object.members.filter { !remarkKeywords.contains($0.name) }.map { member in
        guard member.name == "properties", let fields = member.value.object else {
          return (member.name, bare(member.value))
        }
        return (member.name, .object(fields.members.map { ($0.name, bare($0.value)) }))
      })
  }

  static let remarkKeywords: Set<String> = [
    "title", "description", "summary", "examples", "deprecated", "$comment", "x-expected", "x-documentation",
    "$id", "$schema",
  ]
}

/// The subject of a change, as people write it.
struct ChangeLabel {
  /// The whole value: `job.cancel → result`.
  private var whole: String
  /// The prefix of the first field: `job.cancel → `.
  private var head: String
  private var path = ""
  private var tail = ""

  var text: String { path.isEmpty ? whole : head + path + tail }

  /// `JobConfig.n_iterations`
  static func component(_ name: String) -> ChangeLabel { ChangeLabel(whole: name, head: name + ".") }

  /// `job.cancel(reason)`
  static func param(_ name: String, of method: String) -> ChangeLabel {
    ChangeLabel(whole: "\(method)(\(name))", head: "\(method)(\(name).", tail: ")")
  }

  /// `job.cancel → status`
  static func result(of method: String) -> ChangeLabel {
    ChangeLabel(whole: "\(method) → result", head: "\(method) → ")
  }

  /// `getPet → 200 name.first`
  static func response(_ status: String, of method: String) -> ChangeLabel {
    ChangeLabel(whole: "\(method) → \(status)", head: "\(method) → \(status) ")
  }

  /// `error -40003 data.job_id`
  static func errorData(_ code: Int) -> ChangeLabel {
    ChangeLabel(whole: "error \(code) data", head: "error \(code) data.")
  }

  static func webhook(_ name: String) -> ChangeLabel {
    ChangeLabel(whole: "webhook \(name)", head: "webhook \(name) → ")
  }

  static func plain(_ text: String) -> ChangeLabel { ChangeLabel(whole: text, head: text + " ") }

  private init(whole: String, head: String, tail: String = "") {
    self.whole = whole
    self.head = head
    self.tail = tail
  }

  func field(_ name: String) -> ChangeLabel {
    var label = self
    label.path += path.isEmpty ? name : ".\(name)"
    return label
  }

  /// Any item of an array, or with an index that one.
  func item(_ index: Int? = nil) -> ChangeLabel {
    var label = self
    if path.isEmpty, head.hasSuffix(".") { label.head.removeLast() }
    label.path += "[\(index.map(String.init) ?? "")]"
    return label
  }
}

extension Contract {
  func place(_ pointer: JSONPointer) -> ContractChange.Place? {
    range(at: pointer).map { ContractChange.Place(span: span($0), pointer: pointer) }
  }
}
