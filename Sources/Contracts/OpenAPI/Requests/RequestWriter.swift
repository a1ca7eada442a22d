import Diagnostics
import JSON
import OpenRPC

/// Writes a request to an operation: each parameter in its style (OpenAPI 3.1, section 4.8.12.3).
package struct RequestWriter {
  /// Percent-encoded, with the query.
  package private(set) var path: String
  package private(set) var headers: [(name: String, value: String)] = []
  private var query: [String] = []
  private var cookies: [String] = []

  package init(_ operation: HTTPOperation, _ values: [(parameter: HTTPParameter, value: JSON)]) {
    path = operation.path
    for (parameter, value) in values { add(parameter, value) }
    if !query.isEmpty { path += "?" + query.joined(separator: "&") }
    if !cookies.isEmpty { headers.append(("Cookie", cookies.joined(separator: "; "))) }
  }

  private mutating func add(_ parameter: HTTPParameter, _ value: JSON) {
    let name = parameter.descriptor.name
    switch parameter.place {
    case .path: path = path.replacing("{\(name)}", with: inPath(parameter, value))
    case .query: query += inQuery(parameter, value)
    case .querystring: query += (value.object?.members ?? []).map { pair($0.name, $0.value) }
    case .header:
      headers.append((name, parameter.isContent ? value.text() : plain(value, parameter) { $0 }))
    case .cookie:
      let text =
        parameter.isContent ? Self.encoded(value.text()) : plain(value, parameter, encode: Self.encoded)
      cookies.append("\(name)=\(text)")
    }
  }

  private func pair(_ name: String, _ value: JSON) -> String {
    Self.encoded(name) + "=" + Self.encoded(Self.scalar(value))
  }

  /// Lists and objects separated by commas.
  private func plain(
    _ value: JSON, _ parameter: HTTPParameter, separator: String = ",", encode: (String) -> String
  ) -> String {
    if let items = value.array { return items.map { encode(Self.scalar($0)) }.joined(separator: separator) }
    guard let object = value.object else { return encode(Self.scalar(value)) }
    let join = parameter.isExploded ? "=" : ","
    return object.map { encode($0.name) + join + encode(Self.scalar($0.value)) }.joined(separator: separator)
  }

  private func inPath(_ parameter: HTTPParameter, _ value: JSON) -> String {
    if parameter.isContent { return Self.encoded(value.text()) }
    let name = parameter.descriptor.name
    switch parameter.style {
    case "label":
      return "." + plain(value, parameter, separator: parameter.isExploded ? "." : ",", encode: Self.encoded)
    case "matrix":
      if parameter.isExploded, let items = value.array {
        return items.map { ";" + pair(name, $0) }.joined()
      }
      if parameter.isExploded, let object = value.object {
        return object.map { ";" + pair($0.name, $0.value) }.joined()
      }
      return ";\(name)=" + plain(value, parameter, encode: Self.encoded)
    default: return plain(value, parameter, encode: Self.encoded)
    }
  }

  private func inQuery(_ parameter: HTTPParameter, _ value: JSON) -> [String] {
    let name = parameter.descriptor.name
    if parameter.isContent { return [pair(name, .string(value.text()))] }
    if let object = value.object, parameter.style == "deepObject" {
      return object.map { pair("\(name)[\($0.name)]", $0.value) }
    }
    if parameter.isExploded, let items = value.array { return items.map { pair(name, $0) } }
    if parameter.isExploded, let object = value.object { return object.map { pair($0.name, $0.value) } }
    let separator =
      switch parameter.style {
      case "spaceDelimited": "%20"
      case "pipeDelimited": "%7C"
      default: ","
      }
    return [Self.encoded(name) + "=" + plain(value, parameter, separator: separator, encode: Self.encoded)]
  }

  private static func scalar(_ value: JSON) -> String { value.string ?? value.text() }

  private static func encoded(_ text: String) -> String { PercentEncoding.encoded(text) }
}
