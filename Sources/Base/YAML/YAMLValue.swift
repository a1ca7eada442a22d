import Diagnostics
import JSON
import Yams

/// How much of a YAML text is read. Nested aliases can expand exponentially.
package struct YAMLLimits: Sendable {
  package var values: Int
  package var depth: Int
  /// The rule that a text beyond the limits breaks.
  package var rule: Rule

  package init(values: Int, depth: Int = 64, rule: Rule = .invalidYAML) {
    self.values = values
    self.depth = depth
    self.rule = rule
  }
}

extension YAMLText {
  /// A node as data that knows where its parts are: scalars where their text is, anything else at its first byte.
  ///
  ///     let text = YAMLText(source)
  ///     let value = try text.root().map { root throws(DiagnosticError) in try text.value(of: root) }
  ///
  /// - Parameter base: is added to all places.
  package func value(
    of node: Node, base: Int = 0, limits: YAMLLimits = YAMLLimits(values: 100_000)
  ) throws(DiagnosticError) -> JSON {
    var reading = YAMLValueReading(text: self, base: base, limits: limits)
    return try reading.value(node, depth: 0)
  }
}

private struct YAMLValueReading {
  let text: YAMLText
  let base: Int
  let limits: YAMLLimits
  var count = 0

  init(text: YAMLText, base: Int, limits: YAMLLimits) {
    self.text = text
    self.base = base
    self.limits = limits
  }

  mutating func value(_ node: Node, depth: Int) throws(DiagnosticError) -> JSON {
    count += 1
    guard depth < limits.depth, count < limits.values else {
      throw DiagnosticError(
        Diagnostic(limits.rule, "Too many values, or nested too deeply", at: text.span(node)))
    }
    let start = text.offset(of: node) + base
    switch node {
    case .scalar(let scalar): return JSON(Self.content(scalar), range: range(of: scalar, from: start))
    case .sequence(let items):
      var values: [JSON] = []
      for item in items { values.append(try value(item, depth: depth + 1)) }
      return JSON(.array(values), range: start..<(start + 1))
    case .mapping(let pairs):
      var members: [JSONObject.Member] = []
      for (key, member) in pairs {
        let scalar = key.scalar
        let nameRange = scalar.map { range(of: $0, from: text.offset(of: key) + base) }
        members.append(
          JSONObject.Member(
            name: scalar?.string ?? "", nameRange: nameRange, value: try value(member, depth: depth + 1)))
      }
      return JSON(.object(JSONObject(members)), range: start..<(start + 1))
    case .alias: return .null
    }
  }

  /// The bytes of a scalar; of a block of lines those of its sign.
  private func range(of scalar: Node.Scalar, from start: Int) -> Range<Int> {
    let length: Int =
      switch scalar.style {
      case .literal, .folded: 1
      case .singleQuoted, .doubleQuoted: scalar.string.utf8.count + 2
      case .any, .plain: scalar.string.utf8.count
      }
    return start..<(start + max(1, length))
  }

  /// A plain scalar by the core schema of YAML 1.2, in which `yes` is a word. Numbers are kept as they are written, so
  /// that `0.10` stays so.
  private static func content(_ scalar: Node.Scalar) -> JSON.Content {
    guard scalar.style == .plain else { return .string(scalar.string) }
    switch scalar.string {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: return number(scalar.string) ?? .string(scalar.string)
    }
  }

  private static func number(_ text: String) -> JSON.Content? {
    guard let first = text.utf8.first, first.isDigit || first == UInt8(ascii: "-") else { return nil }
    return JSONNumber(literal: text).map(JSON.Content.number)
  }
}
