import Diagnostics
import JSON

extension ContractDiff {
  mutating func compareMethods() {
    var removed = old.methods.filter { new.method(named: $0.name) == nil }
    var added = new.methods.filter { old.method(named: $0.name) == nil }
    for pair in renamed(removed, added) {
      removed.removeAll { $0.name == pair.old.name }
      added.removeAll { $0.name == pair.new.name }
      add(
        .methodRenamed, .breaking, pair.old.name,
        "was removed; `\(pair.new.name)` is new and has the same parameters and result",
        at: pair.old.namePointer, pair.new.namePointer, hint: "it may have been renamed")
      compare(pair.old, pair.new)
    }
    for method in removed {
      add(.methodRemoved, .breaking, method.name, "was removed", at: method.namePointer, nil)
    }
    for method in added {
      add(
        .methodAdded, .compatible, method.name, "is new", method: method.name, at: nil, method.namePointer)
    }
    for method in new.methods {
      if let before = old.method(named: method.name) { compare(before, method) }
    }
  }

  /// Methods that look like one under another name.
  private func renamed(_ removed: [Method], _ added: [Method]) -> [(old: Method, new: Method)] {
    var left = added
    var pairs: [(old: Method, new: Method)] = []
    for method in removed {
      let alike = left.filter { Self.isAlike(method, $0) }
      let near = NearMiss.nearest(to: method.name, in: alike.map(\.name)).flatMap(new.method(named:))
      // A method without parameters and a result is similar to too many others.
      let isTelling = !method.params.isEmpty
      guard let match = near ?? (isTelling && alike.count == 1 ? alike.first : nil) else { continue }
      pairs.append((method, match))
      left.removeAll { $0.name == match.name }
    }
    return pairs
  }

  private static func isAlike(_ left: Method, _ right: Method) -> Bool {
    guard left.params.map(\.name) == right.params.map(\.name) else { return false }
    guard zip(left.params, right.params).allSatisfy({ SchemaDiff.isAlike($0.schemaValue, $1.schemaValue) })
    else { return false }
    switch (left.result, right.result) {
    case (nil, nil): return true
    case (let one?, let other?): return SchemaDiff.isAlike(one.schemaValue, other.schemaValue)
    default: return false
    }
  }

  private mutating func compare(_ before: Method, _ after: Method) {
    compareRemarks(before, after)
    compareParams(before, after)
    compareResults(before, after)
    compareErrors(before, after)
    compareExamples(before, after)
  }

  /// What is said of a method beside its parameters and answers.
  mutating func compareRemarks(_ before: Method, _ after: Method) {
    func add(
      _ rule: ChangeRule, _ severity: ContractChange.Severity, _ message: String, _ field: String?,
      hint: String? = nil
    ) {
      self.add(
        rule, severity, after.name, message, method: after.name,
        at: field.map(before.pointer.appending) ?? before.namePointer,
        field.map(after.pointer.appending) ?? after.namePointer, hint: hint)
    }
    if before.summary != after.summary {
      add(.description, .documentation, "has a different summary", "summary")
    }
    if before.description != after.description {
      add(.description, .documentation, "has a different description", "description")
    }
    if before.tags != after.tags { add(.description, .documentation, "has different tags", "tags") }
    if before.deprecated != after.deprecated {
      add(
        .methodDeprecated, .compatible, after.deprecated ? "is deprecated" : "is no longer deprecated",
        "deprecated")
    }
    if before.permission != after.permission {
      switch (before.permission, after.permission) {
      case (let one?, let other?):
        add(.permission, .breaking, "needs the permission `\(other)`; it was `\(one)`", "x-permission")
      case (nil, let other?):
        add(.permission, .breaking, "needs the permission `\(other)`; it needed none", "x-permission")
      default: add(.permission, .compatible, "no longer needs a permission", "x-permission")
      }
    }
    compareRateLimits(before, after)
  }

