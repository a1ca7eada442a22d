import Diagnostics

/// What the source of a client says of an API, whatever language it is written in.
public struct ClientModel: Sendable {
  public var records: [ClientRecord] = []
  public var enumerations: [ClientEnumeration] = []
  public var calls: [ClientCall] = []

  public init(records: [ClientRecord] = [], enumerations: [ClientEnumeration] = [], calls: [ClientCall] = [])
  {
    self.records = records
    self.enumerations = enumerations
    self.calls = calls
  }
}

/// A type whose values travel as JSON objects.
public struct ClientRecord: Sendable {
  public var name: String
  public var span: SourceSpan
  public var fields: [ClientField]

  public init(name: String, span: SourceSpan, fields: [ClientField]) {
    self.name = name
    self.span = span
    self.fields = fields
  }
}

/// A type whose values travel as one of some strings.
public struct ClientEnumeration: Sendable {
  public struct Case: Sendable {
    public var value: String
    public var span: SourceSpan

    public init(value: String, span: SourceSpan) {
      self.value = value
      self.span = span
    }
  }

  public var name: String
  public var span: SourceSpan
  public var cases: [Case]

  public init(name: String, span: SourceSpan, cases: [Case]) {
    self.name = name
    self.span = span
    self.cases = cases
  }
}

/// A field of a record, or a param of a call.
public struct ClientField: Sendable {
  /// The name in JSON.
  public var name: String
  public var span: SourceSpan
  /// `nil` when the source does not state it.
  public var type: ClientValueType?
  /// Whether the client accepts and returns a missing value for it.
  public var isOptional: Bool
  /// Whether reading an answer without it fails, where the source says so apart from the type.
  public var mustBeRead = false
  /// Its text in a documentation comment.
  public var comment = ""

  public init(
    name: String, span: SourceSpan, type: ClientValueType?, isOptional: Bool, mustBeRead: Bool = false,
    comment: String = ""
  ) {
    self.name = name
    self.span = span
    self.type = type
    self.isOptional = isOptional
    self.mustBeRead = mustBeRead
    self.comment = comment
  }
}

/// A call of one method.
public struct ClientCall: Sendable {
  public var method: String
  /// Where the name of the method is in the source.
  public var span: SourceSpan
  public var params: [ClientField]
  /// Whether `params` are all that it sends; `false` when some are in a value that is made elsewhere.
  public var statesAllParams: Bool
  /// The name of the type of its answer, where the source states it.
  public var answer: String?
  public var comment: String

  public init(
    method: String, span: SourceSpan, params: [ClientField], statesAllParams: Bool, answer: String?,
    comment: String
  ) {
    self.method = method
    self.span = span
    self.params = params
    self.statesAllParams = statesAllParams
    self.answer = answer
    self.comment = comment
  }
}

/// The type of a field as far as JSON is concerned.
public indirect enum ClientValueType: Sendable, Hashable {
  case name(String)
  case list(ClientValueType)
  /// Any object.
  case map
  case oneOf([ClientValueType])
}
