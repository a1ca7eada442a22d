import Diagnostics
import JSON

/// What changed between two versions of a contract, for a client that was written for the old one.
///
///     let diff = ContractDiff(from: old, to: new)
///     if diff.isBreaking { print(diff.text()) }
///
/// References are followed before anything is compared, so that moving a schema into a component is no
/// change. A change inside a component is reported once, with all methods that use it, and as breaking as it is
/// for the worst of them.
public struct ContractDiff: Sendable {
  public let old: Contract
  public let new: Contract
  /// Breaking ones first; within a severity in the order of the new contract.
  public private(set) var changes: [ContractChange] = []

  public init(from old: Contract, to new: Contract) {
    self.old = old
    self.new = new
    compareDocument()
    if old.callProtocol == .http, new.callProtocol == .http {
      compareOperations()
    } else {
      compareMethods()
      compareErrors()
    }
    compareWebhooks()
    compareDocumentation()
    changes = Self.merged(changes)
  }

  public var isBreaking: Bool { changes.contains { $0.severity == .breaking } }

  public func changes(_ severity: ContractChange.Severity) -> [ContractChange] {
    changes.filter { $0.severity == severity }
  }

  /// Changes that say the same of the same places become one, with all its methods.
  private static func merged(_ changes: [ContractChange]) -> [ContractChange] {
    struct Key: Hashable {
      var rule: ChangeRule
      var subject: String
      var old, new: JSONPointer?
      // Two values of one enumeration change at one place.
      var message: String?
    }
    var merged: [ContractChange] = []
    var positions: [Key: Int] = [:]
    for change in changes {
      let isOneOfMany = [.enumValueAdded, .enumValueRemoved, .violationCode].contains(change.rule)
      let key = Key(
        rule: change.rule, subject: change.subject, old: change.old?.pointer, new: change.new?.pointer,
        message: isOneOfMany ? change.message : nil)
      guard let position = positions[key] else {
        positions[key] = merged.count
        merged.append(change)
        continue
      }
      var kept = change.severity < merged[position].severity ? change : merged[position]
      let methods = merged[position].methods
      kept.methods = methods + change.methods.filter { !methods.contains($0) }
      merged[position] = kept
    }
    return ContractChange.Severity.allCases.flatMap { severity in
      merged.filter { $0.severity == severity }
    }
  }

  private mutating func compareDocument() {
    for (name, rule) in [
      ("version", ChangeRule.apiVersion), ("title", .apiDescription), ("description", .apiDescription),
    ] {
      let (before, after) = (old.document["info"]?[name], new.document["info"]?[name])
      guard before != after else { continue }
      let message =
        name == "description"
        ? "has a different description"
        : "has the \(name) \(after.map(SchemaDiff.text) ?? "nothing"); it was \(before.map(SchemaDiff.text) ?? "nothing")"
      add(
        rule, .documentation, ContractChange.wholeAPI, message, at: JSONPointer(["info", name]),
        JSONPointer(["info", name]))
    }
    let (before, after) = (old.servers.map(\.url), new.servers.map(\.url))
    let place = JSONPointer(["servers"])
    for (index, url) in before.enumerated() where !after.contains(url) {
      add(
        .serverRemoved, .possiblyBreaking, ContractChange.wholeAPI, "is no longer listed at `\(url)`",
        at: place.appending(index), place)
    }
    for (index, url) in after.enumerated() where !before.contains(url) {
      add(
        .serverAdded, .compatible, ContractChange.wholeAPI, "is also at `\(url)`", at: place,
        place.appending(index))
    }
  }

  mutating func add(
    _ rule: ChangeRule, _ severity: ContractChange.Severity, _ subject: String, _ message: String,
    method: String? = nil, at oldPointer: JSONPointer?, _ newPointer: JSONPointer?, hint: String? = nil
  ) {
    changes.append(
      ContractChange(
        rule: rule, severity: severity, subject: subject, message: message, hint: hint,
        methods: method.map { [$0] } ?? [], old: oldPointer.flatMap { nearest($0, in: old) },
        new: newPointer.flatMap { nearest($0, in: new) }))
  }

  /// The range of a pointer, or of the closest parent that exists.
  private func nearest(_ pointer: JSONPointer, in contract: Contract) -> ContractChange.Place? {
    var pointer = pointer
    while !pointer.tokens.isEmpty {
      if let place = contract.place(pointer) { return place }
      pointer.tokens.removeLast()
    }
    return contract.place(pointer)
  }

  mutating func compareSchemas(
    _ oldPointer: JSONPointer, _ newPointer: JSONPointer, _ direction: SchemaDiff.Direction,
    method: String?, at label: ChangeLabel
  ) {
    var diff = SchemaDiff(old: old, new: new, direction: direction, method: method)
    diff.compare(oldPointer, newPointer, at: label)
    changes += diff.changes
  }