  private mutating func compareRateLimits(_ before: Method, _ after: Method) {
    guard before.rateLimit != after.rateLimit else { return }
    func words(_ limit: RateLimit?) -> String {
      guard let limit else { return "no limit" }
      return "a limit of \(limit.requests) requests in \(limit.windowSeconds) s"
    }
    func isHarder(_ limit: RateLimit?, than other: RateLimit?) -> Bool {
      guard let limit else { return false }
      guard let other else { return true }
      // Fewer at once, or fewer in the long run.
      return limit.requests < other.requests
        || limit.requests * other.windowSeconds < other.requests * limit.windowSeconds
    }
    add(
      .rateLimit, isHarder(after.rateLimit, than: before.rateLimit) ? .possiblyBreaking : .compatible,
      after.name, "has \(words(after.rateLimit)); it had \(words(before.rateLimit))",
      method: after.name, at: before.pointer.appending("x-rateLimit"), after.pointer.appending("x-rateLimit"))
  }

  private mutating func compareParams(_ before: Method, _ after: Method) {
    if before.paramStructure != after.paramStructure {
      add(
        .paramStructure, after.paramStructure == .either ? .compatible : .breaking, after.name,
        "takes its parameters \(after.paramStructure.words); it was \(before.paramStructure.words)",
        method: after.name, at: before.pointer.appending("paramStructure"),
        after.pointer.appending("paramStructure"))
    }
    var removed = before.params.filter { after.param(named: $0.name) == nil }
    var added = after.params.filter { before.param(named: $0.name) == nil }
    // The schema of a param is compared under its new name.
    var renamed: [(old: ContentDescriptor, new: ContentDescriptor)] = []
    for param in removed {
      let alike = added.filter { SchemaDiff.isAlike($0.schemaValue, param.schemaValue) }
      let near = NearMiss.nearest(to: param.name, in: alike.map(\.name)).flatMap(after.param(named:))
      guard let match = near ?? (removed.count == 1 && added.count == 1 ? alike.first : nil) else { continue }
      renamed.append((param, match))
      added.removeAll { $0.name == match.name }
    }
    removed.removeAll { param in renamed.contains { $0.old.name == param.name } }
    let byName = after.paramStructure != .byPosition
    for pair in renamed {
      add(
        .paramRenamed, byName ? .breaking : .documentation, "\(after.name)(\(pair.old.name))",
        "was removed; `\(pair.new.name)` is new and has the same schema",
        method: after.name, at: pair.old.pointer, pair.new.pointer, hint: "it may have been renamed")
    }
    for param in removed {
      add(
        .paramRemoved, .breaking, "\(after.name)(\(param.name))", "was removed", method: after.name,
        at: param.pointer, after.pointer.appending("params"))
    }
    for param in added {
      add(
        param.required ? .paramRequired : .paramAdded, param.required ? .breaking : .compatible,
        "\(after.name)(\(param.name))", param.required ? "is new and required" : "is new",
        method: after.name, at: before.pointer.appending("params"), param.pointer)
    }
    compareOrder(before, after, renamed: renamed)
    for param in after.params {
      guard
        let one = before.param(named: param.name) ?? renamed.first(where: { $0.new.name == param.name })?.old
      else { continue }
      compare(one, param, of: after)
    }
  }

  mutating func compare(_ one: ContentDescriptor, _ param: ContentDescriptor, of method: Method) {
    let subject = "\(method.name)(\(param.name))"
    if one.required != param.required {
      add(
        param.required ? .paramRequired : .paramOptional, param.required ? .breaking : .compatible, subject,
        param.required ? "is now required" : "is now optional", method: method.name, at: one.pointer,
        param.pointer)
    }
    if one.description != param.description || one.summary != param.summary {
      add(
        .description, .documentation, subject, "has a different description", method: method.name,
        at: one.pointer, param.pointer)
    }
    if one.deprecated != param.deprecated {
      add(
        .fieldDeprecated, .compatible, subject,
        param.deprecated ? "is deprecated" : "is no longer deprecated", method: method.name,
        at: one.pointer, param.pointer)
    }
    compareSchemas(
      one.schemaPointer, param.schemaPointer, .sent, method: method.name,
      at: .param(param.name, of: method.name))
  }

