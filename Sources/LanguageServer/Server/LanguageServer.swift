import Diagnostics
import JSON
import JSONRPC

/// A server of the Language Server Protocol 3.17: what `flowdocs check` finds, while pages are being written. It runs
/// nothing, starts no program and opens no connection.
///
///     let server = LanguageServer(opener) { output.write($0.bytes) }
///     for await bytes in input { if await server.receive(bytes) != nil { break } }
package actor LanguageServer {
  private let send: @Sendable (Outgoing) -> Void
  private var reader = MessageReader()
  private var phase = Phase.new
  private let workspace: Workspace

  private enum Phase { case new, ready, shutDown }

  /// How the server ends, as an exit code.
  package enum End: Int32, Sendable {
    case asked = 0
    case unasked = 1
  }

  /// - Parameters:
  ///   - pause: how long nothing must be typed before pages are checked.
  ///   - send: called with one message at a time.
  package init(
    _ opener: ProjectOpener,
    pause: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .milliseconds(60)) },
    send: @escaping @Sendable (Outgoing) -> Void
  ) {
    self.send = send
    workspace = Workspace(opener, pause: pause, send: send)
  }

  /// Reads what has come and answers it.
  ///
  /// - Returns: how the server is to end; `nil` while it goes on.
  package func receive(_ bytes: [UInt8]) async -> End? {
    reader.add(bytes)
    while let part = reader.next() {
      switch part {
      case .content(let content): if let end = await receive(message: content) { return end }
      case .refused(let error): fail(.null, error)
      case .unreadable(let error):
        fail(.null, error)
        return .unasked
      }
    }
    return nil
  }

  /// How the server ends when nothing more comes.
  package var endOfInput: End { phase == .shutDown ? .asked : .unasked }

  /// Waits until all findings are sent.
  package func settle() async { await workspace.settle() }

  private func receive(message: [UInt8]) async -> End? {
    var json: JSON
    do throws(JSONSyntaxError) {
      json = try JSONParser.parse(message, limits: Self.limits)
    } catch {
      fail(.null, .parseError.saying("the message is not JSON: \(error.message)"))
      return nil
    }
    // Some editors write `null` where a request has no parameters.
    if json["params"]?.isNull ?? false, var object = json.object {
      object["params"] = nil
      json = JSON(.object(object))
    }
    // The answer to a request, and this server makes none.
    if json["method"] == nil, json["id"] != nil, json["result"] != nil || json["error"] != nil { return nil }
    do throws(InvalidRequest) {
      return await receive(try Request(json))
    } catch {
      fail(error.id, .invalidRequest.saying((error.field.map { "`\($0)` " } ?? "") + error.reason))
      return nil
    }
  }

  private static let limits = JSONParser.Limits(
    depth: 64, size: MessageReader.Limits().content, values: 1_000_000)

  private func receive(_ request: Request) async -> End? {
    if request.method == "exit" { return endOfInput }
    guard let id = request.id else {
      if phase == .ready { await note(request) }
      return nil
    }
    do throws(RPCError) {
      let result = try await answer(request)
      send(Outgoing(json: Response(id: id, result: result).json))
    } catch {
      fail(id, error)
    }
    return nil
  }

  /// A notification has no answer, not even one that says what is wrong with it: the editor shows it in its log.
  private func note(_ request: Request) async {
    do throws(RPCError) {
      try await workspace.note(request.method, request.params ?? .null)
    } catch {
      let text = "\(request.method): \(error.message)"
      send(.notification("window/logMessage", ["type": 1, "message": .string(text)]))
    }
  }

  private func answer(_ request: Request) async throws(RPCError) -> JSON {
    switch (request.method, phase) {
    case ("initialize", .new):
      phase = .ready
      return Self.capabilities
    case ("initialize", _): throw .invalidRequest.saying("`initialize` is sent once")
    case (_, .new): throw RPCError(code: -32002, message: "send `initialize` first")
    case (_, .shutDown): throw .invalidRequest.saying("after `shutdown` only `exit` is expected")
    case ("shutdown", .ready):
      phase = .shutDown
      return .null
    case (let method, .ready): return try await workspace.answer(method, request.params ?? .null)
    }
  }

  private func fail(_ id: JSONRPCID, _ error: RPCError) {
    send(Outgoing(json: Response(id: id, error: error).json))
  }

  private static let capabilities: JSON = [
    "capabilities": [
      "positionEncoding": "utf-16",
      // 2: changes are ranges of the text.
      "textDocumentSync": ["openClose": true, "change": 2, "save": ["includeText": false]],
      "hoverProvider": true, "definitionProvider": true,
      "codeActionProvider": ["codeActionKinds": CodeActions.kinds],
      "completionProvider": ["triggerCharacters": ["`", " ", "=", ":", "(", "/", "#"]],
    ],
    "serverInfo": ["name": "flowdocs", "version": .string(Release.version)],
  ]
}
