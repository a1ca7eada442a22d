import Diagnostics

/// What the source of a client says of an API, whatever language it is written in.
struct ClientModel: Sendable {
  var records: [ClientRecord] = []
  var enumerations: [ClientEnumeration] = []
  var calls: [ClientCall] = []
}

/// A type whose values travel as JSON objects.
struct ClientRecord: Sendable {
  var name: String
  var span: SourceSpan
  var fields: [ClientField]
}

/// A type whose values travel as one of some strings.
struct ClientEnumeration: Sendable {
  struct Case: Sendable {
    var value: String
    var span: SourceSpan
  }

  var name: String
  var span: SourceSpan
  var cases: [Case]
}

/// A field of a record, or a param of a call.
struct ClientField: Sendable {
  /// As it is on the wire.
  var name: String
  var span: SourceSpan
  /// `nil` when the source does not tell.
  var type: ClientValueType?
  /// Whether the client takes and gives "none" for it.
  var isOptional: Bool
  /// Whether reading an answer without it fails, where the source says so apart from the type.
  var mustBeRead = false
  /// What is said of it in a documentation comment.
  var comment = ""
}

/// A call of one method.
struct ClientCall: Sendable {
  var method: String
  /// Of the method's name.
  var span: SourceSpan
  var params: [ClientField]
  /// The name of the type of its answer, where the source tells.
  var answer: String?
  var comment: String
}

/// The type of a field as far as JSON is concerned.
indirect enum ClientValueType: Sendable, Hashable {
  case name(String)
  case list(ClientValueType)
  /// Any object.
  case map
  case oneOf([ClientValueType])
}
