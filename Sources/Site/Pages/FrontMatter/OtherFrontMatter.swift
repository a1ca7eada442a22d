import Project
import Yams

/// Keys of other tools that say what keys of FlowDocs say.
extension FrontMatter {
  private static let orders: Set<String> = ["sidebar_position", "weight", "nav_order", "sidebar_order"]
  private static let labels: Set<String> = ["sidebar_label", "linkTitle", "nav_title", "short_title"]

  /// The last part of the page's address in Docusaurus, Hugo and Starlight, whole ones in Hugo and Jekyll, and former
  /// ones.
  private static let addressKeys: Set<String> = [
    "id", "slug", "url", "permalink", former,
  ]

  /// The one of Jekyll that names addresses which the page had before.
  private static let former = "redirect_from"

  /// Takes over what a key of Docusaurus, Hugo, Starlight or Just the Docs says, unless the page says it in FlowDocs' own
  /// way. Values of other types mean something else, and are ignored.
  mutating func takeOver(_ key: String, _ value: Node) {
    if Self.orders.contains(key) {
      setOrder(value)
    } else if Self.labels.contains(key) {
      setLabel(value)
    } else if Self.addressKeys.contains(key) {
      let values = value.sequence.map { Array($0) } ?? [value]
      let texts = values.compactMap { $0.scalar?.string }.filter { !$0.isEmpty }
      addresses += texts
      if key == Self.former { formerAddresses += texts }
    } else if key == "sidebar", let sidebar = value.mapping {
      if let order = sidebar["order"] { setOrder(order) }
      if let label = sidebar["label"] { setLabel(label) }
    }
  }

  private mutating func setOrder(_ value: Node) {
    if order == nil { order = value.float.flatMap(PageOrder.position) }
  }

  private mutating func setLabel(_ value: Node) {
    guard navigationTitle == nil, let text = value.scalar?.string, !text.isEmpty else { return }
    navigationTitle = text
  }
}
