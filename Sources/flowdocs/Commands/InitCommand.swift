import ArgumentParser
import Foundation
import Project
import Site

struct InitCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a portal of a new folder, or of one that has Markdown already.",
    discussion: """
      Writes site/portal.yml and site/ci.sh, adds lines to .gitignore, and in a folder without Markdown a first page with \
      an example that runs. Your pages are not touched, and no file is overwritten.
      """)

  @Argument(help: "The folder; made when it is not there.")
  var folder = "."

  @Option(
    help:
      "The folder of the pages in it; by default the one that has Markdown: content, docs, or the folder itself."
  )
  var content: String?

  @Option(
    help: "The name of the portal; by default the title of its first page, or else the name of the folder.")
  var title: String?

  func run(in program: Program) async throws {
    let root = DiskPath.absolute(folder)
    if DiskPath.kind(root) == .file { throw ValidationError("`\(folder)` is a file, not a folder") }
    let portal = try NewPortal(root: root, content: content, title: title)
    let taken = portal.files.map(\.path).filter { DiskPath.kind(root + "/" + $0) != nil }
    if !taken.isEmpty {
      throw ValidationError(
        taken.map { "`\($0)`" }.joined(separator: " and ") + (taken.count == 1 ? " is" : " are")
          + " already there; nothing was written")
    }
    try portal.write()
    program.terminal.print(portal.report(named: folder).utf8)
  }
}
