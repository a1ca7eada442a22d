/// A value of front matter, of a directive or of `@{ … }`: what YAML's JSON schema can say.
enum ConfigValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case list([ConfigValue])
  /// In the order written, names unique.
  case mapping([Member])

  struct Member: Sendable, Hashable {
    var name: String
    var value: ConfigValue

    init(_ name: String, _ value: ConfigValue) {
      self.name = name
      self.value = value
    }
  }

  subscript(name: String) -> ConfigValue? {
    guard case .mapping(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The value at a path of names: `config["flowchart", "curve"]`.
  subscript(path: String...) -> ConfigValue? {
    var value: ConfigValue? = self
    for name in path { value = value?[name] }
    return value
  }

  /// A scalar as JavaScript's `String(value)` writes it; `nil` for `null`, lists and mappings.
  var text: String? {
    switch self {
    case .string(let text): text
    case .bool(let value): value ? "true" : "false"
    case .number(let value):
      if let whole = Int(exactly: value) { String(whole) } else { String(value) }
    case .null, .list, .mapping: nil
    }
  }

  var bool: Bool? {
    if case .bool(let value) = self { return value }
    return nil
  }

  var number: Double? {
    switch self {
    case .number(let value): value
    case .string(let text): Double(text)
    default: nil
    }
  }

  /// Lays `other` over this value: mappings member by member, anything else replaced.
  mutating func merge(_ other: ConfigValue) {
    guard case .mapping(var members) = self, case .mapping(let others) = other else {
      if other != .null { self = other }
      return
    }
    for member in others {
      if let index = members.firstIndex(where: { $0.name == member.name }) {
        members[index].value.merge(member.value)
      } else {
        members.append(member)
      }
    }
    self = .mapping(members)
  }
}
