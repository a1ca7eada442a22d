extension Packet {
  public var summary: String {
    let bits = fields.last.map { $0.bits.upperBound + 1 } ?? 0
    return "Packet of \(fields.count.counted("field", "fields")) in \(bits.counted("bit", "bits"))"
  }

  public var walkthrough: [String] {
    fields.map { field in
      field.bits.count == 1
        ? "Bit \(field.bits.lowerBound): \(field.label.plain)."
        : "Bits \(field.bits.lowerBound) to \(field.bits.upperBound): \(field.label.plain)."
    }
  }
}
