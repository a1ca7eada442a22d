import JSON
import Pages

/// A block that holds JSON, or an HTTP message whose body does.
struct PageMessage {
  let block: Block
  /// Ranges are offsets in the block's code.
  let json: JSON
  let role: MessageRole

  /// `nil` for other blocks, and for JSON that is malformed, which has its own finding.
  init?(_ block: Block, _ context: CheckContext) {
    if context.isText(block) { return nil }
    let code = Array(block.code.utf8)
    guard let body = Self.body(of: block, code) else { return nil }
    do throws(JSONSyntaxError) {
      json = try JSONParser.parse(code[body], base: body.lowerBound)
    } catch {
      return nil
    }
    self.block = block
    role = MessageRole(json)
  }

  /// The part of a block's code that may be JSON; `nil` for a block of another language.
  static func body(of block: Block, _ code: [UInt8]) -> Range<Int>? {
    switch block.form {
    case .json: 0..<code.count
    case .http: bodyStart(code).map { $0..<code.count }
    case .code, .diagram, .formula, .yaml, .page, .query: nil
    }
  }

  /// Where the body of an HTTP message begins: after the first empty line.
  private static func bodyStart(_ code: [UInt8]) -> Int? {
    var lineStart = 0
    for index in code.indices where code[index] == UInt8(ascii: "\n") {
      if index == lineStart { return index + 1 }
      lineStart = index + 1
    }
    return nil
  }
}

/// The kind of a JSON value in JSON-RPC 2.0. A batch is what any of its members is.
public enum MessageRole: Sendable, Hashable {
  case request, response, other

  public init(_ json: JSON) {
    let messages = json.array ?? [json]
    if messages.contains(where: { $0["jsonrpc"] != nil && $0["method"] != nil }) {
      self = .request
    } else if messages.contains(where: {
      $0["jsonrpc"] != nil && ($0["result"] != nil || $0["error"] != nil)
    }) {
      self = .response
    } else {
      self = .other
    }
  }
}
