import HTTP
import JSON
import JSONRPC
import Languages
import OpenRPC
import Pages
import Project

extension ReferenceSection {
  /// All examples and error examples of a method, in the order of the contract.
  func calls(of method: Method) -> (examples: [ExampleCall], errors: [ExampleCall]) {
    (
      method.examples.map { ExampleCall($0, of: method) },
      method.errorExamples.map { example in
        ExampleCall(example, of: method, example.code.flatMap { contract.error(code: $0) })
      }
    )
  }

  /// `job.cancel/cancel-a-queued-job`.
  func call(named name: String) -> ExampleCall? {
    guard let slash = name.firstIndex(of: "/") else { return nil }
    guard let method = contract.method(named: String(name[..<slash])) else { return nil }
    let calls = calls(of: method)
    let wanted = String(name[name.index(after: slash)...])
    return (calls.examples + calls.errors).first { ContractAnchor.word($0.name) == wanted }
  }

  /// Whether examples are sent to a service.
  var hasService: Bool { project.service != nil }

  private var endpoint: String { project.reference.endpoint.isEmpty ? "/" : project.reference.endpoint }

  /// The exchange alone: request and response.
  func write(_ call: ExampleCall, id: String, into page: inout PageWriter) {
    page.block(call.description)
    let session = ContractAnchor.word(id)
    prepare(call, session: session, into: &page)
    exchange(call, session: session, info: "", into: &page)
  }

  /// The exchange with the request as samples in every language.
  func writeWithSamples(_ call: ExampleCall, id: String, into page: inout PageWriter) {
    page.block(call.description)
    let id = ContractAnchor.word(id)
    let samples = samples.samples(for: call)
    let lists = call.longLists
    page.block(needs(of: call))
    for list in lists { excerpt(list.name, list.items, of: call, into: &page) }
    for sample in samples {
      let session = id + "-" + sample.tab.lowercased()
      prepare(call, session: session, into: &page)
      for list in lists where hasService { file(list.name, list.items, session: session, into: &page) }
    }
    prepare(call, session: id, into: &page)
    let level = hasService ? "run" : "parse"
    for sample in samples {
      // A notification has no answer to be compared.
      let answer = call.response == nil ? "" : " exchange=\(id)"
      let run = hasService ? " session=\(id)-\(sample.tab.lowercased())\(answer)" : ""
      page.fence("\(sample.language) \(level)\(run) tab=\(sample.tab)", sample.code)
    }
    exchange(
      call, session: id, info: " exchange=\(id)" + (lists.isEmpty ? " tab=JSON" : " hide"), into: &page)
  }

  /// The requirements of a reader before the samples of a call run.
  private func needs(of call: ExampleCall) -> String {
    var text = "The samples read the URL of the service from `\(options.url)`"
    if let token = options.token { text += " and the token from `\(token)`" }
    text += "."
    let clients = samples.clients(for: call)
    for (index, client) in clients.enumerated() {
      text += (index == 0 ? " \(client.tab) imports " : ", \(client.tab) ") + link(to: client.source)
    }
    if !clients.isEmpty { text += "." }
    for source in sources(of: call) {
      let method = link(PageWriter.code(source.method), to: .method(source.method), from: "methods/x")
      text += " Replace the `\(source.param)` shown with the one that \(method) returned."
    }
    let before = call.preparations.compactMap { preparation -> String? in
      guard let method = contract.example(for: preparation, of: call.method)?.method else { return nil }
      let name = link(PageWriter.code(method.name), to: .method(method.name), from: "methods/x")
      return preparation.times == 1 ? name : "\(preparation.times) calls of \(name)"
    }
    if !before.isEmpty {
      text += " The response shown was recorded after \(before.joined(separator: " and "))."
    }
    return text
  }

  /// The request as samples in every language, and what the mock of the contract answers.
  ///
  /// They are sent where the service is that mock: another service knows its own data, not the values shown. Their syntax is checked
  /// then, in the languages that have a parser.
  func writeWithSamples(_ call: OperationCall, id: String, into page: inout PageWriter) {
    let id = ContractAnchor.word(id)
    let isSent = project.service == .contractMock
    page.block(
      "The samples read the URL of the service from `\(options.url)`"
        + (call.request.headers.contains { $0.variable != nil }
          ? " and the token from `\(options.token ?? "")`" : "")
        + ".")
    for sample in samples.samples(for: call) {
      let info =
        isSent
        ? "run session=\(id)-\(sample.tab.lowercased()) exchange=\(id)"
        : sample.hasParser ? "parse" : "text"
      page.fence("\(sample.language) \(info) tab=\(sample.tab)", sample.code)
    }
    page.fence("http \(isSent ? "run session=\(id) exchange=\(id)" : "text") tab=HTTP", call.requestText)
    page.fence("http \(isSent ? "run" : "text") title=Response", call.responseText)
  }

  var options: ReferenceOptions { project.reference }

  private func link(to source: SampleClient.Source) -> String {
    switch source {
    case .file(let path):
      let file = path.split(separator: "/").last ?? ""
      return "[\(PageWriter.escaped(String(file)))](\(fileAddress(path)))"
    case .module(let name): return "the module [\(PageWriter.escaped(name))](../index.md)"
    }
  }

  /// A file of the project as the page of a method links to it.
  private func fileAddress(_ path: String) -> String {
    PagePaths.root(from: project.path(ofPage: paths.page("methods/x"))) + path
  }

