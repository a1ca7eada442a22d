import JSON

/// Evaluates an instance against a schema. `validate` runs it at most twice: first to decide validity, then, for an
/// invalid instance, to collect the violations.
struct Evaluator {
  let program: Program
  /// The node of the schema that the instance is validated against.
  let root: Int
  let limits: SchemaLimits
  var isCollecting = false
  var findings: [Finding] = []
  var path: [String] = []
  /// The dynamic scope: the schema resources that evaluation has entered, outermost first.
  private var scope: [Int] = []
  private var depth = 0
  private var steps = 0
  /// How many steps may be taken before the reserve is asked.
  private var allowance = StepReserve.allowance
  /// The whole value, until its size has been added to the allowance.
  private var unmeasured: JSON?
  /// Results of applications once there are so many steps that some of them must repeat.
  private var known: [Application: Bool] = [:]
  /// The violations of applications that are known to be invalid.
  private var collected: [PlacedApplication: [Finding]] = [:]
  private static let stepsBeforeRemembering = 5_000
  /// Why evaluation was aborted; results are meaningless then.
  private var abortReason: String?

  init(program: Program, root: Int, limits: SchemaLimits) {
    self.program = program
    self.root = root
    self.limits = limits
  }

  mutating func isValid(_ instance: JSON) -> Bool {
    var marks: Marks?
    begin(instance)
    return evaluate(root, instance, &marks) && abortReason == nil
  }

  mutating func violations(of instance: JSON) -> [Violation] {
    if isValid(instance) { return [] }
    if abortReason == nil {
      isCollecting = true
      begin(instance)
      var marks: Marks?
      _ = evaluate(root, instance, &marks)
    }
    if let abortReason {
      let rule = KeywordRule(keyword: "false", check: .never)
      findings = []
      isCollecting = true
      report(abortReason, rule, in: program.nodes[root], instance)
    }
    return inOrder(unique(findings).map(\.violation))
  }

  private mutating func begin(_ instance: JSON) {
    steps = 0
    allowance = StepReserve.allowance
    unmeasured = instance
  }

  /// Sorted by place in the source.
  private func inOrder(_ violations: [Violation]) -> [Violation] {
    violations.enumerated().sorted { left, right in
      let a = (left.element.nameRange ?? left.element.instanceRange)?.lowerBound ?? 0
      let b = (right.element.nameRange ?? right.element.instanceRange)?.lowerBound ?? 0
      return (a, left.offset) < (b, right.offset)
    }.map(\.element)
  }

  /// Whether evaluation was aborted because a limit was exceeded.
  var isAborted: Bool { abortReason != nil }

  mutating func abort(_ reason: String) { if abortReason == nil { abortReason = reason } }

  /// Whether `instance` is valid. `marks`, when given, collects which items or properties the schema evaluated.
  mutating func evaluate(_ number: Int, _ instance: JSON, _ marks: inout Marks?) -> Bool {
    if abortReason != nil { return false }
    let node = program.nodes[number]
    if node.rules.isEmpty { return true }
    // Further violations would be dropped.
    if isCollecting, !hasRoom { return false }
    let application = marks == nil ? repeatable(number, instance) : nil
    if let application, let result = known[application] {
      if result || !isCollecting { return result }
      // What is invalid is applied once more to collect its violations.
      if let findings = collected[PlacedApplication(application: application, path: path)] {
        append(findings)
        return false
      }
    }
    if depth >= limits.depth || !takeSteps(1) {
      refuse()
      return false
    }
    guard let application else { return apply(node, to: instance, &marks) }
    let before = findings
    findings = []
    let fits = apply(node, to: instance, &marks)
    let own = unique(findings)
    findings = before
    append(own)
    if abortReason == nil {
      known[application] = fits
      if isCollecting, !fits { collected[PlacedApplication(application: application, path: path)] = own }
    }
    return fits
  }

  private mutating func append(_ others: [Finding]) {
    for finding in others where hasRoom { findings.append(finding) }
  }

  /// Without duplicates, so that schemas that apply one another twice do not double them at each level.
  private func unique(_ findings: [Finding]) -> [Finding] {
    var seen: Set<Violation> = []
    return findings.filter { seen.insert($0.violation).inserted }
  }

  /// An application whose result is remembered: not the first ones, and none that depends on the dynamic scope.
  private func repeatable(_ number: Int, _ instance: JSON) -> Application? {
    guard steps > Self.stepsBeforeRemembering, program.dynamicAnchors.isEmpty else { return nil }
    return Application(of: number, to: instance)
  }

  /// Counts work that can grow faster than the value does.
  ///
  /// - Returns: whether the limits allow it.
  mutating func takeSteps(_ count: Int) -> Bool {
    steps += count
    return steps <= limits.steps && hasSteps()
  }

  private mutating func hasSteps() -> Bool {
    if steps <= allowance { return true }
    if let whole = unmeasured {
      unmeasured = nil
      allowance += StepReserve.allowanceForAByte * whole.size
      if steps <= allowance { return true }
    }
    while steps > allowance {
      guard program.reserve.takePortion() else { return false }
      allowance += StepReserve.portion
    }
    return true
  }

