import ArgumentParser
import CommandOptions
import Diagnostics
import Files
import Project

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Work with reports that other commands wrote.",
    subcommands: [ReportMergeCommand.self])
}

struct ReportMergeCommand: ProgramCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Make one report of several.",
    discussion: """
      Reads what --report json=<file> wrote: of the parts of `flowdocs verify --shard`, and of other commands. A part that is \
      missing, or a page that is in no part, is an error.

      Exit codes: 0 no errors, 1 errors found, 2 a report is missing or cannot be read.
      """)

  @Argument(help: ArgumentHelp("Reports as JSON.", valueName: "files"))
  var files: [String]

  @OptionGroup var report: ReportOptions

  func run(in program: Program) async throws {
    let rules = RuleNames.all
    let reports = try files.map { path -> Report in
      let bytes = try NamedFile(path: DiskPath.absolute(path)).read()
      do throws(Report.Unreadable) {
        return try Report(json: bytes) { id in rules.rules(named: id)?.first { $0.id == id } }
      } catch {
        throw CommandFailure("`\(path)` is \(error)")
      }
    }
    let merged: Report
    do throws(Report.Incomplete) {
      merged = try Report.merging(reports)
    } catch {
      throw CommandFailure("the reports are not complete: \(error)")
    }
    let count = "\(reports.count) report\(reports.count == 1 ? "" : "s") read"
    try program.terminal.finish(merged, as: report, summary: count)
  }
}