  /// What `x-errors` says of codes that both contracts know; which methods give them is compared per method.
  private mutating func compareErrors() {
    for error in new.errors {
      guard let before = old.error(code: error.code) else { continue }
      let subject = "error \(error.code)"
      func place(_ contract: Contract, _ error: ErrorDescription) -> JSONPointer? {
        error.dataPointer.map { JSONPointer(Array($0.tokens.dropLast())) }
          ?? contract.pointer(ofError: error.code)
      }
      let (oldPlace, newPlace) = (place(old, before), place(new, error))
      if before.message != error.message {
        add(
          .errorMessage, .documentation, subject,
          "has the message \(JSON.quoted(error.message)); it was \(JSON.quoted(before.message))",
          at: oldPlace, newPlace)
      }
      if before.httpStatus != error.httpStatus {
        add(
          .errorStatus, .possiblyBreaking, subject,
          "is sent with HTTP status \(error.httpStatus); it was \(before.httpStatus)", at: oldPlace, newPlace)
      }
      if before.repeatsID != error.repeatsID {
        add(
          .errorID, .possiblyBreaking, subject,
          error.repeatsID
            ? "is sent with the `id` of the request; it had `id` null"
            : "is sent with `id` null; it had the `id` of the request", at: oldPlace, newPlace)
      }
      if before.scope != error.scope {
        add(
          .errorScope, error.scope == .anyRequest ? .possiblyBreaking : .compatible, subject,
          error.scope == .anyRequest
            ? "may now be returned by any method" : "is now only returned by the methods that list it",
          at: oldPlace, newPlace)
      }
      if before.description != error.description {
        add(.description, .documentation, subject, "has a different description", at: oldPlace, newPlace)
      }
      switch (before.dataPointer, error.dataPointer) {
      case (let one?, let other?):
        compareSchemas(one, other, .received, method: nil, at: .errorData(error.code))
      case (nil, let other?):
        add(.errorData, .compatible, subject, "now has a schema for its data", at: oldPlace, other)
      case (let one?, nil):
        add(.errorData, .breaking, subject, "no longer has a schema for its data", at: one, newPlace)
      case (nil, nil): break
      }
    }
    for error in new.errors where error.scope == .anyRequest && old.error(code: error.code) == nil {
      add(
        .errorAdded, .possiblyBreaking, "error \(error.code)",
        "is new, and may be returned by any method: \(error.message)", at: nil,
        new.pointer(ofError: error.code))
    }
    for error in old.errors where error.scope == .anyRequest && new.error(code: error.code) == nil {
      add(
        .errorRemoved, .compatible, "error \(error.code)", "is no longer returned",
        at: old.pointer(ofError: error.code), nil)
    }
  }

  /// `x-webhooks`: what the service sends of its own accord is received by the client.
  private mutating func compareWebhooks() {
    let (before, after) = (old.webhooks, new.webhooks)
    var removed = before.filter { webhook in !after.contains { $0.name == webhook.name } }
    var added = after.filter { webhook in !before.contains { $0.name == webhook.name } }
    if removed.count == 1, added.count == 1, let one = removed.first, let other = added.first {
      add(
        .webhookRenamed, .breaking, "webhook \(one.name)", "is no longer sent; `\(other.name)` is new",
        at: one.pointer, other.pointer, hint: "it may have been renamed")
      (removed, added) = ([], [])
    }
    for webhook in removed {
      add(
        .webhookRemoved, .breaking, "webhook \(webhook.name)", "is no longer sent", at: webhook.pointer, nil)
    }
    for webhook in added {
      add(.webhookAdded, .compatible, "webhook \(webhook.name)", "is new", at: nil, webhook.pointer)
    }
    for webhook in after {
      guard let one = before.first(where: { $0.name == webhook.name }) else { continue }
      compareSchemas(
        one.payloadPointer, webhook.payloadPointer, .received, method: nil, at: .webhook(webhook.name))
      if one.description != webhook.description || one.summary != webhook.summary {
        add(
          .description, .documentation, "webhook \(webhook.name)", "has a different description",
          at: one.pointer,
          webhook.pointer)
      }
    }
  }

  private mutating func compareDocumentation() {
    for schema in new.schemas where schema.isDocumentation {
      guard let before = old.schema(named: schema.name) else { continue }
      compareSchemas(before.pointer, schema.pointer, .documented, method: nil, at: .component(schema.name))
    }
  }
}

extension Webhook {
  var pointer: JSONPointer { JSONPointer(Array(payloadPointer.tokens.dropLast())) }
}

extension Contract {
  /// Where an error code is described: in `x-errors`, in `components`, or by the first method that lists it.
  func pointer(ofError code: Int) -> JSONPointer? {
    if let index = document["x-errors"]?.array?.firstIndex(where: { $0["code"]?.int == code }) {
      return JSONPointer(["x-errors"]).appending(index)
    }
    let components = document["components"]?["errors"]?.object?.members ?? []
    if let member = components.first(where: { $0.value["code"]?.int == code }) {
      return JSONPointer(["components", "errors", member.name])
    }
    for method in methods {
      let list = document.value(at: method.pointer)?["errors"]?.array ?? []
      if let index = list.firstIndex(where: { resolve($0)?["code"]?.int == code }) {
        return method.pointer.appending("errors").appending(index)
      }
    }
    return nil
  }
}
