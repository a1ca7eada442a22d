import JSON

/// The error object of a response (JSON-RPC 2.0, section 5.1).
public struct RPCError: Error, Sendable, Hashable {
  /// −32768…−32000 is reserved by the protocol; −32099…−32000 of it is left to servers.
  public var code: Int
  /// A short sentence, the same for every error of this code.
  public var message: String
  /// Details of this occurrence; omitted when `nil`.
  public var data: JSON?

  public init(code: Int, message: String, data: JSON? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  // Two of the protocol's names end with the type's.
  // swift-format-ignore: DontRepeatTypeInStaticProperties
  /// −32700: the body is not JSON.
  public static let parseError = RPCError(code: -32700, message: "Parse error")
  /// −32600: the JSON is not a request object.
  public static let invalidRequest = RPCError(code: -32600, message: "Invalid Request")
  /// −32601: no such method.
  public static let methodNotFound = RPCError(code: -32601, message: "Method not found")
  /// −32602: the parameters do not fit the method.
  public static let invalidParams = RPCError(code: -32602, message: "Invalid params")
  // swift-format-ignore: DontRepeatTypeInStaticProperties
  /// −32603: a fault of the server.
  public static let internalError = RPCError(code: -32603, message: "Internal error")

  /// The five errors that the protocol itself defines.
  public static let standard = [parseError, invalidRequest, methodNotFound, invalidParams, internalError]

  public func with(data: JSON?) -> RPCError { RPCError(code: code, message: message, data: data) }

  public var json: JSON {
    var members: [(String, JSON)] = [("code", .number(code)), ("message", .string(message))]
    if let data { members.append(("data", data)) }
    return .object(members)
  }
}
