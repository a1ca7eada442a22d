import Diagnostics
import Languages
import OpenRPC
import Pages
import Project

/// The clients that `clients:` of `site/portal.yml` names agree with the contract.
enum ClientCheck {
  // Clients belong to no page: they are checked only when all pages are.
  static let check = Check(
    .pages, [.clientMismatch],
    .allPages { $0.areAll && $0.context.parsesCode ? await findings($0.context) : [] })

  static func findings(_ context: CheckContext) async -> [Diagnostic] {
    guard let contract = context.contract else { return [] }
    let methods = APIMethods(
      params: Dictionary(
        contract.methods.map { ($0.name, $0.params.map(\.name)) }, uniquingKeysWith: { first, _ in first }))
    var findings: [Diagnostic] = []
    for client in context.project.clients {
      guard let language = context.languages[client.language], let reader = language.clientReader else {
        continue
      }
      let sources: [SourceText]
      switch read(client, language, context) {
      case .success(let read): sources = read
      case .failure(let error):
        findings += error.diagnostics
        continue
      }
      guard let first = sources.first else { continue }
      let model: ClientModel
      switch await reader.read(sources, methods, context.tools) {
      case .success(let read): model = read
      case .failure(let failure):
        findings.append(
          Diagnostic(.notParsed, failure.message, at: first.span(ofLine: 1), details: failure.details))
        continue
      }
      var comparison = ClientComparison(contract, model, client, place: first.span(ofLine: 1))
      comparison.run()
      findings += comparison.findings
      findings += sources.flatMap { ClientCodes.findings(in: $0, contract) }
    }
    return findings
  }

  private static func read(
    _ client: Project.Client, _ language: Language, _ context: CheckContext
  ) -> Result<[SourceText], DiagnosticError> {
    let ending = language.fileEnding.map { "." + $0 } ?? ""
    let paths =
      context.files.kind(client.path) == .folder
      ? context.files.files(client.path) { $0.hasSuffix(ending) } : [client.path]
    var sources: [SourceText] = []
    for path in paths {
      do throws(DiagnosticError) {
        sources.append(try context.files.requiredSource(path))
      } catch {
        return .failure(error)
      }
    }
    return .success(sources)
  }
}

/// Error codes in a client's source, in code and in comments: -32000 and below, which only JSON-RPC has.
enum ClientCodes {
  static func findings(in source: SourceText, _ contract: Contract) -> [Diagnostic] {
    let known = Set(contract.errors.map(\.code)).union([-32700, -32600, -32601, -32602, -32603])
    var findings: [Diagnostic] = []
    let bytes = source.bytes
    var at = 0
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "-"),
        at == 0 || !(bytes[at - 1].isAlphanumeric || bytes[at - 1] == UInt8(ascii: "_"))
      else {
        at += 1
        continue
      }
      var end = at + 1
      while end < bytes.count, bytes[end].isDigit { end += 1 }
      if end - at == 6, let code = Int(source.text(in: at..<end)), code <= -32000, !known.contains(code) {
        let nearest = NearMiss.nearest(to: String(code), in: known.sorted().map(String.init))
        findings.append(
          Diagnostic(
            .clientMismatch, "The contract has no error \(code)", at: source.span(at..<end),
            fix: nearest.map { "write \($0)" }))
      }
      at = end
    }
    return findings
  }
}
