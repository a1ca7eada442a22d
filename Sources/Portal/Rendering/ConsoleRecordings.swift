import JSON
import Languages
import OpenRPC
import Pages

extension PageRendering {
  /// The console of a method, where requests of the page were run.
  mutating func console(ofMethod name: String, into output: inout [UInt8]) {
    guard let contract = site.contract, let method = contract.method(named: name), method.operation == nil
    else { return }
    let recordings = recordings(ofMethod: name)
    guard !recordings.isEmpty, let command = command(calling: method) else { return }
    ConsoleElements.write(
      MethodConsole(method: method, contract: contract, recordings: recordings, command: command),
      into: &output)
    hasConsole = true
  }

  private func recordings(ofMethod name: String) -> [MethodConsole.Recording] {
    page.blocks.indices.dropLast().compactMap { index in
      let answer = index + 1
      guard isShownAndRun(index), isShownAndRun(answer),
        let request = message(index), request["method"]?.string == name,
        let reply = message(answer), reply["result"] != nil || reply["error"] != nil
      else { return nil }
      return MethodConsole.Recording(
        name: heading(before: index), params: request["params"] ?? .object([]),
        answer: mark(of: answer).evidence.answer ?? page.blocks[answer].code)
    }
  }

  private func isShownAndRun(_ index: Int) -> Bool {
    !page.blocks[index].attributes.isHidden && verdicts[index]?.verdict == .ran
  }

  /// A block of JSON-RPC; `nil` for any other.
  private func message(_ index: Int) -> JSON? {
    guard page.blocks[index].form == .json else { return nil }
    do throws(JSONSyntaxError) {
      return try JSONParser.parse(page.blocks[index].code)
    } catch {
      // The checks report it.
      return nil
    }
  }

  private func heading(before index: Int) -> String {
    page.headings.last { $0.line < page.blocks[index].fenceLine }?.text ?? page.title
  }

  /// As the page's samples call the service.
  private func command(calling method: Method) -> String? {
    let options = site.project.reference
    let request = SampleRequest(
      message: .string(MethodConsole.mark), method: method.name, params: nil, url: options.url,
      endpoint: options.endpoint, token: options.token)
    return site.languages["sh"]?.samples?.plain?(request)
  }
}
