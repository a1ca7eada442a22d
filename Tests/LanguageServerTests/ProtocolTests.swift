import JSON
import JSONRPC
import Testing

@testable import LanguageServer

@Suite struct ProtocolTests {
  private func error(_ code: Int, _ message: String, id: JSON = .null) -> JSON {
    ["jsonrpc": "2.0", "error": ["code": .number(code), "message": .string(message)], "id": id]
  }

  @Test func initializeSaysWhatTheServerCan() async {
    let editor = Editor(new: [:])
    let answer = await editor.ask("initialize", ["processId": nil, "capabilities": [:]])
    #expect(answer["serverInfo"]?["name"] == "flowdocs")
    let capabilities = answer["capabilities"]
    #expect(capabilities?["positionEncoding"] == "utf-16")
    #expect(capabilities?["textDocumentSync"]?["change"] == 2)
    #expect(capabilities?["hoverProvider"] == true)
    #expect(capabilities?["definitionProvider"] == true)
    #expect(capabilities?["codeActionProvider"]?["codeActionKinds"] == ["quickfix", "source.fixAll"])
  }

  @Test func nothingIsAnsweredBeforeInitialize() async {
    let editor = Editor(new: [:])
    let answer = await editor.ask("textDocument/hover", [:])
    #expect(answer == ["code": -32002, "message": "send `initialize` first"])
  }

  @Test func initializeIsSentOnce() async {
    let answer = await Editor([:]).ask("initialize", [:])
    #expect(answer == ["code": -32600, "message": "`initialize` is sent once"])
  }

  @Test func shutdownAndExitEndTheServer() async {
    let editor = await Editor([:])
    #expect(await editor.ask("shutdown", nil) == nil)
    #expect(
      await editor.ask("textDocument/hover", [:])
        == ["code": -32600, "message": "after `shutdown` only `exit` is expected"])
    #expect(await editor.send(["jsonrpc": "2.0", "method": "exit"]) == .asked)
  }

  @Test func exitWithoutShutdownIsAFailure() async {
    #expect(await Editor([:]).send(["jsonrpc": "2.0", "method": "exit"]) == .unasked)
  }

  @Test func unknownRequestsAreRefusedAndNotificationsPassedOver() async {
    let editor = await Editor([:])
    #expect(
      await editor.ask("textDocument/rename", [:])
        == ["code": -32601, "message": "`textDocument/rename` is not supported"])
    let before = editor.messages.count
    await editor.note("$/setTrace", ["value": "off"])
    #expect(editor.messages.count == before)
  }

  @Test func textThatIsNoJSONGetsAnErrorAndTheServerGoesOn() async {
    let editor = await Editor([:])
    #expect(await editor.send("Content-Length: 5\r\n\r\n{nope".utf8) == nil)
    let message =
      "the message is not JSON: expected a member name in double quotes, found \"n\""
    #expect(editor.messages.last == error(-32700, message))
    #expect(await editor.ask("shutdown", nil) == nil)
  }

  @Test func whatIsNoRequestGetsAnError() async {
    let editor = await Editor([:])
    _ = await editor.send(["jsonrpc": "2.0", "id": 7, "method": 1])
    #expect(
      editor.messages.last == error(-32600, "`method` must be a string, but is a number", id: 7))
    _ = await editor.send([1, 2] as JSON)
    #expect(
      editor.messages.last == error(-32600, "a request must be an object, but this is an array"))
  }

  @Test func aHeaderWithoutLengthEndsTheServer() async {
    let editor = await Editor([:])
    #expect(await editor.send("Content-Type: json\r\n\r\n{}".utf8) == .unasked)
    let message = "a header needs `Content-Length:` with the number of bytes that follow it"
    #expect(editor.messages.last == error(-32700, message))
  }

  @Test func requestsWithoutWhatTheyNeedAreRefused() async {
    let editor = await Editor.portal("# A\n")
    let page: JSON = ["uri": "file:///docs/content/page.md"]
    let start: JSON = ["line": 0, "character": 0]
    let before: JSON = ["line": -1, "character": 0]
    let cases: [(method: String, params: JSON, message: String)] = [
      ("hover", ["position": start], "`textDocument.uri` is missing"),
      (
        "hover", ["textDocument": page, "position": before],
        "`position` needs the numbers `line` and `character`"
      ),
      ("codeAction", [:], "`textDocument.uri` is missing"),
      (
        "codeAction", ["textDocument": page],
        "`range` needs a `start` and an `end` that is not before it"
      ),
    ]
    for (method, params, message) in cases {
      let answer = await editor.ask("textDocument/" + method, params)
      #expect(answer == ["code": -32602, "message": .string(message)])
    }
  }

  @Test func wrongNotificationsAreSaidInTheLog() async {
    let editor = await Editor.portal("# A\n")
    await editor.change("content/page.md", [["range": ["start": 1], "text": "x"]])
    let message =
      "textDocument/didChange: the `range` of a change needs a `start` and an `end` that is not before it"
    #expect(
      editor.messages.last
        == [
          "jsonrpc": "2.0", "method": "window/logMessage",
          "params": ["type": 1, "message": .string(message)],
        ])
  }
}

@Suite struct MessageReaderTests {
  @Test func messagesMayComeInAnyParts() {
    var reader = MessageReader()
    var parts: [MessageReader.Part] = []
    for byte in "Content-Length: 2\r\nX: y\r\n\r\n{}content-length:1\r\n\r\n1".utf8 {
      reader.add([byte])
      if let part = reader.next() { parts.append(part) }
    }
    #expect(parts == [.content(Array("{}".utf8)), .content(Array("1".utf8))])
  }

  @Test func longMessagesArePassedOver() {
    var reader = MessageReader(limits: .init(content: 4, header: 100))
    reader.add("Content-Length: 6\r\n\r\n123".utf8)
    #expect(
      reader.next()
        == .refused(.invalidRequest.saying("a message has 6 bytes; the limit is 4")))
    reader.add("456Content-Length: 1\r\n\r\n7".utf8)
    #expect(reader.next() == .content([UInt8(ascii: "7")]))
  }

  @Test func aHeaderHasALimit() {
    var reader = MessageReader(limits: .init(content: 4, header: 10))
    reader.add("Content-Length".utf8)
    #expect(
      reader.next() == .unreadable(.parseError.saying("a header ends with an empty line")))
  }

  @Test(arguments: ["-1", "x", "", "99999999999999999999"])
  func aLengthIsAWholeNumber(length: String) {
    var reader = MessageReader()
    reader.add("Content-Length: \(length)\r\n\r\n".utf8)
    guard case .unreadable = reader.next() else {
      Issue.record("`\(length)` was read as a length")
      return
    }
  }
}
