import JSON
import Pages

/// A request of a page with the values of variables in place of `$NAME` and `${NAME}`.
///
/// A JSON string that is nothing but a variable becomes the value itself, so that a number stays a number.
struct FilledRequest: Sendable {
  private let values: [String: JSON]

  /// - Parameters:
  ///   - variables: those of the examples.
  ///   - captured: what earlier blocks have captured, which counts more.
  init(variables: [String: String], captured: [String: CapturedValue]) {
    values = variables.mapValues(JSON.string).merging(captured.mapValues(\.json)) { $1 }
  }

  func text(_ text: String) -> String {
    guard text.contains("$") else { return text }
    return replacing(in: text) { $0.string ?? $0.text() }
  }

  /// A body: in JSON, strings are filled; any other text as a whole.
  func body(_ body: String) -> String {
    guard body.contains("$") else { return body }
    do throws(JSONSyntaxError) {
      let json = try JSONParser.parse(body.utf8)
      var bytes = Array(body.utf8)
      for (range, value) in replacements(in: json).reversed() {
        bytes.replaceSubrange(range, with: value.text().utf8)
      }
      return String(decoding: bytes, as: UTF8.self)
    } catch {
      return text(body)
    }
  }

  /// The strings that hold variables, in the order of the text, with what takes their place.
  private func replacements(in json: JSON) -> [(Range<Int>, JSON)] {
    switch json.content {
    case .string(let written):
      guard written.contains("$"), let range = json.range else { return [] }
      if let whole = whole(written) { return [(range, whole)] }
      let filled = text(written)
      return filled == written ? [] : [(range, .string(filled))]
    case .array(let items): return items.flatMap(replacements)
    case .object(let object): return object.members.flatMap { replacements(in: $0.value) }
    default: return []
    }
  }

  /// The value of a text that is one variable and nothing else.
  private func whole(_ text: String) -> JSON? {
    values.first { text == "$\($0.key)" || text == "${\($0.key)}" }?.value
  }

  /// Every variable at once, so that a value that has a `$` itself stays as it is.
  private func replacing(in text: String, _ write: (JSON) -> String) -> String {
    let bytes = Array(text.utf8)
    let places = values.flatMap { name, value in
      Capture.uses(of: name, in: bytes).map { (range: $0, value: value) }
    }
    var filled = bytes
    for (range, value) in places.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      filled.replaceSubrange(range, with: write(value).utf8)
    }
    return String(decoding: filled, as: UTF8.self)
  }
}
