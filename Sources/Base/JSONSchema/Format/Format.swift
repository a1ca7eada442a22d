import Determinism
import Diagnostics
import Patterns

/// The formats that can be asserted, by their names. Others only inform.
enum Format: String, Sendable, CaseIterable {
  case uuid, date, time, duration, email, hostname, ipv4, ipv6, uri, iri, regex
  case dateTime = "date-time"
  case uriReference = "uri-reference"
  case iriReference = "iri-reference"
  case uriTemplate = "uri-template"
  case jsonPointer = "json-pointer"
  case relativeJSONPointer = "relative-json-pointer"

  /// The expected value, for messages.
  var phrase: String {
    switch self {
    case .uuid: "a UUID such as 123e4567-e89b-42d3-a456-426614174000"
    case .date: "a date such as 2026-01-31"
    case .time: "a time with its offset such as 09:30:00Z"
    case .dateTime: "a date and time such as 2026-01-31T09:30:00Z"
    case .duration: "a duration such as P1DT12H"
    case .email: "an email address"
    case .hostname: "a host name"
    case .ipv4: "an IPv4 address such as 192.0.2.1"
    case .ipv6: "an IPv6 address such as 2001:db8::1"
    case .uri: "an absolute URI such as https://example.com/path"
    case .iri: "an absolute IRI such as https://example.com/päth"
    case .uriReference: "a URI or a relative reference"
    case .iriReference: "an IRI or a relative reference"
    case .uriTemplate: "a URI template such as /jobs/{id}"
    case .jsonPointer: "a JSON pointer such as /params/0"
    case .relativeJSONPointer: "a relative JSON pointer such as 1/name"
    case .regex: "a regular expression"
    }
  }

  func matches(_ text: String) -> Bool {
    let bytes = Array(text.utf8)[...]
    return switch self {
    case .uuid: uuidLength(bytes) == bytes.count
    case .date: TimeFormats.isDate(bytes)
    case .time: TimeFormats.isTime(bytes)
    case .dateTime: TimeFormats.isDateTime(bytes)
    case .duration: TimeFormats.isDuration(bytes)
    case .email: NetworkFormats.isEmail(bytes)
    case .hostname: NetworkFormats.isHostname(bytes)
    case .ipv4: NetworkFormats.isIPv4(bytes)
    case .ipv6: NetworkFormats.isIPv6(bytes)
    case .uri: URIFormats.isReference(bytes, allowsUnicode: false, isAbsolute: true)
    case .iri: URIFormats.isReference(bytes, allowsUnicode: true, isAbsolute: true)
    case .uriReference: URIFormats.isReference(bytes, allowsUnicode: false, isAbsolute: false)
    case .iriReference: URIFormats.isReference(bytes, allowsUnicode: true, isAbsolute: false)
    case .uriTemplate: URIFormats.isTemplate(bytes)
    case .jsonPointer: Self.isPointer(bytes)
    case .relativeJSONPointer: Self.isRelativePointer(bytes)
    case .regex: Pattern.isWellFormed(text)
    }
  }

  /// RFC 6901 section 3.
  private static func isPointer(_ bytes: ArraySlice<UInt8>) -> Bool {
    if bytes.isEmpty { return true }
    guard bytes.first == UInt8(ascii: "/") else { return false }
    var previousIsTilde = false
    for byte in bytes {
      if previousIsTilde, byte != UInt8(ascii: "0"), byte != UInt8(ascii: "1") { return false }
      previousIsTilde = byte == UInt8(ascii: "~")
    }
    return !previousIsTilde
  }

  /// A count of levels without leading zeros, then a pointer or `#`.
  private static func isRelativePointer(_ bytes: ArraySlice<UInt8>) -> Bool {
    let digits = bytes.prefix { $0.isDigit }
    if digits.isEmpty || (digits.count > 1 && digits.first == UInt8(ascii: "0")) { return false }
    let rest = bytes.dropFirst(digits.count)
    return rest.elementsEqual("#".utf8) || isPointer(rest)
  }
}
