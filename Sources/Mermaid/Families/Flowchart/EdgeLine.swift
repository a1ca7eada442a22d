/// The line, heads and length of an edge, read from its characters.
struct EdgeLine: Sendable, Hashable {
  var line: LineKind
  var fromHead: EdgeHead
  var toHead: EdgeHead
  /// Ranks the edge spans, 1…10.
  var length: Int

  /// - Parameters:
  ///   - link: the whole edge (`<-->`), or its second half when `start` (`<--`) begins it.
  init(link: some BidirectionalCollection<UInt8>, start: (some BidirectionalCollection<UInt8>)?) {
    let link = Self.trimmed(link)
    var body = link.dropLast()
    toHead = .none
    fromHead = .none
    switch link.last {
    case UInt8(ascii: "x"): toHead = .cross
    case UInt8(ascii: "o"): toHead = .circle
    case UInt8(ascii: ">"): toHead = .arrow
    default: break
    }
    // mermaid.js draws two heads only when they are the same.
    let sameHead: UInt8? =
      switch toHead {
      case .cross: UInt8(ascii: "x")
      case .circle: UInt8(ascii: "o")
      case .arrow: UInt8(ascii: "<")
      case .none: nil
      }
    if let sameHead, body.first == sameHead {
      fromHead = toHead
      body = body.dropFirst()
    }
    line = .solid
    if body.first == UInt8(ascii: "=") { line = .thick }
    if body.first == UInt8(ascii: "~") { line = .invisible }
    var length = body.count - 1
    let dots = body.filter { $0 == UInt8(ascii: ".") }.count
    if dots > 0 {
      line = .dotted
      length = dots
    }
    self.length = min(max(length, 1), 10)
    if let start {
      let head: EdgeHead =
        switch Self.trimmed(start).first {
        case UInt8(ascii: "<"): .arrow
        case UInt8(ascii: "x"): .cross
        case UInt8(ascii: "o"): .circle
        default: .none
        }
      if head != .none, fromHead == .none, head == toHead {
        fromHead = toHead
      } else if head != .none {
        // Two different heads: mermaid.js falls back to a plain arrow.
        fromHead = .none
        toHead = .arrow
      }
    }
    if line == .invisible {
      fromHead = .none
      toHead = .none
    }
  }

  private static func trimmed(_ bytes: some BidirectionalCollection<UInt8>) -> [UInt8] {
    var bytes = Array(bytes)
    while bytes.last.map({ $0.isSpace || $0 >= 0x80 }) == true { bytes.removeLast() }
    while bytes.first.map({ $0.isSpace || $0 >= 0x80 }) == true { bytes.removeFirst() }
    return bytes
  }
}
