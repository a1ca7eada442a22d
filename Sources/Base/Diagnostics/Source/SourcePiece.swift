/// A part of an assembled text, up to the next piece.
public struct SourcePiece: Sendable, Hashable {
  public enum Origin: Sendable, Hashable {
    /// Copied from a file, from this byte on.
    case copied(SourceText, from: Int)
    /// Generated from this range of a file, such as an example in a contract.
    case generated(SourceText, Range<Int>)
  }

  /// Its first byte in the assembled text.
  public var start: Int
  public var origin: Origin

  public init(start: Int, origin: Origin) {
    self.start = start
    self.origin = origin
  }
}

extension SourceText {
  /// The piece that a byte belongs to; `nil` in the text of a file.
  public func piece(at offset: Int) -> SourcePiece? {
    pieceIndex(at: offset).map { pieces[$0] }
  }

  fileprivate func pieceIndex(at offset: Int) -> Int? {
    if pieces.isEmpty { return nil }
    var lower = 0
    var upper = pieces.count
    while upper - lower > 1 {
      let middle = (lower + upper) / 2
      if pieces[middle].start <= offset { lower = middle } else { upper = middle }
    }
    return lower
  }
}

/// An assembled text under construction; each part records its source.
public struct SourceAssembly: Sendable {
  public private(set) var bytes: [UInt8] = []
  private var pieces: [SourcePiece] = []

  public init() {}

  /// Text generated from a range of a file.
  public mutating func add(_ text: String, from source: SourceText, at range: Range<Int>) {
    add(.generated(source, range))
    bytes += text.utf8
  }

  /// A range of a text, unchanged. When that text was assembled itself, each of its parts keeps its source.
  public mutating func copy(_ range: Range<Int>, of source: SourceText) {
    var start = range.lowerBound
    while start < range.upperBound, let index = source.pieceIndex(at: start) {
      let piece = source.pieces[index]
      let next = index + 1 < source.pieces.count ? source.pieces[index + 1].start : range.upperBound
      let end = min(next, range.upperBound)
      switch piece.origin {
      case .copied(let file, let offset): add(.copied(file, from: offset + start - piece.start))
      case .generated: add(piece.origin)
      }
      bytes += source.bytes[start..<end]
      start = end
    }
    guard start < range.upperBound else { return }
    add(.copied(source, from: start))
    bytes += source.bytes[start..<range.upperBound]
  }

  /// All pieces of another text.
  public mutating func append(_ other: SourceAssembly) {
    pieces += other.pieces.map { SourcePiece(start: $0.start + bytes.count, origin: $0.origin) }
    bytes += other.bytes
  }

  private mutating func add(_ origin: SourcePiece.Origin) {
    if pieces.last?.origin == origin { return }
    pieces.append(SourcePiece(start: bytes.count, origin: origin))
  }

  public func text(path: String) -> SourceText { SourceText(path: path, bytes: bytes, pieces: pieces) }
}
