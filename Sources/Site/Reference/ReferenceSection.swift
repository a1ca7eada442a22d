import ContractMock
import Diagnostics
import JSON
import Languages
import OpenAPI
import OpenRPC
import Pages
import Project

/// The pages of a reference, generated from a contract as Markdown, so that they are checked, verified and rendered
/// like all others.
///
///     let section = try ReferenceSection(contract: contract, project: project, files: files)
///     let files = files.adding(section?.texts(beside: files) ?? [:])
///
/// A page at the path of a generated one replaces it, and contains the generated part at `<!-- flowdocs:method NAME
/// -->` or `<!-- flowdocs:error CODE -->`.
public struct ReferenceSection: Sendable {
  public let contract: Contract
  public let project: Project
  public let paths: ReferencePaths
  let samples: SampleWriter
  /// What answers the samples of operations; `nil` for a contract of methods.
  let mock: ContractMock?
  /// The contracts of earlier versions by their paths.
  let versions: [String: Contract]

  /// `nil` when the project has no such section.
  ///
  /// - Parameters:
  ///   - files: the files of the clients that samples call, and of earlier contracts.
  ///   - languages: those that samples are written in.
  /// - Throws: mistakes in an earlier contract.
  public init?(
    contract: Contract, project: Project, files: FileReader, languages: Languages = .all
  ) throws(DiagnosticError) {
    guard let folder = project.referenceFolder else { return nil }
    self.contract = contract
    self.project = project
    paths = ReferencePaths(contract: contract, folder: folder)
    var versions: [String: Contract] = [:]
    for path in project.reference.versions.compactMap(\.contract) {
      versions[path] = try Contract.read(try files.requiredSource(path))
    }
    self.versions = versions
    mock =
      contract.callProtocol == .http
      ? ContractMock(contract: contract, morePaths: [project.reference.endpoint]) : nil
    samples = SampleWriter(contract: contract, project: project, files: files, languages: languages)
  }

  /// All pages and files by their paths relative to the content folder.
  func pages() -> [String: SourceText] {
    var pages: [String: SourceText] = [:]
    func add(_ path: String, _ writer: PageWriter) {
      let path = paths.page(path)
      pages[path] = writer.assembly.text(path: path)
    }
    func add(table name: String, title: String, description: String, order: Int, directive: String) {
      add(
        name,
        tablePage(name, title: title, description: description, order: order, directive: directive))
    }
    add("index.md", overview())
    add(
      table: "methods/index.md", title: "Methods", description: "Every method and what it needs.", order: 20,
      directive: "methods")
    for (number, method) in contract.methods.enumerated() {
      if let path = paths.destination(of: .method(method.name)) {
        pages[path] = methodPage(method, order: number + 1).assembly.text(path: path)
      }
    }
    if !contract.schemas.isEmpty {
      let uses = TypeUses(contract)
      add("types/index.md", typeIndex())
      if !contract.simpleSchemas.isEmpty { add(ReferencePaths.simpleTypes, simpleTypesPage(uses)) }
      for (number, schema) in contract.schemas.enumerated() where !contract.isSimple(schema) {
        if let path = paths.destination(of: .schema(schema.name)) {
          pages[path] = typePage(schema, order: number + 2, uses).assembly.text(path: path)
        }
      }
    }
    if !contract.errors.isEmpty {
      add(
        table: "errors/index.md", title: "Errors", description: "Every error code and when it occurs.",
        order: 22, directive: "errors")
      for (number, error) in contract.errors.enumerated() {
        add("errors/\(ReferencePaths.fileName(error.code)).md", errorPage(error, order: number + 1))
      }
    }
    if contract.methods.contains(where: { $0.permission != nil }) {
      add(
        table: "authentication.md", title: "Authentication",
        description: "The permission that each method needs.", order: 11, directive: "permissions")
    }
    if contract.methods.contains(where: { $0.rateLimit != nil }) {
      add(
        table: "rate-limits.md", title: "Rate limits", description: "How often each method may be called.",
        order: 12, directive: "rate-limits")
    }
    if !contract.webhooks.isEmpty { add("webhooks.md", webhookPage()) }
    if !project.reference.versions.isEmpty { add("changes.md", changesPage()) }
    for method in contract.methods {
      for list in calls(of: method).examples.first?.longLists ?? [] {
        guard let name = path(ofList: list.name, method: method) else { continue }
        pages[paths.page(name)] = SourceText(path: paths.page(name), text: Self.lines(list.items))
      }
    }
    // Beside the contract, for those who write one: a page that links to it has it published.
    let schema = paths.page("openrpc-extensions.schema.json")
    pages[schema] = SourceText(path: schema, text: Contract.extensionSchema.text(.pretty) + "\n")
    return pages
  }

  /// A link to a thing of the contract from a page of the section, as Markdown; the bare text when there is
  /// nothing to lead to.
  func link(_ text: String, to part: ContractPart, from page: String) -> String {
    guard let destination = paths.destination(of: part) else { return text }
    return "[\(text)](\(relative(destination, from: page)))"
  }

  /// A destination as it is written on a page of the section, which is named from the section's folder.
  func relative(_ destination: String, from page: String) -> String {
    let base = paths.folder.isEmpty ? 0 : paths.folder.utf8.count + 1
    return PagePaths.root(from: page) + (String(destination.utf8.dropFirst(base)) ?? destination)
  }
}

extension ReferenceSection {
  /// The pages and files of the section by their paths from the project's root; files of the project replace generated
  /// ones.
  public func texts(beside files: FileReader) -> [String: SourceText] {
    var added: [String: SourceText] = [:]
    for (path, text) in pages() {
      let path = project.path(ofPage: path)
      if files.kind(path) == nil {
        added[path] = SourceText(path: files.printed(path), bytes: text.bytes, pieces: text.pieces)
      }
    }
    return added
  }
}
