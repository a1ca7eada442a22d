import Diagnostics
import Project

/// Services of one page have different variables: of two with one name, examples would find only the last.
enum ServiceVariableCheck {
  static let check = Check(.pages, [.duplicateVariable], .settings { context, _ in findings(context) })

  private struct Service: Hashable {
    /// `nil` for `service`.
    var name: String?
    var variables: Set<String>

    var label: String { name.map { "the service `\($0)`" } ?? "`service`" }
  }

  private static func findings(_ context: CheckContext) -> [Diagnostic] {
    let project = context.project
    if project.services.isEmpty { return [] }
    let main = main(of: project)
    var found: [Diagnostic] = []
    // Most pages have the same services.
    var seen: Set<[Service]> = []
    for page in context.site.pages {
      let services =
        main
        + project.services(of: page.path).map { service in
          Service(name: service.name, variables: Set(service.declaration.variables.keys))
        }
      guard seen.insert(services).inserted else { continue }
      for finding in findings(services, context) where !found.contains(finding) { found.append(finding) }
    }
    return found
  }

  /// The variables of `service` that are known without starting it: it may announce more.
  private static func main(of project: Project) -> [Service] {
    switch project.service {
    case nil: []
    case .contractMock:
      [
        Service(
          name: nil, variables: Set([project.reference.url, project.reference.token].compactMap(\.self)))
      ]
    case .declared(let declaration): [Service(name: nil, variables: Set(declaration.variables.keys))]
    }
  }

  private static func findings(_ services: [Service], _ context: CheckContext) -> [Diagnostic] {
    services.indices.flatMap { index in
      services[index].variables.sorted().compactMap { variable -> Diagnostic? in
        guard let first = services[..<index].first(where: { $0.variables.contains(variable) }) else {
          return nil
        }
        let service = services[index]
        return Diagnostic(
          .duplicateVariable,
          "\(first.label.beginningWithCapital) and \(service.label) both set `\(variable)`, and have pages in common",
          at: Project.place(of: service.name ?? variable, below: "services", in: context.site.files),
          fix: "give one of them another variable, or other pages")
      }
    }
  }
}
