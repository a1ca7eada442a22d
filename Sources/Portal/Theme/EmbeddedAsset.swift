import EmbeddedAssets

extension [UInt8] {
  /// The bytes of a style sheet or script that the program carries: `Array(theme_css())`.
  init(_ asset: asset) {
    self.init(UnsafeBufferPointer(start: asset.bytes, count: asset.count))
  }
}
