import Project

/// A drawing that scrolls when it is wide and opens full size, with the same in words and the source one click away.
struct DrawingFigure {
  var title: String
  var mark: VerdictMark
  let theme: ThemeWords
  /// The address of the file with the drawing.
  var file: String
  /// In pixels, when nothing makes it smaller.
  var width: Double
  var drawing: [UInt8]
  /// Sentences that say what the drawing shows.
  var words: [String]

  /// In pixels: up to this width a drawing is made to fit the column of a wide screen, where its text then stays
  /// larger than 10 pixels; a wider one scrolls.
  private static let fittingWidth = 1000.0

  /// In pixels: up to this width a drawing is made to fit a phone, where the text of boxes then stays larger
  /// than 10 pixels.
  private static let fittingPhoneWidth = 450.0

  /// - Parameter source: writes the source of the drawing.
  func write(into output: inout [UInt8], source: (inout [UInt8]) -> Void) {
    output.put(
      "<figure class=\"diagram-figure\">\n<figcaption class=\"code-head\"><span class=\"code-title\">")
    output.put(text: title)
    output.put("</span>")
    mark.write(theme, into: &output)
    output.put("<a class=\"diagram-full\" href=\"")
    output.put(url: file)
    output.put("\">")
    output.put(.fullSize, of: theme)
    output.put("</a></figcaption>\n<div class=\"diagram-scroll")
    if width <= Self.fittingWidth { output.put(" diagram-fits") }
    if width <= Self.fittingPhoneWidth { output.put(" diagram-fits-phone") }
    output.put("\">")
    output.append(contentsOf: drawing)
    output.put("</div>\n")
    writeWords(into: &output)
    output.put("<details class=\"diagram-more\"><summary>")
    output.put(.source, of: theme)
    output.put("</summary>\n")
    source(&output)
    output.put("</details>\n</figure>\n")
  }

  private func writeWords(into output: inout [UInt8]) {
    if words.isEmpty { return }
    output.put("<details class=\"diagram-more\"><summary>")
    output.put(.inWords, of: theme)
    output.put("</summary>\n<ol>\n")
    for sentence in words {
      output.put("<li>")
      output.put(text: sentence)
      output.put("</li>\n")
    }
    output.put("</ol></details>\n")
  }
}
