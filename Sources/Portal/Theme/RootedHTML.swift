import Pages

/// HTML that is the same on every page, except for the way to the root of the portal.
struct RootedHTML: Sendable {
  /// Between these is the way to the root.
  private var pieces: [[UInt8]]

  /// - Parameter html: with the byte 0, which no HTML of ours has, in place of the way to the root.
  init(_ html: [UInt8]) {
    pieces = html.split(separator: 0, omittingEmptySubsequences: false).map(Array.init)
  }

  func write(root: String, into output: inout [UInt8]) {
    for (index, piece) in pieces.enumerated() {
      if index > 0 { output.put(raw: root) }
      output += piece
    }
  }
}

extension [UInt8] {
  /// The way to the root of the portal, in HTML for `RootedHTML`.
  mutating func putRoot() { append(0) }
}
