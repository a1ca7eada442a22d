import JSON
import OpenRPC

/// An expected value as it is written on a page, made into one that can be validated.
///
/// `"<uuid>"`, `"<timestamp>"`, `"<number>"` and `"<string>"` match values of that type; an array item or a member
/// `"…"` matches any further ones. `"$JOB_ID"` is any value when a block of the page captures one of that name.
struct Placeholders {
  /// The value with plausible values for placeholders, and without the items and members `"…"`.
  let value: JSON
  private var standIns: Set<Range<Int>> = []
  private var elided: Set<Range<Int>> = []

  /// - Parameter captured: the names of the variables that the page captures.
  init(_ written: JSON, captured: Set<String>) {
    var standIns: Set<Range<Int>> = []
    var elided: Set<Range<Int>> = []
    value = Self.filled(written, captured, &standIns, &elided)
    self.standIns = standIns
    self.elided = elided
  }

  /// Whether "…" is in the value at a range.
  func isElided(_ range: Range<Int>?) -> Bool { range.map(elided.contains) ?? false }

  /// Whether a violation says only that a placeholder is not a real value, or that something elided is not
  /// there.
  func excuse(_ violation: ContractViolation) -> Bool {
    guard let range = violation.instanceRange else { return false }
    if standIns.contains(range) { return true }
    guard elided.contains(range) else { return false }
    switch violation.keyword {
    case "required", "minItems", "minProperties", "contains", "dependentRequired", "oneOf", "anyOf":
      return true
    default: return false
    }
  }

  private static func isMore(_ text: String) -> Bool { text == "…" || text == "..." }

  /// Whether a text is nothing but a captured variable.
  private static func isVariable(_ text: String, of captured: Set<String>) -> Bool {
    captured.contains { text == "$\($0)" || text == "${\($0)}" }
  }

  private static func filled(
    _ json: JSON, _ captured: Set<String>, _ standIns: inout Set<Range<Int>>, _ elided: inout Set<Range<Int>>
  ) -> JSON {
    switch json.content {
    case .string(let text):
      let real: JSON.Content
      switch text {
      case "<uuid>": real = .string("00000000-0000-4000-8000-000000000000")
      case "<timestamp>": real = .string("2026-01-01T00:00:00Z")
      case "<string>": real = .string("string")
      case "<number>": real = .number(JSONNumber(1))
      default:
        if isVariable(text, of: captured), let range = json.range { standIns.insert(range) }
        return json
      }
      if let range = json.range { standIns.insert(range) }
      return JSON(real, range: json.range)
    case .array(let items):
      let kept = items.filter { !($0.string.map(isMore) ?? false) }
      if kept.count < items.count, let range = json.range { elided.insert(range) }
      return JSON(.array(kept.map { filled($0, captured, &standIns, &elided) }), range: json.range)
    case .object(let object):
      let kept = object.members.filter { !isMore($0.name) }
      if kept.count < object.count, let range = json.range { elided.insert(range) }
      let members = kept.map { member in
        JSONObject.Member(
          name: member.name, nameRange: member.nameRange,
          value: filled(member.value, captured, &standIns, &elided))
      }
      return JSON(.object(JSONObject(members)), range: json.range)
    default: return json
    }
  }
}
