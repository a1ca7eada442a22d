import Diagnostics
import Foundation
import Languages
import OpenRPC
import Pages
import Portal
import Project
import Site
import Symbols

/// A project for a test: a tree of files in memory, which is opened as the program opens one on the disk.
///
///     let site = try await TestProject.portal("# A\n\n[dead](nowhere.md)\n").site()
public struct TestProject: Sendable {
  /// Path from the root → text.
  public var files: [String: String]
  /// In place of what `site/portal.yml` says.
  public var project: Project?
  /// In place of the contract that the settings name.
  public var contract: Contract?
  /// Symbols of kinds that the settings ask about.
  public var symbols: [Symbol] = []
  public var directives: [DirectiveSource] = .ofPortals
  /// Whether pages that are not to be published yet are left out.
  public var leavesOutDrafts = false
  /// The languages that blocks may have.
  public var languages = Languages.ofSites

  public init(_ files: [String: String]) { self.files = files }

  /// A portal: `site/portal.yml` and one page, `content/page.md`, beside what else is given.
  public static func portal(_ page: String, _ files: [String: String] = [:]) -> TestProject {
    TestProject(files.merging(["content/page.md": page, "site/portal.yml": "title: T\n"]) { own, _ in own })
  }

  /// One page, `page.md`, in a folder that has never heard of FlowDocs.
  public static func plain(_ page: String, _ files: [String: String] = [:]) -> TestProject {
    TestProject(files.merging(["page.md": page]) { own, _ in own })
  }

  public func with(_ change: (inout TestProject) throws -> Void) rethrows -> TestProject {
    var project = self
    try change(&project)
    return project
  }

  /// The files in memory.
  public var reader: FileReader { .memory(files) }

  /// The project opened in memory.
  public func site() async throws(DiagnosticError) -> Site {
    try await site(files: reader, root: "/project")
  }

  /// The project opened in a folder of the disk that has its files.
  public func site(in folder: TestFolder) async throws(DiagnosticError) -> Site {
    var files = FileReader.disk(root: folder.root)
    files.printed = { $0 }
    return try await site(files: files, root: folder.root)
  }

  private func site(files: FileReader, root: String) async throws(DiagnosticError) -> Site {
    let parts = SiteParts(languages: languages, directives: directives, symbols: symbols)
    var project = self.project
    if project == nil { project = try Project.load(root: root, files: files, languages: languages) }
    guard let project else {
      return try await Site.open(root: root, files: files, parts: parts, leavesOutDrafts: leavesOutDrafts)
    }
    return try await Site.open(
      project, files: files, contract: contract, parts: parts, leavesOutDrafts: leavesOutDrafts)
  }
}

/// A folder of the disk with files in it, removed when the test lets go of it.
public final class TestFolder: Sendable {
  public let root: String

  /// - Parameter files: path → text.
  public init(_ files: [String: String] = [:]) throws {
    root = NSTemporaryDirectory() + "flowdocs-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    for (path, text) in files { try write(path, text) }
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: root) } catch { print("left behind: \(root)") }
  }

  public func write(_ path: String, _ text: String) throws {
    let url = URL(fileURLWithPath: root + "/" + path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  public func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: root + "/" + path, withIntermediateDirectories: true)
  }

  /// A symbolic link, with the folders on the way to it.
  public func link(_ path: String, to target: String) throws {
    let url = URL(fileURLWithPath: root + "/" + path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: url.path, withDestinationPath: target)
  }

  /// Everything below the folder, folders too, sorted.
  public var listing: [String] { (FileManager.default.subpaths(atPath: root) ?? []).sorted() }

  /// The text of a file; `nil` when there is none.
  public func read(_ path: String) -> String? {
    FileManager.default.contents(atPath: root + "/" + path).map { String(decoding: $0, as: UTF8.self) }
  }
}
