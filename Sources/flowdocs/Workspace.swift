import ArgumentParser
import Diagnostics
import Files
import Foundation
import Ledger
import OpenRPC
import Pages
import Project
import Reference
import Site
import Symbols
import TrainingMock
import Verification

/// A project opened from the disk: what every command begins with.
struct Workspace: Sendable {
  let project: Project
  let files: FileReader

  init(root: String) throws(DiagnosticError) {
    files = .disk(root: root)
    project = try Project.load(root: root, files: files)
  }

  /// Opens the project that a path belongs to: the nearest folder at or above it that has a
  /// `site/portal.yml`; without one the folder itself (of a file: the folder it is in) is a project of plain
  /// Markdown.
  ///
  /// - Parameter isPage: whether it may be a page that is generated, which is not on the disk.
  static func containing(_ path: String?, isPage: Bool = false) throws -> Workspace {
    try Workspace(root: root(containing: path, isPage: isPage))
  }

  private static func root(containing path: String?, isPage: Bool = false) throws -> String {
    let path = absolute(path ?? ".")
    let kind = kind(of: path)
    let folder = kind == .folder ? path : parent(of: path)
    var candidate = kind != nil || isPage ? folder : nil
    while let current = candidate {
      if self.kind(of: current + "/" + Project.definition) == .file { return current }
      candidate = current.isEmpty || current == "/" ? nil : parent(of: current)
    }
    if kind == nil { throw ValidationError("there is nothing at `\(path)`") }
    return folder
  }

  /// What the project's service exports.
  var metrics: [MetricDescription] {
    guard project.service == "mock" else { return [] }
    return TrainingMetric.catalogue.map { metric in
      MetricDescription(
        name: metric.name, type: metric.type.rawValue, labels: metric.labels, meaning: metric.help,
        buckets: metric.buckets.map { $0 == $0.rounded() ? String(Int($0)) : String($0) })
    }
  }

  /// The contract, when the project names one.
  func contract() throws(DiagnosticError) -> Contract? {
    guard let path = project.contract else { return nil }
    return try Contract.load(source(path), at: path, files: .project(files))
  }

  /// The names that pages may use, from what defines them; none unless the project asks for it.
  func symbols(_ contract: Contract?) throws(DiagnosticError) -> SymbolTable {
    if project.symbols.isEmpty { return .none }
    let metrics = project.service == "mock" ? MetricSymbols.all : []
    return SymbolTable(
      settings: project.symbols,
      symbols: (contract?.symbols ?? []) + metrics
        + CommandSymbols.of(try CommandDescription(FlowDocs.self), on: page(of: .command, with: .commands))
        + Rule.symbols(on: page(of: .rule, with: .rules)))
  }

  /// The page that `site/portal.yml` gives a kind of symbols, when it has the directive that shows them all.
  private func page(of kind: SymbolKind, with directive: Directive.Name) -> String? {
    guard let place = project.symbols.first(where: { $0.kind == kind })?.page, place.anchor == nil else {
      return nil
    }
    do throws(FileReadError) {
      let source = try files.source(project.path(ofPage: place.page))
      return Directive.isNamed(directive, in: source) ? place.page : nil
    } catch {
      // That the page is not there is for the checks of links to say.
      return nil
    }
  }

  /// What the program says about itself.
  func program() throws(DiagnosticError) -> ProgramParts {
    ProgramReference.parts(try CommandDescription(FlowDocs.self))
  }

  /// Where the contract differs from the service that the portal's examples talk to.
  func differences(of contract: Contract?) -> [Diagnostic] {
    guard project.service == "mock", let contract, ContractConformance.concerns(contract) else { return [] }
    return ContractConformance.differences(from: contract)
  }

  /// A contract that a command line names, with the files of the project that it stands in.
  static func contract(at path: String) throws -> Contract {
    let file = absolute(path)
    guard kind(of: file) == .file else { throw ValidationError("there is no file `\(path)`") }
    let root = try root(containing: path)
    let files = FileReader.disk(root: root)
    let relative = String(file.dropFirst(root.count).drop { $0 == "/" })
    return try Contract.load(Self.source(relative, files), at: relative, files: .project(files))
  }

  /// The project's files with the pages that are generated from the contract.
  func pageFiles(_ contract: Contract?) throws(DiagnosticError) -> FileReader {
    let files = files.withTables().with(try program())
    guard let contract, let section = try ReferenceSection(contract: contract, project: project, files: files)
    else { return files }
    return files.adding(section, to: project)
  }

  func source(_ path: String) throws(DiagnosticError) -> SourceText { try Self.source(path, files) }

  private static func source(_ path: String, _ files: FileReader) throws(DiagnosticError) -> SourceText {
    do throws(FileReadError) {
      return try files.source(path)
    } catch {
      throw DiagnosticError(Diagnostic(.unreadableFile, "`\(files.printed(path))` \(error)"))
    }
  }

  /// The verdicts of the last verification; `nil` when there was none.
  func ledger() throws(DiagnosticError) -> Ledger? {
    guard files.kind(Ledger.path) == .file else { return nil }
    return try Ledger.read(source(Ledger.path))
  }

  /// What earlier runs of this program have kept under a name; a cache that cannot be read is an empty one.
  func cache(_ name: String) -> ContentCache {
    var bytes: [UInt8]?
    do throws(FileFailure) {
      bytes = try Folder(at: project.root, followingLink: true).read(Self.path(ofCache: name))
    } catch {
      // The build is slower without it; writing it says what is in the way.
      bytes = nil
    }
    return ContentCache(bytes, program: Self.program)
  }

  /// Keeps a cache for the next run. Where the disk does not allow it, the next run is slower, nothing else; a link or a
  /// foreign file in its place is an error.
  func save(_ cache: ContentCache, as name: String) throws(FileFailure) {
    guard let bytes = cache.packed() else { return }
    do throws(FileFailure) {
      try Folder(at: project.root, followingLink: true).replace(Self.path(ofCache: name), bytes)
    } catch {
      if error.number == nil { throw error }
    }
  }

  private static func path(ofCache name: String) -> String { Verifier.cacheFolder + "/" + name }

  /// Tells one build of this program from another, by the size and the time of its file.
  private static let program: String = {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return "" }
    return "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }()

  enum Kind { case file, folder }

  static func absolute(_ path: String) -> String {
    let url = URL(
      fileURLWithPath: path, relativeTo: URL(fileURLWithPath: FileManager.default.currentDirectoryPath))
    let text = url.standardizedFileURL.path
    return text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  private static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  static func kind(of path: String) -> Kind? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    return isFolder.boolValue ? .folder : .file
  }
}

extension ContractFiles {
  /// The files of a project, and no others.
  static func project(_ files: FileReader) -> ContractFiles {
    ContractFiles(
      read: { reference, from throws(ContractFileError) in
        guard let path = RelativePath.resolve(reference, in: RelativePath.folder(of: from)) else {
          throw ContractFileError(reason: "\(FileReadError.outsideProject)")
        }
        do throws(FileReadError) {
          return ContractFile(
            path: path, source: SourceText(path: files.printed(path), bytes: try files.read(path)))
        } catch {
          throw ContractFileError(reason: error.description)
        }
      },
      candidates: { files.files("") { $0.hasSuffix(".json") } })
  }
}
