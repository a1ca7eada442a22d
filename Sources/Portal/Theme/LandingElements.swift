/// The parts of a landing page; each closure writes what is in one.
enum LandingElements {
  typealias Content = (inout [UInt8]) -> Void

  static func hero(into output: inout [UInt8], _ content: Content) {
    output.put("<div class=\"hero\">\n")
    content(&output)
    output.put("</div>\n")
  }

  static func buttons(into output: inout [UInt8], _ content: Content) {
    output.put("<p class=\"actions\">")
    content(&output)
    output.put("</p>\n")
  }

  static func cards(into output: inout [UInt8], _ content: Content) {
    output.put("<ul class=\"cards\">\n")
    content(&output)
    output.put("</ul>\n")
  }

  /// - Parameters:
  ///   - text: writes what follows the link.
  ///   - more: writes the blocks below.
  static func card(
    into output: inout [UInt8], hasText: Bool, address: Content, title: Content, text: Content, more: Content
  ) {
    output.put("<li class=\"card\"><a class=\"card-title\" href=\"")
    address(&output)
    output.put("\">")
    title(&output)
    output.put("</a>")
    if hasText {
      output.put("<p>")
      text(&output)
      output.put("</p>")
    }
    more(&output)
    output.put("</li>\n")
  }
}
