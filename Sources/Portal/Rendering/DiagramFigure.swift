import Diagnostics
import Digests
import Mermaid
import Pages

extension PageRendering {
  /// In pixels: up to this width a drawing is made to fit the column of a wide screen, where its text then stays
  /// larger than 10 pixels; a wider one scrolls.
  private static let fittingWidth = 1000.0

  /// The folder of drawings that open full size.
  private static let drawings = "assets/diagrams/"

  /// A Mermaid block as a drawing that scrolls when it is wide and opens full size, with the same in words and
  /// the source one click away. False when it cannot be drawn: its source is then shown like any code.
  mutating func diagramFigure(_ index: Int, into output: inout [UInt8]) -> Bool {
    let block = page.blocks[index]
    let source = SourceText(path: page.path, bytes: Array(block.code.utf8))
    guard let parsed = MermaidParser.parse(source).diagram else { return false }
    var diagramLinks = DiagramLinks()
    let diagram = diagramLinks.resolve(parsed, &self)
    let embedded: [UInt8]
    let width: Double
    let file: OutputFile
    do throws(LayoutError) {
      let scene = try diagram.scene()
      width = scene.size.width
      var options = SVGOptions(
        idPrefix: "diagram-\(index)", title: diagram.accessibleTitle,
        description: diagram.accessibleDescription,
        address: diagramLinks.addresses(from: links.paths.output(of: page.path)))
      embedded = scene.svg(options)
      options.mode = .standalone
      options.address = diagramLinks.addresses(from: Self.drawings + "x.svg")
      let bytes = scene.svg(options)
      file = OutputFile(path: Self.drawings + "\(SHA256.hex(bytes).prefix(16)).svg", bytes: bytes)
    } catch {
      // `check` says why; the reader still has the source.
      return false
    }
    drawings.append(file)

    output.put(
      "<figure class=\"diagram-figure\">\n<figcaption class=\"code-head\"><span class=\"code-title\">")
    output.put(text: block.attributes.title ?? diagram.header.title ?? diagram.accessibleTitle)
    output.put("</span>")
    if let record = verdicts[index] { verdict(record, into: &output) }
    output.put("<a class=\"diagram-full\" href=\"")
    output.put(url: PagePaths.root(from: links.paths.output(of: page.path)) + file.path)
    output.put("\">Full size</a></figcaption>\n<div class=\"diagram-scroll")
    if width <= Self.fittingWidth { output.put(" diagram-fits") }
    output.put("\">")
    output.append(contentsOf: embedded)
    output.put("</div>\n")
    let words = diagram.walkthrough
    if !words.isEmpty {
      output.put("<details class=\"diagram-more\"><summary>In words</summary>\n<ol>\n")
      for sentence in words {
        output.put("<li>")
        output.put(text: sentence)
        output.put("</li>\n")
      }
      output.put("</ol></details>\n")
    }
    output.put("<details class=\"diagram-more\"><summary>Source</summary>\n")
    codeFrame(index, output: nil, into: &output)
    output.put("</details>\n</figure>\n")
    return true
  }
}
