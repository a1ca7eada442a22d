/// `treemap-beta`: values as areas, within the areas of the sections that they belong to.
public struct Treemap: Sendable, Hashable {
  /// In the order written, sections before their parts.
  public var nodes: [Node]
  /// How values are written.
  public var format: Format
  /// Whether values are written.
  public var showsValues: Bool

  /// A treemap of sections and leaves.
  ///
  /// ```swift
  /// let costs = Treemap(
  ///   nodes: [.init(label: "Costs"), .init(label: "GPU", value: 80, parent: 0), .init(label: "Judge", value: 20, parent: 0)])
  /// ```
  public init(nodes: [Node] = [], format: Format = .init(), showsValues: Bool = true) {
    self.nodes = nodes
    self.format = format
    self.showsValues = showsValues
  }

  /// A section, or a leaf with its value.
  public struct Node: Sendable, Hashable {
    public var label: RichText
    /// The value of a leaf, 0 or more; `nil` for a section, which is as large as its leaves.
    public var value: Double?
    /// Index of the section around it.
    public var parent: Int?
    /// What the author declared; the theme decides the rest.
    public var style: Style
    /// The target of the node when it is a link.
    public var link: DiagramLink?
    /// UTF-8 bytes of its label in the source.
    public var range: Range<Int>?

    /// A section, or a leaf with a value.
    ///
    /// ```swift
    /// let gpu = Treemap.Node(label: "GPU", value: 80)
    /// ```
    public init(
      label: RichText, value: Double? = nil, parent: Int? = nil, style: Style = .inherited,
      link: DiagramLink? = nil, range: Range<Int>? = nil
    ) {
      self.label = label
      self.value = value
      self.parent = parent
      self.style = style
      self.link = link
      self.range = range
    }
  }

  /// How values are written, from a part of the formats of d3: `,`, `$,.2f`, `.1%`.
  public struct Format: Sendable, Hashable {
    /// Before the number: "$".
    public var prefix = ""
    /// Whether digits are in groups of three.
    public var isGrouped = true
    /// Digits after the point, 0…6; `nil` for as many as there are, up to three.
    public var decimals: Int?
    /// Whether it is a share in percent.
    public var isPercent = false

    /// Groups of three digits, and as many decimals as there are, up to three.
    ///
    /// ```swift
    /// Treemap.Format().written(1200.5)  // "1,200.5"
    /// ```
    public init() {}
  }
}

extension Treemap.Format {
  /// Reads a format such as `$0,0` or `.1%`; what is not known of it is ignored.
  init(_ text: String) {
    isGrouped = text.contains(",")
    if text.hasPrefix("$") { prefix = "$" }
    isPercent = text.hasSuffix("%")
    if let point = text.lastIndex(of: ".") {
      decimals = Int(text[text.index(after: point)...].prefix { $0.isNumber }).map { min($0, 6) }
    }
  }

  /// A value in this format.
  ///
  /// ```swift
  /// Treemap.Format().written(1200.5)  // "1,200.5"
  /// ```
  public func written(_ value: Double) -> String {
    var scale = 1.0
    for _ in 0..<(decimals ?? 3) { scale *= 10 }
    let number = isPercent ? value * 100 : value
    let units = (number * scale).rounded()
    guard abs(units) < 1e17 else { return prefix + number.written }
    var whole = String(Int(units) / Int(scale))
    var fraction = String(Int(scale) + Int(units) % Int(scale)).dropFirst()
    if decimals == nil { while fraction.last == "0" { fraction.removeLast() } }
    if isGrouped { whole = Self.grouped(whole) }
    return prefix + whole + (fraction.isEmpty ? "" : "." + fraction) + (isPercent ? "%" : "")
  }

  private static func grouped(_ digits: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return result
  }
}

extension Treemap {
  /// The value of each node: its own, or the sum of those inside.
  var totals: [Double] {
    var totals = nodes.map { $0.value ?? 0 }
    for index in nodes.indices.reversed() {
      if let parent = nodes[index].parent { totals[parent] += totals[index] }
    }
    return totals
  }
}
