import Diagnostics
import JSON
import Languages
import Pages
import Project
import Site

/// What an editor offers at the cursor: from the lists that checks and the manual are made from, too.
struct Completion {
  let place: PlaceOnPage

  /// One thing to write.
  struct Item {
    var label: String
    var kind: Kind
    /// Beside the label.
    var detail: String?
    /// Markdown.
    var meaning: String?
    /// What is written; `nil` for the label.
    var text: String?

    /// The numbers of the protocol (3.17, `CompletionItemKind`).
    enum Kind: Int {
      case field = 5
      case value = 12
      case keyword = 14
      case file = 17
      case reference = 18
      case constant = 21
    }
  }

  var json: JSON {
    guard let wanted = CompletionPlace(place.place) else { return Self.list([]) }
    let range = place.place.text.json(of: wanted.typed)
    return Self.list(items(for: wanted.kind).map { $0.json(replacing: range) })
  }

  private static func list(_ items: [JSON]) -> JSON { ["isIncomplete": false, "items": .array(items)] }

  private func items(for kind: CompletionPlace.Kind) -> [Item] {
    switch kind {
    case .frontMatterKey: frontMatterKeys
    case .language: languages
    case .attribute(let info): attributes(besides: info)
    case .value(let name): values(of: name)
    case .directive: directives
    case .link: links
    case .anchor(let path): anchors(path)
    case .symbol: symbols
    }
  }

  private var frontMatterKeys: [Item] {
    guard place.site.project.isConfigured else { return [] }
    // As it is written: an unfinished line may keep the rest from being read.
    let lines = place.place.text.text.split(separator: "\n", omittingEmptySubsequences: false)
    let written = Set(
      lines.dropFirst().prefix { $0 != "---" }.map { String($0.prefix { $0 != ":" }) })
    return FrontMatterKey.all.filter { !written.contains($0.name) }.map {
      Item(label: $0.name, kind: .field, detail: $0.sample, meaning: $0.meaning, text: $0.name + ": ")
    }
  }

  private var languages: [Item] {
    place.site.languages.list.flatMap { language in
      ([language.id] + language.aliases).map { Item(label: $0, kind: .keyword, detail: language.label) }
    }
  }

  private func attributes(besides info: String) -> [Item] {
    let written = Set(info.split(separator: " ").map { String($0.prefix { $0 != "=" }) })
    return FenceAttribute.all.filter { !written.contains($0.name) }.map {
      Item(
        label: $0.name, kind: .field, detail: $0.takes.map { "takes \($0)" }, meaning: $0.meaning,
        text: $0.takes == nil ? nil : $0.name + "=")
    }
  }

  /// The values that are known: the attributes with a list of their own are the names of sessions, exchanges and schemas.
  private func values(of attribute: String) -> [Item] {
    switch attribute {
    case "session": names(\.session)
    case "exchange": names(\.exchange)
    case "schema":
      (place.site.contract?.schemas.map(\.name) ?? []).map { Item(label: $0, kind: .value) }
    case "file":
      place.site.files.files("") { _ in true }.prefix(Self.most).map { Item(label: $0, kind: .file) }
    default: []
    }
  }

  /// No editor shows more.
  private static let most = 2_000

  private func names(_ name: (FenceAttributes) -> String?) -> [Item] {
    Set(place.page.blocks.compactMap { name($0.attributes) }).sorted().map { Item(label: $0, kind: .value) }
  }

  private var directives: [Item] {
    place.site.directives.kinds.map { Item(label: $0.name, kind: .keyword, meaning: $0.meaning) }
  }

  private var links: [Item] {
    place.site.pages.prefix(Self.most).filter { $0.path != place.page.path }.map {
      let path = RelativePath.link(to: $0.path, from: place.page.folder)
      return Item(label: path, kind: .file, detail: $0.title, text: LinkDestination.written(path))
    }
  }

  private func anchors(_ path: String) -> [Item] {
    let destination = LinkDestination(path)
    var target: Page? = place.page
    if !path.isEmpty {
      guard
        case .page(let found, isExact: _) = place.site.links.target(of: destination.path, on: place.page.path)
      else { return [] }
      target = place.site.page(found)
    }
    guard let target else { return [] }
    return target.headings.map { Item(label: $0.anchor, kind: .reference, detail: $0.text) }
      + target.directives.flatMap(place.site.directives.anchors).map { Item(label: $0, kind: .reference) }
  }

  private var symbols: [Item] {
    place.site.symbols.symbols.prefix(Self.most).map {
      Item(label: $0.name, kind: .constant, detail: $0.kind.noun, meaning: $0.summary)
    }
  }
}

extension Completion.Item {
  fileprivate func json(replacing range: JSON) -> JSON {
    var members: [(String, JSON)] = [("label", .string(label)), ("kind", .number(kind.rawValue))]
    if let detail { members.append(("detail", .string(detail))) }
    if let meaning, !meaning.isEmpty {
      members.append(("documentation", ["kind": "markdown", "value": .string(meaning)]))
    }
    members.append(("textEdit", ["range": range, "newText": .string(text ?? label)]))
    return .object(members)
  }
}
