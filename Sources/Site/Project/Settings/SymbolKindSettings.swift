import Diagnostics
import Patterns
import Symbols
import Yams

/// `symbols:` of `site/portal.yml`; `SymbolSettings` shows its form.
enum SymbolKindSettings {
  static let setting = Setting<Project>(
    "symbols", "kind: mapping", otherwise: "inline code is not checked",
    "Kinds of names in inline code that must exist, and the pages that explain them.", cacheKey: .checked,
    inner: keys.map(\.documentation),
    sample: """
      symbols:
        variable:
          pattern: [PAYMENTS_*]
          page: index.md
          names:
            PAYMENTS_URL: { summary: Where the service is, page: index.md }
        flag:
          label: feature flag
          names: [fast-start]
          from: { file: docs/metrics.json, rows: /flags }
      """
  ) { node, project, reader in
    guard case .mapping(let mapping) = node else {
      reader.fail(
        node, "`symbols` must be a mapping",
        fix:
          "write `symbols:` and a kind with its settings below it, such as `metric: { pattern: payments_* }`")
      return
    }
    for (key, value) in mapping { read(key, value, &project, &reader) }
  }

  private static func read(
    _ key: Node, _ value: Node, _ project: inout Project, _ reader: inout SettingsReader
  ) {
    let name = key.scalar?.string ?? ""
    let known = SymbolKind.known.first { $0.key == name }
    var draft = Draft(settings: SymbolSettings(known ?? SymbolKind(key: name, label: name)))
    let isMapping = reader.read(
      value, "`\(name)`", into: &draft, keys, fix: "write `pattern:`, `page:` or `names:` below `\(name):`")
    guard isMapping else { return }
    if known == nil {
      guard let label = draft.label else {
        // A label that is not a string has a finding of its own.
        if draft.labelNode != nil { return }
        let keys = SymbolKind.known.map(\.key)
        return reader.fail(
          key, "Unknown kind of symbols `\(name)`", name: name, among: keys,
          otherwise: "use one of " + keys.map { "`\($0)`" }.joined(separator: ", ")
            + ", or define your own kind with a `label:`, the noun for one of its names")
      }
      draft.settings.kind = SymbolKind(key: name, label: label)
    } else if let node = draft.labelNode {
      reader.fail(node, "`\(name)` is a built-in kind, so it takes no `label`")
    }
    project.symbols.append(draft.settings)
  }

  private struct Draft {
    var settings: SymbolSettings
    var label: String?
    var labelNode: Node?
  }

  private static let keys: [Setting<Draft>] = [
    Setting(
      "pattern", "a pattern or a list of them",
      "The form of these names: `*` matches letters, digits and `_`; a regular expression is written between slashes.",
      cacheKey: .checked
    ) { node, draft, reader in
      let nodes = node.sequence.map(Array.init) ?? [node]
      draft.settings.patterns = nodes.compactMap { pattern($0, &reader) }
    },
    Setting(
      "page", "a page of the content, with `#anchor`", "Where names of this kind are explained.",
      cacheKey: .checked
    ) {
      node, draft, reader in
      (draft.settings.page, draft.settings.pageSpan) = reader.place(node)
    },
    Setting(
      "names", "a list of names, or name: summary", "Names that nothing else defines.", cacheKey: .checked,
      inner: nameKeys.map(\.documentation)
    ) { node, draft, reader in
      draft.settings.names = names(node, &reader)
    },
    Setting(
      "from", "a mapping",
      "A file of the project that lists names: `name`, and where wanted `summary` and `anchor`, a heading of `page`.",
      cacheKey: .checked, inner: sourceKeys.map(\.documentation)
    ) { node, draft, reader in
      var source = SymbolSettings.Source()
      let isMapping = reader.read(
        node, "`from`", into: &source, sourceKeys, fix: "write `from: { file: FILE, rows: /path }`")
      guard isMapping else { return }
      if node.mapping?["file"] == nil {
        reader.fail(node, "`from` needs `file`", fix: "write `file: FILE` below `from:`")
      } else if !source.file.isEmpty {
        source.rowsSpan = source.rowsSpan ?? source.fileSpan
        draft.settings.source = source
      }
    },
    Setting("label", "text", "For a kind of your own: the noun for one of its names.", cacheKey: .checked) {
      node, draft, reader in
      draft.labelNode = node
      draft.label = reader.string(node, "label")
    },
  ]

  private static let sourceKeys: [Setting<SymbolSettings.Source>] = [
    Setting(
      "file", "a YAML or JSON file", otherwise: "required", "The file, from the project's folder.",
      cacheKey: .checked
    ) { node, source, reader in
      guard let path = reader.path(node, "file", .file) else { return }
      (source.file, source.fileSpan) = (path, reader.text.span(node))
    },
    Setting(
      "rows", "a JSON Pointer such as `/rules/*/names`", otherwise: "the whole file",
      "The list of names in the file; `*` stands for every item.", cacheKey: .checked
    ) { node, source, reader in
      guard let text = reader.string(node, "rows") else { return }
      if text.hasPrefix("/") {
        (source.rows, source.rowsSpan) = (text, reader.text.span(node))
      } else {
        reader.fail(node, "`rows` must be a JSON Pointer", fix: "write `/\(text)`")
      }
    },
  ]

  private static let nameKeys: [Setting<SymbolSettings.Name>] = [
    .string("summary", \.summary, "The meaning of the name, in one line.", cacheKey: .checked),
    Setting(
      "page", "a page", otherwise: "the page of the kind", "Where the name is explained.", cacheKey: .checked
    ) {
      node, name, reader in
      (name.page, name.pageSpan) = reader.place(node)
    },
  ]

  private static func pattern(_ node: Node, _ reader: inout SettingsReader) -> SymbolPattern? {
    guard let text = reader.string(node, "pattern") else { return nil }
    do throws(PatternError) {
      return try SymbolPattern(text)
    } catch {
      reader.fail(
        node, "`\(text)` is not a pattern: \(error.message)",
        fix: "write a name with `*` for any letters, digits and `_`, or a regular expression between slashes")
      return nil
    }
  }

  private static func names(_ node: Node, _ reader: inout SettingsReader) -> [SymbolSettings.Name] {
    switch node {
    case .sequence(let sequence):
      return Array(sequence).compactMap { item in reader.string(item, "names").map { SymbolSettings.Name($0) }
      }
    case .mapping(let mapping):
      return mapping.compactMap { key, value in
        guard let text = reader.string(key, "a name") else { return nil }
        var name = SymbolSettings.Name(text)
        if case .mapping(let mapping) = value {
          reader.read(mapping, into: &name, nameKeys)
        } else {
          name.summary = reader.string(value, text) ?? ""
        }
        return name
      }
    default:
      reader.fail(node, "`names` must be a list or a mapping", fix: "write `names: [FIRST, SECOND]`")
      return []
    }
  }
}
