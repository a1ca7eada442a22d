import Mermaid
import Pages
import Project
import Site

/// Where the parts of one diagram lead, from any place in the portal.
///
/// Links are resolved once, when the diagram has been read; a drawing is written twice, into the page and as a file
/// of its own, and what leads to another page is spelt differently in each.
struct DiagramLinks: Sendable {
  private enum Target: Sendable {
    /// Left as the author wrote it: it leads outside the portal, or its target is unknown.
    case elsewhere(String)
    /// A path from the portal's root, escaped, with its query and fragment.
    case inside(String)
  }

  private let targets: [Target]

  init(_ targets: [SiteDiagram.Target], _ rendering: inout PageRendering) {
    var found: [Target] = []
    for target in targets {
      switch target {
      case .address(let address): found.append(Self.target(of: address, &rendering))
      case .symbol(let place): found.append(.inside(rendering.symbols.path(of: place)))
      }
    }
    self.targets = found
  }

  private static func target(of destination: String, _ rendering: inout PageRendering) -> Target {
    let page = rendering.page.path
    let output = rendering.links.paths.output(of: page)
    let address: String
    switch rendering.links.target(of: destination, on: page) {
    case .rewritten(let fragment) where fragment.hasPrefix("#"): return .inside(output + fragment)
    case .unchanged, .dead:
      guard destination.hasPrefix("#") else { return .elsewhere(destination) }
      return .inside(output + destination)
    case .rewritten(let path): address = path
    case .attachment(let path, let attachment):
      rendering.attachments.append(attachment)
      address = path
    }
    let end = address.firstIndex { $0 == "#" || $0 == "?" } ?? address.endIndex
    guard let path = RelativePath.resolve(String(address[..<end]), in: RelativePath.folder(of: output)) else {
      return .elsewhere(address)
    }
    return .inside(path + address[end...])
  }

  /// The links as they are written in a file of the portal.
  func addresses(from output: String) -> @Sendable (DiagramLink) -> DiagramLink? {
    let root = PagePaths.root(from: output)
    let targets = targets
    return { link in
      guard let number = Int(link.destination), targets.indices.contains(number) else { return nil }
      var link = link
      switch targets[number] {
      case .elsewhere(let address): link.destination = address
      case .inside(let path):
        let isOwn = path.hasPrefix(output + "#")
        link.destination = isOwn ? String(path.dropFirst(output.count)) : root + path
      }
      return link
    }
  }
}
