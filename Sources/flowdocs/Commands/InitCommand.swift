import ArgumentParser
import Diagnostics
import Foundation
import Project
import Site

struct InitCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Set up a portal in a new folder, or in one that already has Markdown.",
    usage: """
      flowdocs init [<folder>] [--content <content>] [--title <title>]
        [--migrate] [--allow-dirty] [--ci <name> ...]
      """,
    discussion: """
      Writes site/portal.yml and site/ci.sh, adds lines to .gitignore, and writes a first page with a runnable example \
      if the folder has no Markdown. No existing file is overwritten, except that --migrate rewrites pages. Rules with errors on the pages are set to \
      warnings, so that the portal can be built at once.
      """)

  @Argument(help: "The folder; created if it does not exist.")
  var folder = "."

  @Option(
    help:
      "The folder of the pages. Default: the one that has Markdown, of content, docs and the folder itself."
  )
  var content: String?

  @Option(
    help: "The title of the portal. Default: the title of its first page, or else the name of the folder.")
  var title: String?

  @Flag(
    help: "Rewrite pages of another tool as Markdown that every tool reads. All changes must be committed.")
  var migrate = false

  @Flag(
    help:
      "With --migrate: rewrite pages although changes are not committed, or the folder is not in a git repository."
  )
  var allowDirty = false

  @Option(
    help: ArgumentHelp(
      "Also write a ready file for a CI service: \(CIFile.all.map(\.name).joined(separator: ", ")). May be repeated. In an existing portal nothing else is written.",
      valueName: "name"))
  var ci: [CIFile] = []

  func validate() throws {
    if allowDirty, !migrate { throw ValidationError("--allow-dirty is for --migrate") }
  }

  func run(in program: Program) async throws {
    let root = DiskPath.absolute(folder)
    if DiskPath.kind(root) == .file { throw ValidationError("`\(folder)` is a file, not a folder") }
    if migrate, !allowDirty, let refusal = await Migration.refusal(in: root) {
      throw CommandFailure("\(refusal)")
    }
    let isNew = DiskPath.kind(root + "/" + Project.definition) == nil
    if migrate, !isNew, title != nil || content != nil {
      throw ValidationError(
        "`\(Project.definition)` already exists; change `title` and `content` there, not with --title and --content"
      )
    }
    if !ci.isEmpty {
      try CIFile.write(ci, in: root)
      for file in ci { program.terminal.print("wrote \(file.path): \(file.next)\n".utf8) }
    }
    if isNew || !migrate && ci.isEmpty {
      try await makePortal(root, program)
    }
    if migrate { try await migratePages(root, program) }
  }

  private func migratePages(_ root: String, _ program: Program) async throws {
    let tracked = allowDirty ? nil : await Migration.tracked(in: root)
    var migration = Migration(
      of: try await program.open(root, usesCaches: false, key: nil), tracked: tracked)
    try migration.write(in: root)
    program.terminal.print(migration.report.showingControls(keepingLines: true).utf8)
  }

  private func makePortal(_ root: String, _ program: Program) async throws {
    var portal = try NewPortal(root: root, content: content, title: title)
    let taken = portal.files.map(\.path).filter { DiskPath.kind(root + "/" + $0) != nil }
    if !taken.isEmpty {
      throw CommandFailure(
        taken.map { "`\($0)`" }.joined(separator: " and ")
          + (taken.count == 1 ? " already exists" : " already exist")
          + "; nothing was written")
    }
    if portal.pages > 0 { try await settle(&portal, program) }
    try portal.write()
    program.terminal.print(portal.report(named: folder).showingControls(keepingLines: true).utf8)
  }

  /// Opens the portal as it will be, and takes out what would keep it from being built.
  private func settle(_ portal: inout NewPortal, _ program: Program) async throws {
    func findings(_ portal: NewPortal) async throws(DiagnosticError) -> [Diagnostic] {
      await program.findings(try await program.open(portal))
    }
    do throws(DiagnosticError) {
      portal.lower(try await findings(portal))
    } catch {
      guard portal.contract != nil else { throw error }
      portal.refuseContract()
      portal.lower(try await findings(portal))
    }
  }
}

extension CIFile: ExpressibleByArgument {
  public init?(argument: String) {
    guard let file = CIFile.named(argument) else { return nil }
    self = file
  }

  public static var allValueStrings: [String] { all.map(\.name) }
}
