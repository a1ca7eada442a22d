import Diagnostics
import Foundation
import Pages
import Project

/// The playbooks that alerts name are pages of the documentation, with the headings that are named.
///
/// An address on the web belongs to the documentation when its end is the path of a page, or when other alerts' addresses
/// begin like it and are.
struct Playbooks {
  private let context: CheckContext
  private let alerts: [(rule: MonitoringRule, link: MonitoringRule.Text)]
  /// Beginnings of addresses below which pages were found, and how often.
  private var bases: [String: Int] = [:]

  private static let keys = ["runbook_url", "runbook", "runbook_link", "playbook", "playbook_url"]

  init(_ rules: [MonitoringRule], _ context: CheckContext) {
    self.context = context
    alerts = rules.compactMap { rule in
      guard rule.kind == .alert else { return nil }
      return Self.keys.lazy.compactMap { rule.annotations[$0] }.first.map { (rule, $0) }
    }.filter { !$0.1.value.contains("{{") && !$0.1.value.contains("$") && !$0.1.value.contains("<") }
    for (_, link) in alerts {
      if let base = page(at: Self.parts(of: link.value).path)?.base { bases[base, default: 0] += 1 }
    }
  }

  /// Alerts that name headings of one page in vain have one cause, and so one finding in each file.
  func findings() -> [Diagnostic] {
    var found: [Diagnostic] = []
    var positions: [[String]: Int] = [:]
    var more: [Int: Int] = [:]
    for (rule, link) in alerts {
      guard let finding = finding(rule, link) else { continue }
      let page = page(at: Self.parts(of: link.value).path)?.page.path
      let cause = page.map { [$0, finding.span?.path ?? ""] }
      if let cause, let position = positions[cause] {
        more[position, default: 0] += 1
      } else {
        if let cause { positions[cause] = found.count }
        found.append(finding)
      }
    }
    for (position, count) in more {
      found[position].notes.append(
        .init(
          "\(count) more alert\(count == 1 ? "" : "s") here name\(count == 1 ? "s" : "") headings that it does not have"
        ))
    }
    return found
  }

  private static func parts(of link: String) -> (path: String, anchor: String) {
    let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
  }

  /// The page that the end of an address or path names, and what is before it.
  private func page(at path: String) -> (page: Page, base: String)? {
    let isAddress = path.contains("://")
    let text = isAddress ? path.components(separatedBy: "://").dropFirst().joined() : path
    let words = text.split(separator: "/").map(String.init)
    for start in words.indices.dropFirst(isAddress ? 1 : 0) {
      let name = PageName.withoutEnding(words[start...].joined(separator: "/").replacing(".html", with: ""))
      if start == words.count - 1, start > 0, ["readme", "index"].contains(name.lowercased()) { break }
      guard let found = context.site.paths.page(withoutEnding: name, numbered: true),
        let page = context.site.page(found)
      else { continue }
      return (page, words[..<start].joined(separator: "/"))
    }
    return nil
  }

  private func finding(_ rule: MonitoringRule, _ link: MonitoringRule.Text) -> Diagnostic? {
    let (path, anchor) = Self.parts(of: link.value)
    guard let (page, _) = page(at: path) else { return missingPage(rule, link, path) }
    if anchor.isEmpty || has(anchor, page) { return nil }
    return Diagnostic(
      .missingPlaybook, "The playbook of `\(rule.name.value)` has no heading `#\(anchor)`",
      at: rule.span(link),
      notes: [.init("the playbook", span: page.source.span(ofLine: 1))],
      fix: NearMiss.nearest(to: anchor, in: page.headings.map(\.anchor)).map { "write `#\($0)`" }
        ?? "add the heading, or correct the address")
  }

  private func has(_ anchor: String, _ page: Page) -> Bool {
    page.addresses.anchor(of: anchor) != nil || page.addresses.anchor(of: anchor.lowercased()) != nil
      || ["id=\"\(anchor)\"", "name=\"\(anchor)\"", "{#\(anchor)"].contains {
        page.source.bytes.firstRange(of: Array($0.utf8)) != nil
      }
  }

  private func missingPage(
    _ rule: MonitoringRule, _ link: MonitoringRule.Text, _ path: String
  ) -> Diagnostic? {
    let isMissing: Bool
    if path.contains("://") {
      let text = path.components(separatedBy: "://").dropFirst().joined()
      isMissing = bases.contains { base, count in count >= 2 && text.hasPrefix(base + "/") }
    } else {
      isMissing =
        PageName.isPage(path)
        && context.files.kind(path.hasPrefix("/") ? String(path.dropFirst()) : path) == nil
    }
    guard isMissing else { return nil }
    return Diagnostic(
      .missingPlaybook, "The playbook of `\(rule.name.value)` does not exist: `\(link.value)`",
      at: rule.span(link),
      fix: "write the playbook, or correct the address")
  }
}