  private mutating func apply(_ node: Node, to instance: JSON, _ marks: inout Marks?) -> Bool {
    depth += 1
    let entersResource = scope.last != node.resource
    if entersResource { scope.append(node.resource) }
    var own = marks != nil || node.tracksEvaluation ? Marks(for: instance) : nil
    var fits = true
    for rule in node.rules {
      if apply(rule, of: node, to: instance, &own) { continue }
      fits = false
      // A value of the wrong type violates many keywords; only the type is reported.
      if !isCollecting || rule.saysWhatTheValueIs { break }
    }
    if fits, let own { marks?.merge(own) }
    if entersResource { scope.removeLast() }
    depth -= 1
    return fits
  }

  private mutating func refuse() {
    abort(
      depth >= limits.depth
        ? "is nested too deeply to be validated: more than \(limits.depth) nested schemas"
        : steps > limits.steps
          ? "is too large to be validated: more than \(limits.steps) steps"
          : Self.tooManySteps("combines too many others"))
  }

  /// - Parameter reason: what the schema does too often.
  static func tooManySteps(_ reason: String) -> String {
    "takes too many steps to be validated: its schema \(reason)"
  }

  /// Evaluation without marks, for subschemas that apply to child values.
  mutating func fits(_ number: Int, _ instance: JSON) -> Bool {
    var marks: Marks?
    return evaluate(number, instance, &marks)
  }

  /// Evaluation that records no violations.
  mutating func quietly(_ number: Int, _ instance: JSON, _ marks: inout Marks?) -> Bool {
    let before = isCollecting
    isCollecting = false
    defer { isCollecting = before }
    return evaluate(number, instance, &marks)
  }

  private mutating func apply(_ rule: KeywordRule, of node: Node, to instance: JSON, _ marks: inout Marks?)
    -> Bool
  {
    switch rule.check {
    case .members(let members): return check(members, rule, node, instance, &marks)
    case .memberNames(let schema): return checkNames(schema, rule, node, instance)
    case .items(let prefix, let rest): return checkItems(prefix, rest, rule, node, instance, &marks)
    case .contains(let schema, let minimum, let maximum, let isMarking):
      return checkContains(schema, minimum, maximum, isMarking, rule, node, instance, &marks)
    case .allOf(let schemas):
      var fits = true
      for schema in schemas where !evaluate(schema, instance, &marks) {
        fits = false
        if !isCollecting { break }
      }
      return fits
    case .anyOf(let schemas): return checkAny(schemas, rule, node, instance, &marks)
    case .oneOf(let schemas): return checkOne(schemas, rule, node, instance, &marks)
    case .not(let schema):
      var none: Marks?
      if !quietly(schema, instance, &none) { return true }
      return report("must not match the schema of `not`", rule, in: node, instance)
    case .conditional(let condition, let then, let otherwise):
      let next = quietly(condition, instance, &marks) ? then : otherwise
      return next.map { evaluate($0, instance, &marks) } ?? true
    case .dependentSchemas(let dependencies):
      guard let object = instance.object else { return true }
      var fits = true
      for (name, schema) in dependencies where object[name] != nil {
        if evaluate(schema, instance, &marks) { continue }
        fits = false
        if !isCollecting { break }
      }
      return fits
    case .reference(let schema): return evaluate(schema, instance, &marks)
    case .dynamicReference(let schema, let name): return evaluate(dynamic(name) ?? schema, instance, &marks)
    case .unevaluatedItems(let schema):
      guard let items = instance.array else { return true }
      return checkUnevaluated(schema, items, rule, node, &marks)
    case .unevaluatedProperties(let schema):
      guard let object = instance.object else { return true }
      return checkUnevaluated(schema, object, rule, node, &marks)
    default: return checkValue(rule, node, instance)
    }
  }

  /// The outermost schema of that dynamic anchor (core specification of 2020-12, section 8.2.3.2).
  private func dynamic(_ name: String) -> Int? {
    for resource in scope {
      if let node = program.dynamicAnchors[DynamicAnchor(resource: resource, name: name)] { return node }
    }
    return nil
  }
}

/// The items or properties of one value that were evaluated, for `unevaluatedItems` and `unevaluatedProperties`.
struct Marks {
  private(set) var isSeen: [Bool]

  init?(for instance: JSON) {
    switch instance.content {
    case .array(let items): isSeen = [Bool](repeating: false, count: items.count)
    case .object(let object): isSeen = [Bool](repeating: false, count: object.count)
    default: return nil
    }
  }

  mutating func mark(_ position: Int) { isSeen[position] = true }

  mutating func markAll() {
    for position in isSeen.indices { isSeen[position] = true }
  }

  mutating func merge(_ other: Marks) {
    for position in isSeen.indices where other.isSeen[position] { isSeen[position] = true }
  }
}

extension KeywordRule {
  var saysWhatTheValueIs: Bool {
    switch check {
    case .never, .type, .const, .choice: true
    default: false
    }
  }

  init(keyword: String, check: Check) { self.init(keyword: keyword, check: check, range: nil) }
}

/// A violation with the information that comparing branches needs.
struct Finding {
  var violation: Violation
  /// The expected types or constants of the value (`a string`, `"fast"`), for violations of `type`, `enum` and `const`.
  var expected: [String] = []
}
