/// Which raw HTML in Markdown reaches readers: nothing that can run, load from elsewhere or leave the portal's own
/// frame.
///
/// Other HTML is shown as text, so that no text is lost.
public enum HTMLPolicy: Sendable, Hashable {
  /// The HTML that GitHub shows: text, tables, images, links, foldable sections. No class, style, script or form.
  case harmless
  /// For pages whose authors are trusted: any element and class except those that run or load something.
  case trusted
  /// For the theme: what GitHub shows, with classes, landmarks and drawings.
  case theme

  /// How an attribute is written.
  enum Treatment {
    case text
    /// An address that a reader follows.
    case link
    /// The address of something that the page shows.
    case image
    /// A list of such addresses, each with its size: `a.png 2x, b.png`.
    case imageList
    /// A name that links lead to.
    case anchor
    case dropped
  }

  /// GitHub's list, of `html-pipeline`'s sanitization filter.
  private static let harmlessElements: Set<String> = [
    "h1", "h2", "h3", "h4", "h5", "h6", "br", "b", "i", "strong", "em", "a", "pre", "code", "img", "tt",
    "div",
    "ins", "del", "sup", "sub", "p", "picture", "source", "ol", "ul", "table", "thead", "tbody", "tfoot",
    "blockquote", "dl", "dt", "dd", "kbd", "q", "samp", "var", "hr", "ruby", "rt", "rp", "li", "tr", "td",
    "th",
    "s", "strike", "u", "summary", "details", "caption", "figure", "figcaption", "abbr", "bdo", "bdi", "cite",
    "dfn", "mark", "small", "span", "time", "wbr", "center",
  ]

  private static let harmlessAttributes: Set<String> = [
    "abbr", "align", "alt", "border", "cellpadding", "cellspacing", "colspan", "datetime", "dir", "headers",
    "height", "lang", "media", "open", "reversed", "rowspan", "rules", "scope", "span", "start", "summary",
    "title",
    "type", "valign", "width", "aria-label", "aria-hidden",
  ]

  /// Never, for any writer: they run code, load another document, or contradict the page's own head.
  private static let activeElements: Set<String> = [
    "script", "style", "iframe", "frame", "frameset", "object", "embed", "applet", "portal", "fencedframe",
    "base",
    "meta", "link", "html", "head", "body", "title", "template", "noscript", "noembed", "noframes",
    "plaintext",
    "xmp", "textarea", "form", "math", "svg", "main", "slot",
  ]

  /// Attributes whose address a browser could load, send to or run, on any element.
  private static let activeAttributes: Set<String> = [
    "href", "src", "srcset", "srcdoc", "action", "formaction", "poster", "background", "data", "ping",
    "manifest", "cite", "longdesc", "codebase", "classid", "profile", "usemap", "target", "style", "nonce",
    "http-equiv", "autofocus", "is", "slot", "attributionsrc",
  ]

  private static let voidElements: Set<String> = [
    "area", "br", "col", "hr", "img", "input", "source", "track", "wbr",
  ]

  private static let themeElements = harmlessElements.union([
    "header", "footer", "nav", "aside", "section", "article", "address", "hgroup", "search",
    "svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "stop",
    "lineargradient", "radialgradient", "text", "tspan",
  ])

  /// Of drawings, besides those of HTML. None of them loads anything: values with `url(` are refused.
  static let themeAttributes: Set<String> = [
    "class", "role", "rel", "hreflang", "tabindex", "xmlns", "viewbox", "preserveaspectratio", "focusable",
    "fill",
    "fill-rule", "fill-opacity", "clip-rule", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
    "stroke-dasharray", "stroke-opacity", "stroke-miterlimit", "opacity", "d", "points", "transform", "x",
    "y", "x1",
    "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "offset", "stop-color", "stop-opacity",
    "gradientunits", "gradienttransform", "text-anchor", "font-size", "font-weight", "font-family",
  ]

