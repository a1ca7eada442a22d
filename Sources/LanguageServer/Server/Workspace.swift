import Diagnostics
import JSON
import JSONRPC
import Project
import Site

/// The open documents, and the projects that they belong to.
actor Workspace {
  private let opener: ProjectOpener
  private let pause: @Sendable () async throws -> Void
  private let send: @Sendable (Outgoing) -> Void
  /// The open documents by their URI.
  private var documents: [String: OpenDocument] = [:]
  /// The opened projects by their root folder.
  private var projects: [String: EditedProject] = [:]
  /// What waits until nothing has been typed for a while, by root.
  private var publishing: [String: Task<Void, Never>] = [:]
  /// Files that are not open and have findings in the editor, by root: mistakes that keep a project from being opened.
  private var shown: [String: Set<String>] = [:]

  /// Editors keep fewer open.
  private static let mostDocuments = 1_000

  init(
    _ opener: ProjectOpener, pause: @escaping @Sendable () async throws -> Void,
    send: @escaping @Sendable (Outgoing) -> Void
  ) {
    self.opener = opener
    self.pause = pause
    self.send = send
  }

  func settle() async { for task in publishing.values { await task.value } }

  // MARK: Notifications

  func note(_ method: String, _ params: JSON) async throws(RPCError) {
    switch method {
    case "textDocument/didOpen": try await open(params["textDocument"])
    case "textDocument/didChange": try await change(params)
    case "textDocument/didSave": await noteSaved(try document(params))
    case "textDocument/didClose": await close(try document(params))
    case "workspace/didChangeWatchedFiles":
      for project in projects.values { await noteChange(of: project) }
    // Others are allowed, and have no effect.
    default: break
    }
  }

  private func open(_ opened: JSON?) async throws(RPCError) {
    guard let address = opened?["uri"]?.string, let text = opened?["text"]?.string else {
      throw .invalidParams.saying("`textDocument` needs `uri` and `text`")
    }
    guard documents.count < Self.mostDocuments || documents[address] != nil else {
      throw .invalidParams.saying("more than \(Self.mostDocuments) documents are open; close some")
    }
    // Drafts without a file belong to no project.
    guard let path = DocumentAddress.path(of: address), let root = opener.root(path),
      let inside = RelativePath.inside(root == "/" ? "" : root, path)
    else { return }
    let document = OpenDocument(
      address: address, root: root, path: inside, version: opened?["version"]?.int,
      text: SourceText(path: inside, text: text))
    await set(document)
  }

  private func change(_ params: JSON) async throws(RPCError) {
    guard let document = try document(params) else { return }
    guard let changes = params["contentChanges"]?.array else {
      throw .invalidParams.saying("`contentChanges` is missing")
    }
    await set(try document.changed(by: changes, version: params["textDocument"]?["version"]?.int))
  }

  private func set(_ document: OpenDocument) async {
    documents[document.address] = document
    let project = projects[document.root] ?? EditedProject(root: document.root, opener: opener)
    projects[document.root] = project
    await project.set(document.path, document.text)
    publish(project)
  }

  /// Pages that other pages are made of may be saved by anyone.
  private func noteSaved(_ document: OpenDocument?) async {
    guard let project = document.flatMap({ projects[$0.root] }) else { return }
    await noteChange(of: project)
  }

  private func noteChange(of project: EditedProject) async {
    await project.noteChange()
    publish(project)
  }

  private func close(_ document: OpenDocument?) async {
    guard let document, let project = projects[document.root] else { return }
    documents[document.address] = nil
    await project.set(document.path, nil)
    show([], at: document.address)
    if await project.hasOpenFiles {
      publish(project)
    } else {
      publishing[document.root]?.cancel()
      publishing[document.root] = nil
      projects[document.root] = nil
      showOthers([:], of: document.root)
    }
  }

  /// The open document that a message is about; `nil` for one that belongs to no project.
  private func document(_ params: JSON) throws(RPCError) -> OpenDocument? {
    guard let address = params["textDocument"]?["uri"]?.string else {
      throw .invalidParams.saying("`textDocument.uri` is missing")
    }
    return documents[address]
  }

  // MARK: Findings

  /// Sends the findings of a project when nothing has been typed for a while.
  private func publish(_ project: EditedProject) {
    publishing[project.root]?.cancel()
    publishing[project.root] = Task {
      do { try await pause() } catch { return }
      let findings = await project.findings()
      if !Task.isCancelled { await self.show(findings, of: project) }
    }
  }

  private func show(_ diagnostics: [Diagnostic], of project: EditedProject) async {
    let found = await findings(diagnostics, of: project)
    if Task.isCancelled { return }
    let byPath = Dictionary(grouping: found) { $0.diagnostic.span?.path ?? "" }
    let open = documents.values.filter { $0.root == project.root }
    for document in open.sorted(by: { $0.path < $1.path }) {
      show(byPath[document.path] ?? [], at: document.address, version: document.version)
    }
    let isOpened = await project.current().obstacles.isEmpty
    showOthers(
      isOpened ? [:] : byPath.filter { path, _ in !open.contains { $0.path == path } }, of: project.root)
  }

  private func showOthers(_ findings: [String: [Finding]], of root: String) {
    for path in Set(findings.keys).union(shown[root] ?? []).sorted() {
      show(findings[path] ?? [], at: address(of: path, in: root))
    }
    shown[root] = Set(findings.keys)
  }

  private func show(_ findings: [Finding], at address: String, version: Int? = nil) {
    var params: [(String, JSON)] = [
      ("uri", .string(address)), ("diagnostics", .array(findings.map(\.json))),
    ]
    if let version { params.append(("version", .number(version))) }
    send(.notification("textDocument/publishDiagnostics", .object(params)))
  }

  /// Findings with the texts of their files. One without a place is shown nowhere.
  private func findings(_ diagnostics: [Diagnostic], of project: EditedProject) async -> [Finding] {
    let files = await project.files
    let texts = FileTexts(files)
    let addresses = Dictionary(
      documents.values.filter { $0.root == project.root }.map { ($0.path, $0.address) },
      uniquingKeysWith: { first, _ in first })
    return diagnostics.compactMap { diagnostic in
      guard let span = diagnostic.span, let text = texts[span.path] else { return nil }
      return Finding(
        diagnostic: diagnostic, text: text, source: { texts[$0] },
        address: { addresses[$0] ?? DocumentAddress.of(project.root + "/" + $0) })
    }
  }

  private func address(of path: String, in root: String) -> String {
    documents.values.first { $0.root == root && $0.path == path }?.address
      ?? DocumentAddress.of(root + "/" + path)
  }

  // MARK: Requests

  func answer(_ method: String, _ params: JSON) async throws(RPCError) -> JSON {
    switch method {
    case "textDocument/codeAction": try await codeActions(params)
    case "textDocument/hover":
      try await onPage(params, otherwise: .null) { place, project in
        Hover(place: place, verdicts: await project.verdicts(of: place.site)).json
      }
    case "textDocument/definition":
      try await onPage(params, otherwise: .null) { place, project in
        Definition(place: place, files: await project.files).json
      }
    case "textDocument/completion":
      try await onPage(params, otherwise: []) { place, _ in Completion(place: place).json }
    default: throw .methodNotFound.saying("`\(method)` is not supported")
    }
  }

  /// An answer about a place of a page.
  ///
  /// - Parameter nothing: the answer for a document that is no page.
  private func onPage(
    _ params: JSON, otherwise nothing: JSON, _ answer: (PlaceOnPage, EditedProject) async -> JSON
  ) async throws(RPCError) -> JSON {
    guard let position = TextPosition(params["position"]) else {
      throw .invalidParams.saying("`position` needs the numbers `line` and `character`")
    }
    guard let document = try document(params), let project = projects[document.root],
      let site = await project.current().site,
      let page = site.project.page(at: document.path).flatMap(site.page)
    else { return nothing }
    let place = PlaceInText(document.text, position)
    return await answer(PlaceOnPage(site: site, page: page, place: place), project)
  }

  private func codeActions(_ params: JSON) async throws(RPCError) -> JSON {
    guard let document = try document(params), let project = projects[document.root] else { return [] }
    guard let range = document.text.bytes(of: params["range"]) else {
      throw .invalidParams.saying("`range` needs a `start` and an `end` that is not before it")
    }
    let wanted = params["context"]?["only"]?.array?.compactMap(\.string)
    let found = await findings(await project.findings(), of: project)
    return CodeActions(findings: found, path: document.path, wanted: wanted).json(in: range)
  }
}
