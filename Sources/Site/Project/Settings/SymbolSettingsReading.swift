import Diagnostics
import Patterns
import Symbols
import Yams

/// `symbols:` of `site/portal.yml`; `SymbolSettings` shows its form.
extension ProjectReading {
  mutating func symbols(_ node: Node) {
    guard case .mapping(let mapping) = node else {
      fail(
        node, "`symbols` is no mapping",
        fix:
          "write `symbols:` and a kind with its settings below it, such as `metric: { pattern: training_* }`")
      return
    }
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard case .mapping(let settings) = value else {
        fail(value, "`\(name)` is no mapping", fix: "write `pattern:`, `page:` or `names:` below `\(name):`")
        continue
      }
      let label = settings["label"]
      let words = label.flatMap { string($0, "label") }
      if let known = SymbolKind.known.first(where: { $0.key == name }) {
        if let label { fail(label, "`\(name)` has its own words, so it takes no `label`") }
        kind(known, settings)
      } else if let words {
        kind(SymbolKind(key: name, label: words), settings)
      } else if label == nil {
        let keys = SymbolKind.known.map(\.key)
        fail(
          key, "unknown kind of symbols `\(name)`",
          fix: NearMiss.nearest(to: name, in: keys).map { "write `\($0)`" }
            ?? "take one of " + keys.map { "`\($0)`" }.joined(separator: ", ")
            + ", or give a kind of your own a `label:`, the words for one of its symbols")
      }
    }
  }

  private mutating func kind(_ kind: SymbolKind, _ mapping: Node.Mapping) {
    var settings = SymbolSettings(kind)
    for (key, value) in mapping {
      guard let name = known(key, among: ProjectSetting.keys("symbols")) else { continue }
      switch name {
      case "pattern":
        if case .sequence(let sequence) = value {
          settings.patterns = Array(sequence).compactMap { pattern($0) }
        } else if let pattern = pattern(value) {
          settings.patterns = [pattern]
        }
      case "page": (settings.page, settings.pageSpan) = place(value)
      case "names": settings.names = names(value)
      case "label": break
      default: break
      }
    }
    project.symbols.append(settings)
  }

  private mutating func pattern(_ node: Node) -> SymbolPattern? {
    guard let text = string(node, "pattern") else { return nil }
    do throws(PatternError) {
      return try SymbolPattern(text)
    } catch {
      fail(
        node, "`\(text)` is no pattern: \(error.message)",
        fix: "write a name with `*` for any letters, digits and `_`, or a regular expression between slashes")
      return nil
    }
  }

  /// `guides/monitor.md#read-the-numbers`: a page of the content folder. Whether it exists is for the checks of
  /// links to say.
  private mutating func place(_ node: Node) -> (SymbolPlace?, SourceSpan?) {
    guard let text = string(node, "page") else { return (nil, nil) }
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let page = RelativePath.normalized(parts[0]), page.hasSuffix(".md") else {
      fail(
        node, "`page` is `\(text)`, which is no page",
        fix: "write the path of a Markdown file from the content folder, such as `api/errors.md#what-to-do`")
      return (nil, nil)
    }
    let anchor = parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil
    return (SymbolPlace(page: page, anchor: anchor), self.text.span(node))
  }

  private mutating func names(_ node: Node) -> [SymbolSettings.Name] {
    switch node {
    case .sequence(let sequence):
      return Array(sequence).compactMap { item in string(item, "names").map { SymbolSettings.Name($0) } }
    case .mapping(let mapping):
      return mapping.compactMap { key, value in named(key, value) }
    default:
      fail(node, "`names` is neither a list nor a mapping", fix: "write `names: [FIRST, SECOND]`")
      return []
    }
  }

  private mutating func named(_ key: Node, _ value: Node) -> SymbolSettings.Name? {
    guard let text = string(key, "a name") else { return nil }
    var name = SymbolSettings.Name(text)
    guard case .mapping(let mapping) = value else {
      name.summary = string(value, text) ?? ""
      return name
    }
    for (key, value) in mapping {
      guard let member = known(key, among: ProjectSetting.keys("symbols", "names")) else { continue }
      switch member {
      case "summary": name.summary = string(value, "summary") ?? ""
      case "page": (name.page, name.pageSpan) = place(value)
      default: break
      }
    }
    return name
  }
}
