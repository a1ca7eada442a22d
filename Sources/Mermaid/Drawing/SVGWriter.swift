extension Scene {
  /// The drawing as one `<svg>` element. The same scene and options give the same bytes everywhere.
  ///
  /// ```swift
  /// let svg = try diagram.scene().svg(SVGOptions(mode: .standalone, title: "How a job runs"))
  /// ```
  public func svg(_ options: SVGOptions = SVGOptions()) -> [UInt8] {
    var writer = SVGWriter(options: options)
    writer.write(self)
    return writer.out.bytes
  }
}

/// Writes a scene as compact SVG.
///
/// Groups carry the colours: as presentation attributes for pages without the stylesheet, and by class for pages with
/// it, whose rules win over presentation attributes. Colours that an author chose are on the figure itself and win over
/// those inherited from the group.
struct SVGWriter {
  let options: SVGOptions
  var out = MarkupBuffer()
  var openSurface: Surface?

  init(options: SVGOptions) { self.options = options }

  mutating func write(_ scene: Scene) {
    let prefix = options.idPrefix.filter {
      $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
    }
    let hasLinks = scene.layers.contains { layer in
      layer.items.contains { item in
        if case .box(let box) = item { return safe(box.link) != nil }
        return false
      }
    }
    out.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"diagram\" width=\"")
    out.number(scene.size.width)
    out.raw("\" height=\"")
    out.number(scene.size.height)
    out.raw("\" viewBox=\"0 0 ")
    out.number(scene.size.width)
    out.raw(" ")
    out.number(scene.size.height)
    // `role="img"` hides the content from assistive technology, links included.
    out.raw("\" role=\"\(hasLinks ? "group" : "img")\"")
    if !options.title.isEmpty { out.raw(" aria-labelledby=\"\(prefix)-title\"") }
    if !options.description.isEmpty { out.raw(" aria-describedby=\"\(prefix)-desc\"") }
    out.raw(
      " font-family=\"Helvetica,Arial,'Liberation Sans',sans-serif\" font-size=\"14\" text-anchor=\"middle\""
        + " stroke-width=\"1.25\" stroke-linejoin=\"round\" stroke-linecap=\"round\">")
    if !options.title.isEmpty {
      out.raw("<title id=\"\(prefix)-title\">")
      out.text(options.title)
      out.raw("</title>")
    }
    if !options.description.isEmpty {
      out.raw("<desc id=\"\(prefix)-desc\">")
      out.text(options.description)
      out.raw("</desc>")
    }
    if options.mode == .standalone {
      out.raw("<style>")
      out.raw(options.stylesheet)
      if scene.hasMotion { out.raw(Stylesheet.motion) }
      if scene.hasFormula { out.raw(Stylesheet.formulas + Stylesheet.formulaMarks) }
      out.raw("</style>")
    }
    for layer in scene.layers { write(layer) }
    out.raw("</svg>\n")
  }

  mutating func write(_ layer: Scene.Layer) {
    var labels: [Scene.Label] = []
    var plated: [Scene.Label] = []
    var linked: [(box: Scene.Box, link: DiagramLink)] = []
    for item in layer.items {
      switch item {
      case .box(let box):
        if let link = safe(box.link) {
          linked.append((box, link))
        } else {
          write(box.figures, box.appearance)
          labels += box.labels
        }
      case .link(let link):
        write(link.figures, link.appearance)
        plated += link.labels
      case .decoration(let decoration): write(decoration.figures, decoration.appearance)
      case .label(let label): plated.append(label)
      }
    }
    for label in plated {
      guard let plate = label.plate, let appearance = label.plateAppearance else { continue }
      write([plate], appearance)
      for wash in label.plateWashes { write([plate], wash) }
    }
    labels += plated
    closeSurface()
    write(labels)
    for (box, link) in linked {
      out.raw("<a href=\"")
      out.attribute(link.destination)
      out.raw("\"")
      if link.target == "_blank" { out.raw(" target=\"_blank\" rel=\"noopener\"") }
      out.raw(">")
      if let tooltip = link.tooltip, !tooltip.isEmpty {
        out.raw("<title>")
        out.text(tooltip)
        out.raw("</title>")
      }
      write(box.figures, box.appearance)
      closeSurface()
      write(box.labels)
      out.raw("</a>")
    }
  }

  /// A link that is allowed on a page: relative, or of a scheme that only fetches or writes to someone.
  private func safe(_ link: DiagramLink?) -> DiagramLink? {
    guard let link = link.flatMap(options.address), LinkSafety.isSafe(link.destination) else { return nil }
    return link
  }
}

extension Scene {
  /// Whether a line moves.
  fileprivate var hasMotion: Bool {
    layers.contains { layer in
      layer.items.contains { item in
        if case .link(let link) = item { return link.appearance.motion != nil }
        return false
      }
    }
  }
}
