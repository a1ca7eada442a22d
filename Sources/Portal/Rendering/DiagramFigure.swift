import Diagnostics
import Digests
import Mermaid
import Pages
import Site

extension PageRendering {
  /// A Mermaid block as a drawing that scrolls when it is wide and opens full size, with the same in words and
  /// the source one click away. False when it cannot be drawn: its source is then shown like any code.
  mutating func diagramFigure(_ index: Int, into output: inout [UInt8]) -> Bool {
    let block = page.blocks[index]
    let read = site.diagrams.diagram(block, on: page)
    guard let diagram = read.linked else { return false }
    let diagramLinks = DiagramLinks(read.targets, &self)
    guard let drawn = drawn(read, diagram, diagramLinks, index) else { return false }
    let file = OutputFile(
      path: PortalOutput.drawing(digest: SHA256.hex(drawn.standalone)), bytes: drawn.standalone)
    drawings.append(file)

    let figure = DrawingFigure(
      title: block.attributes.title ?? diagram.header.title ?? diagram.accessibleTitle,
      mark: mark(of: index), theme: words,
      file: PagePaths.root(from: links.paths.output(of: page.path)) + file.path,
      width: drawn.width, drawing: drawn.embedded, words: diagram.walkthrough)
    figure.write(into: &output) { codeFrame(index, output: nil, into: &$0) }
    return true
  }

  /// The drawing of a block, from an earlier build when nothing that it depends on has changed; `nil` when it is
  /// beyond the limits of the layout, which `check` reports.
  private func drawn(
    _ read: SiteDiagram, _ diagram: Diagram, _ diagramLinks: DiagramLinks, _ index: Int
  ) -> Drawing? {
    let inPage = diagramLinks.addresses(from: links.paths.output(of: page.path))
    let inFile = diagramLinks.addresses(from: PortalOutput.drawing(digest: "x"))
    let leading = diagram.links.flatMap { [inPage($0), inFile($0)] }.map { link in
      "\(link?.destination ?? "") \(link?.tooltip ?? "") \(link?.target ?? "")\n"
    }
    let depends =
      "\(index)\n" + leading.joined() + "\n" + drawingStyle.digest + "\n" + page.blocks[index].code
    let bytes = site.diagrams.cache.value(.init("drawing", depends.utf8)) {
      do throws(LayoutError) {
        guard let scene = try read.scene() else { return nil }
        var options = SVGOptions(
          idPrefix: "diagram-\(index)", title: diagram.accessibleTitle,
          description: diagram.accessibleDescription, stylesheet: drawingStyle.css, address: inPage)
        let embedded = scene.svg(options)
        options.mode = .standalone
        options.address = inFile
        return Drawing(width: scene.size.width, embedded: embedded, standalone: scene.svg(options)).bytes
      } catch {
        return nil
      }
    }
    return bytes.flatMap(Drawing.init(bytes:))
  }
}

/// The style sheet of the drawings of a site that are files of their own, made once.
struct DrawingStyle: Sendable {
  let css: String
  /// For the keys of caches.
  let digest: String

  init(_ theme: SiteTheme) {
    css = Stylesheet.standalone(ThemeStyle.diagramColors(theme.settings))
    digest = SHA256.hex(css.utf8)
  }
}

/// The rendered form of a diagram: the drawing inside its page and the file that opens full size.
private struct Drawing {
  /// In pixels, when nothing makes it smaller.
  var width: Double
  var embedded: [UInt8]
  var standalone: [UInt8]

  init(width: Double, embedded: [UInt8], standalone: [UInt8]) {
    self.width = width
    self.embedded = embedded
    self.standalone = standalone
  }

  /// The cached form: a line with the width and the length of the first drawing, then both.
  var bytes: [UInt8] { Array("\(width) \(embedded.count)\n".utf8) + embedded + standalone }

  init?(bytes: [UInt8]) {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let line = String(decoding: bytes[..<end], as: UTF8.self).split(separator: " ")
    guard line.count == 2, let width = Double(line[0]), let count = Int(line[1]),
      end + 1 + count <= bytes.count
    else { return nil }
    self.width = width
    embedded = Array(bytes[(end + 1)..<(end + 1 + count)])
    standalone = Array(bytes[(end + 1 + count)...])
  }
}
