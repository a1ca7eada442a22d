/// `packet`: the fields of a network packet, bit by bit.
public struct Packet: Sendable, Hashable {
  /// In the order of their bits, without gaps.
  public var fields: [Field]
  /// Bits in one row, 1…256.
  public var bitsPerRow: Int
  /// Whether the numbers of the bits are above the fields.
  public var showsBits: Bool

  /// A packet with its fields.
  ///
  /// ```swift
  /// let header = Packet(fields: [.init(bits: 0...15, label: "Source port"), .init(bits: 16...31, label: "Length")])
  /// ```
  public init(fields: [Field] = [], bitsPerRow: Int = 32, showsBits: Bool = true) {
    self.fields = fields
    self.bitsPerRow = bitsPerRow
    self.showsBits = showsBits
  }

  /// Neighbouring bits that mean one thing.
  public struct Field: Sendable, Hashable {
    /// The first and the last bit, counted from 0.
    public var bits: ClosedRange<Int>
    public var label: RichText
    /// The target of the field when it is a link.
    public var link: DiagramLink?
    /// UTF-8 bytes of its label in the source.
    public var range: Range<Int>?

    /// A field with its bits.
    ///
    /// ```swift
    /// let port = Packet.Field(bits: 0...15, label: "Source port")
    /// ```
    public init(bits: ClosedRange<Int>, label: RichText, link: DiagramLink? = nil, range: Range<Int>? = nil) {
      self.bits = bits
      self.label = label
      self.link = link
      self.range = range
    }
  }
}