  /// The parameters of a call whose values are from the response to an earlier example, not from its request.
  private func sources(of call: ExampleCall) -> [(param: String, method: String)] {
    let earlier = call.preparations.compactMap { contract.example(for: $0, of: call.method) }
    return (call.named ?? []).compactMap { name, value in
      guard let text = value.string else { return nil }
      func isSent(_ example: Example) -> Bool { example.params.contains { $0.value.string == text } }
      let first = earlier.first { isSent($0.example) || $0.example.result?[name]?.string == text }
      // A value that the caller sent itself is not from a response, even if later responses repeat it.
      return first.flatMap { isSent($0.example) ? nil : (name, $0.method.name) }
    }
  }

  /// Where a list that the samples of a method read from a file is published, named from the section's folder.
  func path(ofList name: String, method: Method) -> String? {
    let page = paths.destination(of: .method(method.name))?.split(separator: "/").last?.dropLast(".md".count)
    return page.map { "samples/\($0)/\(name).json" }
  }

  /// A list with an item in each line.
  static func lines(_ items: [JSON]) -> String {
    let lines = items.map { "  " + $0.text().replacing("\":", with: "\": ").replacing(",\"", with: ", \"") }
    return "[\n" + lines.joined(separator: ",\n") + "\n]\n"
  }

  private func excerpt(
    _ name: String, _ items: [JSON], of call: ExampleCall, into page: inout PageWriter
  ) {
    let file = PageWriter.escaped(name) + ".json"
    let path = call.method.flatMap { self.path(ofList: name, method: $0) }
    let linked = path.map { "[\(file)](\(relative(paths.page($0), from: "methods/x")))" } ?? file
    page.block("Save \(linked) in the folder they run in. It is a list of \(items.count) items like these:")
    page.fence(
      "json text title=\"\(name).json, the first 2 of \(items.count)\"", Self.lines(Array(items.prefix(2))))
  }

  /// Hidden: the file that a sample reads.
  private func file(_ name: String, _ items: [JSON], session: String, into page: inout PageWriter) {
    page.fence(
      "sh run hide session=\(session)", "cat > \(name).json <<'END'\n\(Self.lines(items))END\n")
  }

  /// Hidden: what has to be called before.
  private func prepare(_ call: ExampleCall, session: String, into page: inout PageWriter) {
    guard hasService else { return }
    var budget = 200  // Stops at preparations that refer to each other in a cycle.
    for preparation in call.preparations {
      for _ in 0..<preparation.times {
        prepare(preparation, of: call.method, session: session, budget: &budget, into: &page)
      }
    }
  }

  private func prepare(
    _ preparation: Preparation, of method: Method?, session: String, budget: inout Int,
    into page: inout PageWriter
  ) {
    budget -= 1
    guard budget > 0, let (method, example) = contract.example(for: preparation, of: method) else { return }
    var call = ExampleCall(example, of: method)
    call.replace(preparation.params)
    page.fence("json run hide session=\(session)", call.request.text() + "\n", from: preparation.range)
    page.fence(
      "json run hide", #"{"jsonrpc": "2.0", "result": {"…": "…"}, "id": 1}"# + "\n", from: preparation.range)
  }

  private func exchange(
    _ call: ExampleCall, session: String, info: String, into page: inout PageWriter
  ) {
    let range = call.response?.value.range ?? call.range
    let isShortened = info.isEmpty && !call.longLists.isEmpty && call.body == nil
    if isShortened {
      let lists = Dictionary(call.longLists.map { ($0.name, $0.items) }, uniquingKeysWith: { $1 })
      let shown = call.request.replacing(Set(lists.keys)) { name in
        .array((lists[name] ?? []).prefix(2) + ["…"])
      }
      page.fence("json text title=\"Request, shortened\"", shown.text(.pretty), from: call.range)
    }
    let isPlain =
      call.body == nil && call.token == nil && call.headers.isEmpty && call.status == 200
      && call.answerHeaders.isEmpty
    if isPlain, let response = call.response {
      let message = JSON.object([("jsonrpc", "2.0"), (response.member, response.value), ("id", 1)])
      let level = hasService ? "run" : "parse"
      let request =
        hasService
        ? "run session=\(session)\(info)" : "parse" + info.replacing(" exchange=\(session)", with: "")
      page.fence(
        "json \(request)" + (isShortened ? " hide" : info.isEmpty ? " title=Request" : ""),
        call.request.text(.pretty), from: call.range)
      page.fence(
        "json \(level) title=\(response.member == "error" ? "Error" : "Response")", message.text(.pretty),
        from: range)
      return
    }
    var request = "POST \(endpoint) HTTP/1.1\n"
    let token = call.token ?? project.reference.token ?? ""
    if !token.isEmpty { request += "Authorization: Bearer $\(token)\n" }
    request += "Content-Type: application/json\n"
    for header in call.headers { request += "\(header.name): \(header.value)\n" }
    request += "\n"
    request += call.body ?? call.request.text(.pretty)
    var reply = "HTTP/1.1 \(HTTPStatus.line(call.response == nil ? 204 : call.status))\n"
    for header in call.answerHeaders { reply += "\(header.name): \(header.value)\n" }
    if let response = call.response {
      let message = JSON.object([
        ("jsonrpc", "2.0"), (response.member, response.value), ("id", call.repeatedID),
      ])
      reply += "Content-Type: application/json\n\n" + message.text(.pretty)
    }
    let level = hasService ? "run session=\(session)" : "parse"
    page.fence("http \(level) title=Request", request, from: call.range)
    page.fence("http \(hasService ? "run" : "parse") title=Response", reply, from: range)
  }
}
