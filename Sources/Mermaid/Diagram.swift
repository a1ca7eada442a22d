/// A diagram as its author wrote it, read and resolved.
///
/// ```swift
/// let source = SourceText(path: "job.mmd", text: "flowchart LR\n  queued --> running")
/// let (diagram, diagnostics) = MermaidParser.parse(source)
/// if let diagram {
///   let svg = try diagram.svg(SVGOptions(mode: .standalone))  // bytes of one <svg> element
///   print(diagram.walkthrough)  // ["queued leads to running."]
/// }
/// ```
public struct Diagram: Sendable, Hashable {
  /// The titles, and the distances that the author asks for.
  public var header: DiagramHeader
  /// The family's model: a `Flowchart`, a `SequenceDiagram`, …
  public var content: any DiagramContent

  /// A diagram that a program makes, in place of one that is read.
  ///
  /// ```swift
  /// let chart = Flowchart(nodes: [.init(id: "queued"), .init(id: "running")])
  /// let svg = try Diagram(content: chart).svg()
  /// ```
  public init(header: DiagramHeader = .init(), content: any DiagramContent) {
    self.header = header
    self.content = content
  }

  /// The kind of diagram.
  ///
  /// ```swift
  /// print(diagram.family.name)  // "flowchart"
  /// ```
  public var family: Family { type(of: content).family }

  public static func == (a: Self, b: Self) -> Bool {
    a.header == b.header && AnyHashable(a.content) == AnyHashable(b.content)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(header)
    hasher.combine(AnyHashable(content))
  }
}

// The drawing.
extension Diagram {
  /// The diagram placed and measured, with its title.
  ///
  /// ```swift
  /// let scene = try diagram.scene()
  /// print(scene.size.width, scene.size.height)  // CSS pixels
  /// let svg = scene.svg(SVGOptions(title: "How a job runs"))
  /// ```
  ///
  /// - Throws: `LayoutError` when the diagram is larger than `limits` allow.
  public func scene(limits: LayoutLimits = .standard) throws(LayoutError) -> Scene {
    try content.scene(header, limits: limits).themed(header.theme)
  }

  /// The drawing as SVG, with its own title and description where the options have none.
  ///
  /// ```swift
  /// let svg = try diagram.svg(SVGOptions(mode: .standalone))
  /// try Data(svg).write(to: URL(filePath: "job.svg"))
  /// ```
  ///
  /// - Throws: `LayoutError` when the diagram is larger than `limits` allow.
  public func svg(_ options: SVGOptions = SVGOptions(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> [UInt8]
  {
    var options = options
    if options.title.isEmpty { options.title = accessibleTitle }
    if options.description.isEmpty { options.description = accessibleDescription }
    return try scene(limits: limits).svg(options)
  }
}

// The diagram in words: for screen readers, for readers who want the text, and for the search index.
extension Diagram {
  /// The accessible name of the drawing: `accTitle`, the title, or the family with its size.
  ///
  /// ```swift
  /// print(diagram.accessibleTitle)  // "Flowchart of 2 steps"
  /// ```
  public var accessibleTitle: String {
    if let title = header.accessibleTitle ?? header.title, !title.isEmpty { return title }
    return content.summary
  }

  /// The accessible description of the drawing: `accDescr`, or the walkthrough, cut at a sentence after about 1,200
  /// bytes.
  ///
  /// ```swift
  /// print(diagram.accessibleDescription)  // "queued leads to running."
  /// ```
  public var accessibleDescription: String {
    if let description = header.accessibleDescription, !description.isEmpty { return description }
    var text = ""
    for sentence in walkthrough {
      if text.utf8.count + sentence.utf8.count > 1_200 { return text + " …" }
      text += (text.isEmpty ? "" : " ") + sentence
    }
    return text
  }

  /// Every link, message or share as a sentence, in the order of the source.
  ///
  /// ```swift
  /// for sentence in diagram.walkthrough { print(sentence) }  // queued leads to running.
  /// ```
  public var walkthrough: [String] { content.walkthrough }
}

// The parts that readers can follow.
extension Diagram {
  /// Every part, in the order of the source.
  ///
  /// A participant of a sequence diagram appears once for each of its `link`s, and once when it has none.
  ///
  /// ```swift
  /// for part in diagram.parts { print(part.kind, part.id, part.label) }  // node queued queued …
  /// ```
  public var parts: [DiagramPart] {
    var parts: [DiagramPart] = []
    var content = content
    content.visitParts { parts.append($0) }
    return parts
  }

  /// The links that the source asks for, with their places.
  ///
  /// ```swift
  /// for link in diagram.links { print(link.destination) }
  /// ```
  public var links: [DiagramLink] { parts.compactMap(\.link) }

  /// The diagram with every part leading where `destination` says; `nil` for nowhere.
  ///
  /// For a page that resolves names itself: the label of a node may be a method's name, and an address may be
  /// written relative to the page's source.
  ///
  /// ```swift
  /// let linked = diagram.linked { part in DiagramLink(destination: "states.html#\(part.id)") }
  /// ```
  public func linked(_ destination: (DiagramPart) -> DiagramLink?) -> Diagram {
    var result = self
    result.content.visitParts { $0.link = destination($0) }
    return result
  }
}
