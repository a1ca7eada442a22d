import ArgumentParser
import Diagnostics
import Foundation
import OpenRPC
import Pages

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
  static func containing(_ path: String?) throws -> Workspace {
    let path = absolute(path ?? ".")
    guard let kind = kind(of: path) else {
      throw ValidationError("there is nothing at `\(path)`")
    }
    let folder = kind == .file ? parent(of: path) : path
    var candidate = folder
    while true {
      if self.kind(of: candidate + "/" + Project.definition) == .file {
        return try Workspace(root: candidate)
      }
      if candidate.isEmpty || candidate == "/" { break }
      candidate = parent(of: candidate)
    }
    return try Workspace(root: folder)
  }

  /// The contract, when the project names one.
  func contract() throws(DiagnosticError) -> Contract? {
    guard let path = project.contract else { return nil }
    return try Contract.load(source(path))
  }

  func source(_ path: String) throws(DiagnosticError) -> SourceText {
    do throws(FileReadError) {
      return SourceText(path: files.printed(path), bytes: try files.read(path))
    } catch {
      throw DiagnosticError(Diagnostic(.unreadableFile, "`\(files.printed(path))` \(error)"))
    }
  }

  /// The verdicts of the last verification; `nil` when there was none.
  func ledger() throws(DiagnosticError) -> Ledger? {
    guard files.kind(Ledger.path) == .file else { return nil }
    return try Ledger.read(source(Ledger.path))
  }

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
