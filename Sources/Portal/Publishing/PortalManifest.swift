import Diagnostics
import JSON
import Ledger
import Pages
import Project

/// What the portal consists of, and what is proven of it, as JSON: for scripts, dashboards and other portals. It has no
/// dates, paths or names of the machine.
struct PortalManifest {
  static let path = "portal.json"

  let project: Project
  /// Pages that are generated, and have no source file.
  let generated: Set<String>
  let verification: VerificationPage
  let pages: [PageSummary]

  func file() -> OutputFile {
    var members: [(String, JSON)] = [
      ("generator", .string("FlowDocs \(Release.version)")), ("title", .string(project.title)),
    ]
    if !project.description.isEmpty { members.append(("description", .string(project.description))) }
    if let address = project.address { members.append(("address", .string(address.url(of: "")))) }
    members.append(("blocks", blocks(verification.counts)))
    let counts = Dictionary(
      verification.pages.map { ($0.page.path, $0.found.counts) }, uniquingKeysWith: { first, _ in first })
    members.append(("pages", .array(pages.map { page($0, counts[$0.path]) })))
    return OutputFile(path: Self.path, bytes: Array((JSON.object(members).text(.pretty) + "\n").utf8))
  }

  private func page(_ page: PageSummary, _ counts: VerdictCounts?) -> JSON {
    var members: [(String, JSON)] = [("title", .string(page.title)), ("path", .string(page.output))]
    if let address = project.address { members.append(("url", .string(address.url(of: page.output)))) }
    if let twin = page.twin { members.append(("markdown", .string(twin))) }
    if !page.description.isEmpty { members.append(("description", .string(page.description))) }
    if !generated.contains(page.path) {
      members.append(("source", .string(project.path(ofPage: page.path))))
    }
    if let date = page.date { members.append(("date", .string("\(date)"))) }
    if let changed = page.changed { members.append(("changed", .string("\(changed)"))) }
    if let counts { members.append(("blocks", blocks(counts))) }
    return .object(members)
  }

  private func blocks(_ counts: VerdictCounts) -> JSON {
    var members = Verdict.allCases.compactMap { verdict in
      counts.byVerdict[verdict].map { (verdict.rawValue, JSON.number($0)) }
    }
    if counts.changed > 0 { members.append(("changed", .number(counts.changed))) }
    if counts.unverified > 0 { members.append(("not verified", .number(counts.unverified))) }
    return .object(members)
  }
}
