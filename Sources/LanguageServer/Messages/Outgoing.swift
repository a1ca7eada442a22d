import JSON

/// A message to an editor, with its header.
package struct Outgoing: Sendable {
  package let json: JSON

  /// A message that is not answered.
  static func notification(_ method: String, _ params: JSON) -> Outgoing {
    Outgoing(json: ["jsonrpc": "2.0", "method": .string(method), "params": params])
  }

  package var bytes: [UInt8] {
    let content = json.bytes()
    return Array("Content-Length: \(content.count)\r\n\r\n".utf8) + content
  }
}
