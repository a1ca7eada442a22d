import JSON

/// The body of a call: one message or a batch (JSON-RPC 2.0, sections 4 and 6).
public enum Payload: Sendable, Hashable {
  /// One element: a request, or why it is invalid.
  public typealias Message = Result<Request, InvalidRequest>

  case single(Message)
  /// At least one message; an empty array is a single invalid request.
  case batch([Message])
  case unparsable(JSONSyntaxError)

  /// Reads a body. It never throws: every mistake has a response.
  ///
  /// - Parameter batchLength: the most messages in a batch; a longer one is one invalid request.
  public init(
    _ bytes: some Collection<UInt8>, limits: JSONParser.Limits = .init(), batchLength: Int = .max
  ) {
    do throws(JSONSyntaxError) {
      self.init(try JSONParser.parse(bytes, limits: limits), batchLength: batchLength)
    } catch {
      self = .unparsable(error)
    }
  }

  public init(_ json: JSON, batchLength: Int = .max) {
    guard let members = json.array else {
      self = .single(Self.message(json))
      return
    }
    func refused(_ reason: String) -> Payload {
      .single(.failure(InvalidRequest(id: .null, field: nil, reason: reason, range: json.range)))
    }
    if members.isEmpty {
      self = refused("a batch must have at least one request")
    } else if members.count > batchLength {
      self = refused("a batch must have at most \(batchLength) messages, but this one has \(members.count)")
    } else {
      self = .batch(members.map(Self.message))
    }
  }

  private static func message(_ json: JSON) -> Message {
    do throws(InvalidRequest) {
      return .success(try Request(json))
    } catch {
      return .failure(error)
    }
  }

  /// Whether the responses to invalid messages explain the mistake in `data`.
  public enum Detail: Sendable {
    /// Exactly as in the specification's examples.
    case plain
    case explained
  }

  /// Answers every message in order by calling `handle`, also for notifications, whose outcome is dropped.
  public func reply(
    _ detail: Detail = .explained, handle: (Request) -> Result<JSON, RPCError>
  ) -> Reply {
    func answer(_ message: Message) -> Response? {
      switch message {
      case .success(let request):
        let outcome = handle(request)
        return request.id.map { Response(id: $0, outcome: outcome) }
      case .failure(let invalid):
        return detail == .plain ? invalid.response : invalid.detailedResponse
      }
    }
    switch self {
    case .single(let message): return answer(message).map(Reply.single) ?? .none
    case .batch(let messages):
      let responses = messages.compactMap(answer)
      return responses.isEmpty ? .none : .batch(responses)
    case .unparsable(let syntax):
      let sentence = "\(syntax.message), at byte \(syntax.range.lowerBound)"
      let detailed = RPCError.parseError.with(data: ["error": .string(sentence)])
      return .single(Response(id: .null, error: detail == .plain ? .parseError : detailed))
    }
  }
}

/// The response to a body: empty for notifications only (section 6).
public enum Reply: Sendable, Hashable {
  case none
  case single(Response)
  case batch([Response])

  public var responses: [Response] {
    switch self {
    case .none: []
    case .single(let response): [response]
    case .batch(let responses): responses
    }
  }

  /// `nil` when nothing is to be sent.
  public var json: JSON? {
    switch self {
    case .none: nil
    case .single(let response): response.json
    case .batch(let responses): .array(responses.map(\.json))
    }
  }
}