  /// Only who sends params by position minds their order.
  private mutating func compareOrder(
    _ before: Method, _ after: Method, renamed: [(old: ContentDescriptor, new: ContentDescriptor)]
  ) {
    guard before.paramStructure != .byName, after.paramStructure != .byName else { return }
    let names = before.params.map { param in
      renamed.first { $0.old.name == param.name }?.new.name ?? param.name
    }
    let kept = names.filter { after.param(named: $0) != nil }
    for (index, name) in kept.enumerated() {
      guard let position = after.params.firstIndex(where: { $0.name == name }),
        let former = names.firstIndex(of: name), position != former
      else { continue }
      // One finding for the first that moves: the others follow from it.
      let one = before.params[former]
      add(
        .paramOrder, .breaking, "\(after.name)(\(name))",
        "is now the \(Self.ordinal(position)) parameter; it was the \(Self.ordinal(former))",
        method: after.name,
        at: one.pointer, after.params[position].pointer,
        hint: index + 1 < kept.count ? "later parameters may have moved, too" : nil)
      return
    }
  }

  private static func ordinal(_ index: Int) -> String {
    let words = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
    return words.indices.contains(index) ? words[index] : "\(index + 1)th"
  }

  private mutating func compareResults(_ before: Method, _ after: Method) {
    switch (before.result, after.result) {
    case (nil, nil): break
    case (nil, let result?):
      add(
        .resultAdded, .possiblyBreaking, after.name, "now has a result; it was only sent as a notification",
        method: after.name, at: before.namePointer, result.pointer)
    case (let result?, nil):
      add(
        .resultRemoved, .breaking, after.name, "no longer has a result", method: after.name,
        at: result.pointer, after.namePointer)
    case (let one?, let other?):
      if one.description != other.description || one.summary != other.summary {
        add(
          .description, .documentation, "\(after.name) → result", "has a different description",
          method: after.name, at: one.pointer, other.pointer)
      }
      compareSchemas(
        one.schemaPointer, other.schemaPointer, .received, method: after.name, at: .result(of: after.name))
    }
  }

  private mutating func compareErrors(_ before: Method, _ after: Method) {
    var removed = before.errors.filter { error in !after.errors.contains { $0.code == error.code } }
    var added = after.errors.filter { error in !before.errors.contains { $0.code == error.code } }
    func place(_ contract: Contract, _ method: Method, _ code: Int) -> JSONPointer {
      let list = contract.document.value(at: method.pointer)?["errors"]?.array ?? []
      let index = list.firstIndex { contract.resolve($0)?["code"]?.int == code }
      return method.pointer.appending("errors").appending(index ?? 0)
    }
    for error in removed {
      guard let other = added.first(where: { $0.message == error.message }) else { continue }
      add(
        .errorRenumbered, .breaking, after.name,
        "returns the error \(JSON.quoted(error.message)) with code \(other.code); it was \(error.code)",
        method: after.name, at: place(old, before, error.code), place(new, after, other.code))
      removed.removeAll { $0.code == error.code }
      added.removeAll { $0.code == other.code }
    }
    for error in removed {
      add(
        .errorRemoved, .compatible, after.name, "no longer returns the error \(error.code)",
        method: after.name,
        at: place(old, before, error.code), after.pointer.appending("errors"))
    }
    for error in added {
      add(
        .errorAdded, .possiblyBreaking, after.name,
        "also returns the error \(error.code), \(JSON.quoted(error.message))", method: after.name,
        at: before.pointer.appending("errors"), place(new, after, error.code))
    }
  }

  private mutating func compareExamples(_ before: Method, _ after: Method) {
    for field in ["examples", "x-errorExamples"] {
      let (one, other) = (
        old.document.value(at: before.pointer)?[field], new.document.value(at: after.pointer)?[field]
      )
      guard one != other else { continue }
      add(
        .example, .documentation, after.name,
        field == "examples" ? "has different examples" : "has different examples of errors",
        method: after.name,
        at: before.pointer.appending(field), after.pointer.appending(field))
    }
  }
}

extension ParamStructure {
  /// "by name", "by position", "by name or by position"
  public var words: String {
    switch self {
    case .byName: "by name"
    case .byPosition: "by position"
    case .either: "by name or by position"
    }
  }
}

extension Method {
  var namePointer: JSONPointer { pointer.appending("name") }
}

extension ContentDescriptor {
  /// Its place in the document.
  var pointer: JSONPointer { JSONPointer(Array(schemaPointer.tokens.dropLast())) }
}
