import Diagnostics
import Pages
import Project
import YAML
import Yams

/// An alerting or recording rule of Prometheus, as a page or a file of the project defines it.
struct MonitoringRule: Sendable {
  enum Kind: String, Sendable { case alert, record }

  struct Text: Sendable, Hashable {
    var value: String
    /// In the code around it, as it is written.
    var start: Int
  }

  let kind: Kind
  let name: Text
  /// `nil` where only the name of an alert is listed.
  let query: LocatedQuery?
  let labels: [String: Text]
  let annotations: [String: Text]
  let code: LocatedCode
  /// Where the list begins that it is in.
  let list: Int

  var severity: Text? { labels["severity"] }

  func span(_ text: Text) -> SourceSpan {
    let bytes = code.bytes
    let end = bytes[min(text.start, bytes.count)...].firstRange(of: Array(text.value.utf8))?.upperBound
    guard let end, end - text.value.utf8.count <= text.start + 4 else {
      return code.span(text.start..<(text.start + 1))
    }
    return code.span((end - text.value.utf8.count)..<end)
  }
}

extension MonitoringRule {
  /// The rules in YAML: in groups, in the resource of an operator, or a list by themselves. Nothing for a text that is
  /// not YAML, which has its own finding or is a template.
  static func rules(in code: LocatedCode) -> [MonitoringRule] {
    let bytes = code.bytes
    guard ["alert:", "record:"].contains(where: { bytes.firstRange(of: Array($0.utf8)) != nil }) else {
      return []
    }
    let yaml = YAMLText(SourceText(path: "", bytes: bytes))
    do throws(DiagnosticError) {
      return try yaml.roots().flatMap {
        Reader(yaml: yaml, code: code).rules(in: $0, list: nil, depth: 0)
      }
    } catch {
      return []
    }
  }

  private struct Reader {
    let yaml: YAMLText
    let code: LocatedCode

    /// - Parameter list: where the list begins that the node is in; `nil` outside of lists, where nothing is a rule.
    func rules(in node: Node, list: Int?, depth: Int) -> [MonitoringRule] {
      guard depth < 20 else { return [] }
      if let mapping = node.mapping {
        if let list, let rule = rule(mapping, list) { return [rule] }
        return mapping.flatMap { rules(in: $0.value, list: nil, depth: depth + 1) }
      }
      return node.sequence?.flatMap { rules(in: $0, list: yaml.offset(of: node), depth: depth + 1) } ?? []
    }

    private func rule(_ mapping: Node.Mapping, _ list: Int) -> MonitoringRule? {
      for kind in [Kind.alert, .record] {
        guard let name = mapping[kind.rawValue].flatMap(text) else { continue }
        let query = mapping["expr"].flatMap(text)
        if query == nil, kind == .record { return nil }
        return MonitoringRule(
          kind: kind, name: name,
          query: query.map {
            LocatedQuery(text: $0.value, start: $0.start, code: code, isVerbatim: false)
          },
          labels: texts(mapping["labels"]), annotations: texts(mapping["annotations"]), code: code, list: list
        )
      }
      return nil
    }

    private func text(_ node: Node) -> Text? {
      node.scalar.map { Text(value: $0.string, start: yaml.offset(of: node)) }
    }

    private func texts(_ node: Node?) -> [String: Text] {
      guard let mapping = node?.mapping else { return [:] }
      return mapping.reduce(into: [:]) { texts, pair in
        if let key = pair.key.scalar, let value = text(pair.value) { texts[key.string] = value }
      }
    }
  }
}
