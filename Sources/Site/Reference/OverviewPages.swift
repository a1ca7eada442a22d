import Diagnostics
import JSON
import OpenRPC
import Pages
import Project

extension ReferenceSection {
  /// The index page of the whole section.
  func overview() -> PageWriter {
    var page = PageWriter(contract)
    page.frontMatter(
      title: contract.title.isEmpty ? "API reference" : contract.title, description: contract.description,
      navigationTitle: contract.title.isEmpty ? nil : "API reference")
    page.heading(1, PageWriter.escaped(contract.title.isEmpty ? "API reference" : contract.title))
    if !contract.version.isEmpty { page.block("Version \(PageWriter.escaped(contract.version)).") }
    page.block(contract.description)
    page.heading(2, "Methods")
    page.directive("methods")
    if !contract.servers.isEmpty {
      page.heading(2, "Servers")
      page.block(
        contract.servers.map { server in
          "- "
            + [
              server.name.map(PageWriter.escaped), PageWriter.code(server.url),
              server.summary ?? server.description,
            ]
            .compactMap(\.self).joined(separator: ": ")
        }.joined(separator: "\n"))
    }
    page.ending(tables(from: "index.md"))
    return page
  }

  /// A page that is one table of the contract.
  ///
  /// - Parameter name: its path in the section.
  func tablePage(
    _ name: String, title: String, description: String, order: Int, directive: String
  ) -> PageWriter {
    var page = PageWriter(contract)
    page.frontMatter(title: title, description: description, order: order)
    page.heading(1, title)
    page.directive(directive)
    page.ending(tables(from: name))
    return page
  }

  /// The overview pages, except the current one.
  func tables(from page: String) -> [(text: String, address: String)] {
    var all = [("API reference", "index.md"), ("All methods", "methods/index.md")]
    if !contract.schemas.isEmpty { all.append(("All types", "types/index.md")) }
    if !contract.errors.isEmpty { all.append(("All errors", "errors/index.md")) }
    return all.filter { $0.1 != page }.map { ($0.0, relative(paths.page($0.1), from: page)) }
  }
}

extension ReferenceSection {
  /// The changes of each version, newest first.
  func changesPage() -> PageWriter {
    var page = PageWriter(contract)
    page.frontMatter(
      title: "Changes", description: "What differs between the versions of the API.", order: 31)
    page.heading(1, "Changes")
    let versions = project.reference.versions
    for (index, version) in versions.enumerated() {
      page.heading(
        2, PageWriter.escaped([version.version, version.date].compactMap(\.self).joined(separator: ", ")))
      page.block(version.notes)
      guard index + 1 < versions.count, let new = document(of: version),
        let old = document(of: versions[index + 1])
      else { continue }
      page.block(
        ContractDiff(from: old, to: new).markdown { change in
          // Only existing parts can be linked to.
          let subject = change.subject.prefix { $0 != " " && $0 != "(" }
          let part: ContractPart? =
            contract.method(named: String(subject)) != nil
            ? .method(String(subject))
            : contract.schema(named: String(subject)) != nil ? .schema(String(subject)) : nil
          return part.flatMap { paths.destination(of: $0) }.map { relative($0, from: "changes.md") }
        })
    }
    page.ending(tables(from: "changes.md"))
    return page
  }

  /// The contract as it was; `nil` when its file is missing or is not a contract.
  private func document(of version: ReferenceOptions.Version) -> Contract? {
    guard let path = version.contract else { return contract }
    return versions[path]
  }
}
