import Diagnostics
import JSON
import OpenRPC

/// Reads the parameters of a request as the styles of the contract have them (OpenAPI 3.1, section 4.8.12.3).
package struct ParameterReader {
  package let contract: Contract
  package let operation: HTTPOperation
  package let request: SentRequest

  package enum Value {
    case missing
    case value(JSON)
    /// A sentence without its subject: `is sent twice, but is one value`.
    case unreadable(String)
  }

  /// Header fields that no parameter describes (OpenAPI 3.1, section 4.8.12.1): other parts of the contract do.
  private static let ignored: Set<String> = ["accept", "content-type", "authorization"]

  package static func isIgnored(_ parameter: HTTPParameter) -> Bool {
    parameter.place == .header && ignored.contains(parameter.descriptor.name.lowercased())
  }

  package func value(of parameter: HTTPParameter) -> Value {
    let name = parameter.descriptor.name
    switch parameter.place {
    case .path:
      guard let text = request.path[name] else { return .missing }
      return inPath(text, parameter)
    case .query: return inQuery(parameter)
    case .querystring:
      guard let text = request.queryText, !text.isEmpty else { return .missing }
      let isJSON = contract.resolve(parameter.descriptor.schemaValue) != nil && text.hasPrefix("%7B")
      return isJSON ? json(FormText.decoded(text)) : .value(object(request.query, parameter))
    case .header:
      let lines = request.headers.values(of: name)
      return lines.isEmpty ? .missing : plain(lines.joined(separator: ","), parameter) { $0 }
    case .cookie:
      guard let text = request.cookies.first(where: { $0.name == name })?.value else { return .missing }
      return plain(text, parameter, decode: PercentEncoding.decoded)
    }
  }

  private func outline(_ parameter: HTTPParameter) -> SchemaOutline {
    SchemaOutline(contract: contract, schema: parameter.descriptor.schemaValue)
  }

  private func json(_ text: String) -> Value {
    do throws(JSONSyntaxError) {
      return .value(try JSONParser.parse(text))
    } catch {
      return .unreadable("is not JSON: \(error.message)")
    }
  }

  private func inPath(_ text: String, _ parameter: HTTPParameter) -> Value {
    let name = parameter.descriptor.name
    switch parameter.style {
    case "label":
      guard text.hasPrefix(".") else { return .unreadable("must begin with a dot (style label)") }
      return plain(
        String(text.dropFirst()), parameter, separator: parameter.isExploded ? "." : ",",
        decode: PercentEncoding.decoded)
    case "matrix":
      guard text.hasPrefix(";") else { return .unreadable("must begin with a semicolon (style matrix)") }
      let fields = text.dropFirst().split(separator: ";").map { SentRequest.Pair($0) }
      if parameter.isExploded, outline(parameter).isObject { return .value(object(fields, parameter)) }
      let values = fields.filter { $0.name == name }.map(\.value)
      if values.isEmpty { return .unreadable("must be written `;\(name)=…` (style matrix)") }
      return plain(values.joined(separator: ","), parameter, decode: PercentEncoding.decoded)
    default: return plain(text, parameter, decode: PercentEncoding.decoded)
    }
  }

  /// A value in one text, of which lists and objects are separated by commas.
  private func plain(
    _ text: String, _ parameter: HTTPParameter, separator: Character = ",", decode: (String) -> String
  ) -> Value {
    if parameter.isContent { return json(decode(text)) }
    let outline = outline(parameter)
    let parts = text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    if outline.isList {
      return .value(
        .array(text.isEmpty ? [] : parts.map { outline.items.value(of: decode(trimmed($0, parameter))) }))
    }
    guard outline.isObject else { return .value(outline.value(of: decode(text))) }
    if parameter.isExploded {
      return .value(object(parts.map { SentRequest.Pair($0, decode: decode) }, parameter))
    }
    guard parts.count.isMultiple(of: 2) else {
      return .unreadable("must be names and values in turn, separated by commas")
    }
    let pairs = stride(from: 0, to: parts.count, by: 2).map { index in
      SentRequest.Pair(name: decode(parts[index]), value: parts[index + 1])
    }
    return .value(object(pairs, parameter))
  }

  /// Items of lists in headers may have spaces between them.
  private func trimmed(_ text: String, _ parameter: HTTPParameter) -> String {
    guard parameter.place == .header else { return text }
    return String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  private func object(_ pairs: [SentRequest.Pair], _ parameter: HTTPParameter) -> JSON {
    FormObject(outline: outline(parameter)).value(of: pairs)
  }

  private func inQuery(_ parameter: HTTPParameter) -> Value {
    let name = parameter.descriptor.name
    let outline = outline(parameter)
    if parameter.style == "deepObject" { return deepObject(named: name, parameter) }
    if parameter.isExploded, !parameter.isContent, outline.isObject { return freeObject(parameter, outline) }
    let values = request.query.filter { $0.name == name }.map(\.value)
    guard let first = values.first else { return .missing }
    if parameter.isContent { return json(FormText.decoded(first)) }
    if parameter.isExploded, outline.isList {
      return .value(.array(values.map { outline.items.value(of: FormText.decoded($0)) }))
    }
    guard values.count == 1 else { return .unreadable("is sent \(values.count) times, but is one value") }
    let separated =
      switch parameter.style {
      case "spaceDelimited": first.replacing("%20", with: ",").replacing("+", with: ",")
      case "pipeDelimited":
        first.replacing("%7C", with: ",").replacing("%7c", with: ",").replacing("|", with: ",")
      default: first
      }
    return plain(separated, parameter, decode: FormText.decoded)
  }

  /// `filter[name]=x&filter[size]=2`
  private func deepObject(named name: String, _ parameter: HTTPParameter) -> Value {
    let pairs = request.query.compactMap { pair -> SentRequest.Pair? in
      guard pair.name.hasPrefix(name + "["), pair.name.hasSuffix("]") else { return nil }
      return .init(name: String(pair.name.dropFirst(name.count + 1).dropLast()), value: pair.value)
    }
    return pairs.isEmpty ? .missing : .value(object(pairs, parameter))
  }

  /// An exploded object, whose properties stand in the query like parameters.
  private func freeObject(_ parameter: HTTPParameter, _ outline: SchemaOutline) -> Value {
    let own = Set(outline.propertyNames)
    let others = Set(
      operation.parameters.filter { $0.place == .query }.map(\.descriptor.name))
    let pairs = request.query.filter { pair in
      own.contains(pair.name) || (outline.isOpen && !others.contains(pair.name))
    }
    return pairs.isEmpty ? .missing : .value(object(pairs, parameter))
  }
}

/// An object of names and values that were sent as text; names that come several times are lists.
package struct FormObject {
  package let outline: SchemaOutline

  /// - Parameter pairs: with values that are percent-encoded.
  package func value(of pairs: [SentRequest.Pair]) -> JSON {
    value(ofDecoded: pairs.map { ($0.name, FormText.decoded($0.value)) })
  }

  package func value(ofDecoded pairs: [(name: String, value: String)]) -> JSON {
    var names: [String] = []
    var values: [String: [String]] = [:]
    for (name, value) in pairs {
      if values[name] == nil { names.append(name) }
      values[name, default: []].append(value)
    }
    return .object(names.map { name in (name, self.value(of: values[name] ?? [], outline.property(name))) })
  }

  private func value(of texts: [String], _ outline: SchemaOutline) -> JSON {
    if outline.isList || texts.count > 1 { return .array(texts.map(outline.items.value)) }
    // A part of an object is JSON (OpenAPI 3.1, section 4.8.14.3).
    if outline.isObject, let text = texts.first, let value = JSON(parsing: text) { return value }
    return outline.value(of: texts.first ?? "")
  }
}

extension JSON {
  fileprivate init?(parsing text: String) {
    do throws(JSONSyntaxError) {
      self = try JSONParser.parse(text)
    } catch {
      // What is not JSON is the text itself, which the schema refuses.
      return nil
    }
  }
}
