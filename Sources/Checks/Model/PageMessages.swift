import JSON
import Pages

/// The JSON of a page's blocks, each parsed once, when the first check asks for it.
final class PageMessages: Sendable {
  private let readings = Memo<Int, Reading>()

  /// The result of reading a block.
  enum Reading: Sendable {
    /// JSON, or an HTTP message whose body is JSON. Ranges are offsets in the block's code.
    case message(PageMessage, duplicates: [DuplicateMember])
    case malformed(JSONSyntaxError)
    /// Another language, or a block that is not checked.
    case other
  }

  func reading(of block: Block, _ context: CheckContext) -> Reading {
    readings.value(block.index) { _ in Self.read(block, context) }
  }

  /// The message in a block; `nil` for other blocks, and for JSON that is malformed, which has its own finding.
  func message(in block: Block, _ context: CheckContext) -> PageMessage? {
    if case .message(let message, _) = reading(of: block, context) { message } else { nil }
  }

  private static func read(_ block: Block, _ context: CheckContext) -> Reading {
    if context.isText(block) { return .other }
    let code = Array(block.code.utf8)
    guard let body = body(of: block, code) else { return .other }
    do throws(JSONSyntaxError) {
      let (json, duplicates) = try JSONParser.read(code[body], base: body.lowerBound)
      return .message(PageMessage(json: json, role: MessageRole(json)), duplicates: duplicates)
    } catch {
      return .malformed(error)
    }
  }

  /// The part of a block's code that may be JSON; `nil` for a block of another language.
  private static func body(of block: Block, _ code: [UInt8]) -> Range<Int>? {
    switch block.form {
    case .json: 0..<code.count
    case .http: bodyStart(code).map { $0..<code.count }
    case .code, .commands, .diagram, .formula, .yaml, .page, .query: nil
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

/// A block that holds JSON, or an HTTP message whose body does.
struct PageMessage: Sendable {
  let json: JSON
  let role: MessageRole
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
