import JSON
import JSONSchema

/// How a method is called over HTTP.
public struct HTTPOperation: Sendable {
  /// `GET`.
  public var verb: String
  /// With its variables in braces: `/pets/{id}`.
  public var path: String
  /// The bytes of the path in the contract.
  public var pathRange: Range<Int>
  /// In the order of the contract, those of the path first.
  public var parameters: [HTTPParameter]
  /// The body of the request by media type; empty for a request without one.
  public var bodies: [MediaContent]
  public var isBodyRequired: Bool
  public var responses: [HTTPResponse]
  /// The requirements for credentials, of which one must be met; empty for an operation without authentication.
  public var security: [SecurityRequirement]

  package init(
    verb: String, path: String, pathRange: Range<Int>, parameters: [HTTPParameter], bodies: [MediaContent],
    isBodyRequired: Bool, responses: [HTTPResponse], security: [SecurityRequirement] = []
  ) {
    self.verb = verb
    self.path = path
    self.pathRange = pathRange
    self.parameters = parameters
    self.bodies = bodies
    self.isBodyRequired = isBodyRequired
    self.responses = responses
    self.security = security
  }

  /// The response of a status: its own, that of its range (`4XX`), or the default.
  ///
  ///     operation.response(of: 404)?.content.first?.type
  public func response(of status: Int) -> HTTPResponse? {
    let names = ["\(status)", "\(status / 100)XX", "default"]
    return names.lazy.compactMap { name in responses.first { $0.status == name } }.first
  }

  /// The names of the variables in the path, in its order.
  public var pathVariables: [String] { PathTemplate(path).variables }
}

/// A parameter of a request, by where it is sent.
public struct HTTPParameter: Sendable {
  public enum Place: String, Sendable, Hashable, CaseIterable {
    case path, query, querystring, header, cookie
  }

  public var place: Place
  /// Its name, description and schema.
  public var descriptor: ContentDescriptor
  /// How lists and objects are written: `form`, `simple`, …
  public var style: String
  /// Whether each item of a list is a parameter of its own.
  public var isExploded: Bool
  /// Whether its value is a document of a media type, JSON, instead of being written in a style.
  public var isContent: Bool
  /// Examples by name; one without a name is `example`.
  public var examples: [(name: String, value: JSON)]

  package init(
    place: Place, descriptor: ContentDescriptor, style: String?, isExploded: Bool?, isContent: Bool = false,
    examples: [(name: String, value: JSON)] = []
  ) {
    self.place = place
    self.descriptor = descriptor
    self.isContent = isContent
    self.examples = examples
    let style = style ?? (place == .query || place == .cookie ? "form" : "simple")
    self.style = style
    self.isExploded = isExploded ?? (style == "form")
  }
}

/// A body in one media type.
public struct MediaContent: Sendable {
  /// `application/json`, or a range such as `text/*`.
  public var type: String
  /// `nil` when the contract does not say what the body contains.
  public var descriptor: ContentDescriptor?
  /// Examples by name; one without a name is `example`.
  public var examples: [(name: String, value: JSON)]

  package init(type: String, descriptor: ContentDescriptor?, examples: [(name: String, value: JSON)]) {
    self.type = type
    self.descriptor = descriptor
    self.examples = examples
  }

  /// Whether the body is JSON: `application/json`, `application/problem+json`.
  public var isJSON: Bool { MediaType(type)?.isJSON == true }
}

/// What a request is answered with.
public struct HTTPResponse: Sendable {
  /// `200`, `4XX` or `default`.
  public var status: String
  /// The bytes of the status in the contract.
  public var statusRange: Range<Int>
  public var description: String?
  public var content: [MediaContent]
  /// The header fields that it is sent with, besides `Content-Type`.
  public var headers: [HTTPParameter]

  package init(
    status: String, statusRange: Range<Int>, description: String?, content: [MediaContent],
    headers: [HTTPParameter] = []
  ) {
    self.status = status
    self.statusRange = statusRange
    self.description = description
    self.content = content
    self.headers = headers
  }

  /// Whether it is a success: `200`, `2XX`.
  public var isSuccess: Bool { status.hasPrefix("2") }
}
