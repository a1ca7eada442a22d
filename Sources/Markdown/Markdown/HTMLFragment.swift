import Diagnostics

/// HTML that is not part of a page, such as a file of the theme.
extension HTMLPolicy {
  /// What the policy does not write as it stands.
  public struct Refusal: Sendable, Hashable {
    /// Bytes of the tag.
    public var range: Range<Int>
    /// A phrase that follows "not allowed:": `the element <script>`.
    public var reason: String
  }

  /// Elements, attributes and addresses in a piece of HTML that the policy refuses, in their order.
  public func refusals(in html: [UInt8]) -> [Refusal] {
    var found: [Refusal] = []
    for token in HTMLTokens(html[...]) {
      switch token {
      case .start(let tag, let range):
        if shows(tag.name) {
          found += tag.attributes.compactMap { refusal(of: $0, on: tag.name) }.map {
            Refusal(range: range, reason: $0)
          }
        } else {
          found.append(Refusal(range: range, reason: "the element `<\(tag.name)>`"))
        }
      case .end(let name, let range) where !shows(name):
        found.append(Refusal(range: range, reason: "the element `<\(name)>`"))
      case .text, .comment, .end: break
      }
    }
    return found
  }

  private func refusal(of attribute: HTMLTag.Attribute, on element: String) -> String? {
    let value = attribute.value
    switch treatment(of: attribute.name, on: element) {
    case .dropped: return "the attribute `\(attribute.name)`"
    case .anchor:
      return Self.isFree(anchor: value) ? nil : "the id `\(value)`, which is empty or that of the theme"
    case .link:
      return LinkScheme.isAllowed(value)
        ? nil : "a link with the scheme `\(LinkScheme.scheme(of: value) ?? "")`"
    case .image: return Self.isForeign(value) ? "an image of another host" : nil
    case .imageList:
      return Self.candidates(value).contains { Self.isForeign($0.address) } ? "an image of another host" : nil
    case .text: return Self.leadsAway(value, in: attribute.name) ? "an address in `\(attribute.name)`" : nil
    }
  }

  /// Whether the value of an attribute of a drawing, which browsers read as CSS, names anything outside of the drawing.
  private static func leadsAway(_ value: String, in attribute: String) -> Bool {
    guard themeAttributes.contains(attribute), attribute != "class" else { return false }
    let value = value.lowercased()
    let behind = value.hasPrefix("url(#") ? value.dropFirst("url(#".count) : value[...]
    return behind.contains("url(") || value.contains("\\")
  }

  /// Whether a browser would fetch an address from another host.
  public static func isForeign(_ address: String) -> Bool {
    guard let scheme = LinkScheme.scheme(of: address) else {
      return address.hasPrefix("//") || address.hasPrefix("\\")
    }
    return scheme != "data" || !LinkScheme.isAllowed(address)
  }

  /// A piece of HTML as the policy writes it, with every element closed.
  ///
  /// - Parameter address: writes the escaped form of an address; false leaves it as it is.
  public func filtered(_ html: [UInt8], address: @escaping (String, inout [UInt8]) -> Bool) -> [UInt8] {
    var output: [UInt8] = []
    var filter = HTMLFilter(policy: self)
    var custom = FragmentAddresses(address: address)
    html.withUnsafeBufferPointer { filter.write($0, in: 0, isInline: false, &custom, &output) }
    filter.end(of: 0, &output)
    return output
  }
}

private struct FragmentAddresses: MarkdownHTMLCustomization {
  let address: (String, inout [UInt8]) -> Bool

  mutating func htmlAddress(_ address: String, into output: inout [UInt8]) -> Bool {
    self.address(address, &output)
  }
}
