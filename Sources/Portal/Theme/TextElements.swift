import Markdown
import Project

/// Elements and attributes in the text of pages.
enum TextElements {
  static let lazyImage: StaticString = " loading=\"lazy\""
  static let deadLink: StaticString = " class=\"dead-link\" title=\"Broken link\""
  static let tableFrame: (open: StaticString, close: StaticString) = ("<div class=\"table\">", "</div>\n")

  /// The heading of a page that has its title only in the front matter.
  static func title(_ text: String, into output: inout [UInt8]) {
    output.put("<h1>")
    output.put(text: text)
    output.put("</h1>\n")
  }

  static func headingAttributes(_ anchor: String, into output: inout [UInt8]) {
    output.put(" id=\"")
    output.put(text: anchor)
    output.put("\"")
  }

  static func linkToHeading(_ anchor: String, _ words: ThemeWords, into output: inout [UInt8]) {
    output.put("<a class=\"anchor\" href=\"#")
    output.put(url: anchor)
    output.put("\" aria-label=\"")
    output.put(.sectionLink, of: words)
    output.put("\">#</a>")
  }

  static func formula(_ markup: [UInt8], into output: inout [UInt8]) {
    output.put("<div class=\"formula\">")
    output += markup
    output.put("</div>\n")
  }

  /// Inline code.
  ///
  /// - Parameters:
  ///   - link: the address that it leads to, and what is there.
  ///   - isBreakable: whether its long names may break.
  ///   - isUnbroken: whether browsers must not break it, as they do after the hyphens of `--json`.
  static func code(
    _ code: String, link: (address: String, summary: String)?, isBreakable: Bool, isUnbroken: Bool,
    into output: inout [UInt8]
  ) {
    if let link {
      output.put("<a class=\"symbol\" href=\"")
      output.put(raw: link.address)
      if !link.summary.isEmpty {
        output.put("\" title=\"")
        output.put(text: link.summary)
      }
      output.put("\">")
    }
    output.put(isUnbroken ? "<code class=\"unbroken\">" : "<code>")
    if isBreakable { output.put(breakable: code) } else { output.put(text: code) }
    output.put("</code>")
    if link != nil { output.put("</a>") }
  }

  /// A term with what it means.
  ///
  /// - Parameter page: the address of the page with the definitions, encoded.
  static func term(
    _ text: ArraySlice<UInt8>, on page: [UInt8], anchor: String, definition: String,
    into output: inout [UInt8]
  ) {
    output.put("<a class=\"term\" href=\"")
    output += page
    output.put("#")
    output.put(fragment: anchor)
    output.put("\" title=\"")
    output.put(text: definition)
    output.put("\">")
    MarkdownHTML.escape(text, into: &output)
    output.put("</a>")
  }
}
