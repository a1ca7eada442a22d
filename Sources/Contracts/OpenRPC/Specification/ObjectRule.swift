import JSON

/// What the fields of one object must be together.
package struct ObjectRule: Sendable {
  /// What is wrong with an object.
  package struct Problem {
    /// To be read after the place of the object: `has both "example" and "examples"`.
    package var message: String
    /// The field that the finding points to; `nil` for the object.
    package var field: String?
    package var fix: String?

    package init(_ message: String, field: String? = nil, fix: String? = nil) {
      self.message = message
      self.field = field
      self.fix = fix
    }
  }

  package var problem: @Sendable (JSONObject) -> Problem?

  package init(_ problem: @escaping @Sendable (JSONObject) -> Problem?) { self.problem = problem }

  /// At most one of two fields.
  package static func notTogether(_ first: String, _ second: String) -> ObjectRule {
    ObjectRule { object in
      guard object[first] != nil, object[second] != nil else { return nil }
      return Problem(
        "has both \"\(first)\" and \"\(second)\", of which one is allowed", field: second,
        fix: "remove one of them")
    }
  }

  /// At least one of some fields.
  package static func someOf(_ names: [String]) -> ObjectRule {
    ObjectRule { object in
      if names.contains(where: { object[$0] != nil }) { return nil }
      return Problem(
        "has none of " + names.map { "\"\($0)\"" }.joined(separator: ", ") + ", of which one is required",
        fix: "add one of them")
    }
  }

  /// A list with at least one item, if it is there.
  package static func notEmpty(_ name: String) -> ObjectRule {
    ObjectRule { object in
      guard let items = object[name]?.array, items.isEmpty else { return nil }
      return Problem("has an empty \"\(name)\"", field: name, fix: "add a value, or remove it")
    }
  }
}
