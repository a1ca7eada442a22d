import Diagnostics
import HTTP
import JSON
import OpenRPC

/// The body of a request, read as the media type says that it was sent in.
package struct SentBody {
  package let contract: Contract
  package let content: MediaContent
  /// How deep its JSON may be.
  package let depth: Int

  package enum Value {
    case value(JSON)
    /// A body that is not looked into.
    case opaque
    /// Why it cannot be read.
    case unreadable(String)
  }

  package func value(of request: HTTPExchangeRequest) -> Value {
    guard let media = MediaType(request.mediaType) else { return .opaque }
    if media.isJSON {
      do throws(JSONSyntaxError) {
        return .value(try JSONParser.parse(request.body, limits: .init(depth: depth)))
      } catch {
        return .unreadable("is not JSON: \(error.message), at byte \(error.range.lowerBound)")
      }
    }
    let outline = SchemaOutline(contract: contract, schema: content.descriptor?.schemaValue ?? [:])
    let text = String(decoding: request.body, as: UTF8.self)
    if media.isForm { return .value(FormObject(outline: outline).value(of: FormText.pairs(text))) }
    if media.isMultipart {
      guard let parts = MultipartBody.fields(of: request) else {
        return .unreadable("has no parts between lines of the boundary that the Content-Type header names")
      }
      return .value(FormObject(outline: outline).value(ofDecoded: parts))
    }
    return media.isText ? .value(outline.value(of: text)) : .opaque
  }
}

/// `multipart/form-data` (RFC 7578).
package enum MultipartBody {
  /// The names and texts of the parts; `nil` for a body without them.
  package static func fields(of request: HTTPExchangeRequest) -> [(name: String, value: String)]? {
    guard let type = request.headers["Content-Type"], let boundary = parameter("boundary", of: type),
      !boundary.isEmpty
    else { return nil }
    // A delimiter begins a line, and the line end before it belongs to it (RFC 2046, section 5.1.1).
    let delimiter = Array("\r\n--\(boundary)".utf8)
    var fields: [(String, String)] = []
    var rest = (Array("\r\n".utf8) + request.body)[...]
    guard let first = rest.firstRange(of: delimiter) else { return nil }
    rest = rest[first.upperBound...]
    while let end = rest.firstRange(of: delimiter) {
      if let field = field(rest[..<end.lowerBound]) { fields.append(field) }
      rest = rest[end.upperBound...]
    }
    return fields
  }

  private static func field(_ part: ArraySlice<UInt8>) -> (String, String)? {
    let blank = Array("\r\n\r\n".utf8)
    guard let end = part.firstRange(of: blank) else { return nil }
    let head = String(decoding: part[..<end.lowerBound], as: UTF8.self)
    let lines = head.split(whereSeparator: \.isNewline)
    guard let line = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
      let name = parameter("name", of: String(line))
    else { return nil }
    return (name, String(decoding: part[end.upperBound...], as: UTF8.self))
  }

  /// A parameter of a header field: `name` of `form-data; name="file"`.
  private static func parameter(_ name: String, of field: String) -> String? {
    var isQuoted = false
    let parts = field.split { character in
      if character == "\"" { isQuoted.toggle() }
      return character == ";" && !isQuoted
    }
    for part in parts.dropFirst() {
      let part = part.drop { $0 == " " }
      guard part.lowercased().hasPrefix("\(name)=") else { continue }
      return part.dropFirst(name.count + 1).filter { $0 != "\"" }
    }
    return nil
  }
}