  /// Elements that are allowed in a paragraph (WHATWG HTML, 3.2.5.2.5).
  private static let phrasing: Set<String> = [
    "b", "i", "strong", "em", "code", "img", "tt", "ins", "del", "sup", "sub", "q", "samp", "kbd", "var",
    "ruby", "rt",
    "rp", "s", "strike", "u", "abbr", "bdo", "bdi", "cite", "dfn", "mark", "small", "span", "time", "wbr",
    "br", "a",
    "picture", "source", "button", "input", "label", "output", "progress", "meter", "data", "audio", "video",
    "track",
  ]

  /// Whether an element is written as HTML.
  public func shows(_ element: String) -> Bool {
    switch self {
    case .harmless: Self.harmlessElements.contains(element)
    case .theme: Self.themeElements.contains(element)
    case .trusted:
      !Self.activeElements.contains(element)
        && element.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D }
    }
  }

  /// Whether an element is written as HTML inside text: one that is not allowed in a paragraph would end it.
  public func shows(_ element: String, inText: Bool) -> Bool {
    shows(element) && (!inText || Self.phrasing.contains(element) || element.contains("-"))
  }

  static func isVoid(_ element: String) -> Bool { voidElements.contains(element) }

  func treatment(of attribute: String, on element: String) -> Treatment {
    switch (element, attribute) {
    case ("a", "href"), ("area", "href"): return .link
    case ("img", "src"), ("source", "src"), ("audio", "src"), ("video", "src"), ("track", "src"),
      ("video", "poster"):
      return .image
    case ("img", "srcset"), ("source", "srcset"): return .imageList
    case (_, "id"), ("a", "name"): return .anchor
    default: break
    }
    if Self.harmlessAttributes.contains(attribute) { return .text }
    if self == .theme {
      return Self.themeAttributes.contains(attribute) || attribute.hasPrefix("aria-") ? .text : .dropped
    }
    guard self == .trusted else { return .dropped }
    let isPlain = attribute.utf8.allSatisfy {
      ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D || $0 == 0x5F
    }
    return isPlain && !attribute.hasPrefix("on") && !Self.activeAttributes.contains(attribute)
      ? .text : .dropped
  }

  /// Names that the theme has for itself.
  static func isFree(anchor: String) -> Bool {
    !anchor.isEmpty && !anchor.hasPrefix("flowdocs.") && !anchor.utf8.contains { $0 <= 0x20 }
  }
}

extension HTMLPolicy {
  /// An address in raw HTML: of a link or of a shown file.
  public struct Address: Sendable, Hashable {
    /// As a browser reads it, not percent-decoded.
    public var destination: String
    public var isImage: Bool
    /// The value as it is in the source.
    public var written: String
  }

  /// The addresses in a piece of raw HTML that reach readers.
  public func addresses(in html: ArraySlice<UInt8>) -> [Address] {
    var found: [Address] = []
    for case .start(let tag, _) in HTMLTokens(html) where shows(tag.name) {
      for attribute in tag.attributes {
        switch treatment(of: attribute.name, on: tag.name) {
        case .link:
          found.append(.init(destination: attribute.value, isImage: false, written: attribute.written ?? ""))
        case .image:
          found.append(.init(destination: attribute.value, isImage: true, written: attribute.written ?? ""))
        case .imageList:
          for candidate in Self.candidates(attribute.value) {
            found.append(.init(destination: candidate.address, isImage: true, written: candidate.address))
          }
        case .text, .anchor, .dropped: break
        }
      }
    }
    return found
  }

  /// The names in a piece of raw HTML that links may lead to.
  public func anchors(in html: ArraySlice<UInt8>) -> [String] {
    var found: [String] = []
    for case .start(let tag, _) in HTMLTokens(html) where shows(tag.name) {
      for attribute in tag.attributes where treatment(of: attribute.name, on: tag.name) == .anchor {
        if Self.isFree(anchor: attribute.value) { found.append(attribute.value) }
      }
    }
    return found
  }

  /// The images of a `srcset`, each with its descriptor.
  static func candidates(_ list: String) -> [(address: String, size: String)] {
    list.split(separator: ",").compactMap { item in
      let parts = item.split(whereSeparator: \.isWhitespace)
      guard let address = parts.first else { return nil }
      return (String(address), parts.dropFirst().joined(separator: " "))
    }
  }
}
