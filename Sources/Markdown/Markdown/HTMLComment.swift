enum HTMLComment {
  /// Whether the text is nothing but `<!-- … -->` comments and white space.
  static func isOnlyComments(_ html: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = 0
    func matches(_ text: StaticString, at index: Int) -> Bool {
      guard index + text.utf8CodeUnitCount <= html.count else { return false }
      for offset in 0..<text.utf8CodeUnitCount where html[index + offset] != text.utf8Start[offset] {
        return false
      }
      return true
    }
    while at < html.count {
      if html[at] == 0x20 || (0x09...0x0D).contains(html[at]) {
        at += 1
        continue
      }
      guard matches("<!--", at: at) else { return false }
      at += 4
      while at < html.count, !matches("-->", at: at) { at += 1 }
      guard at < html.count else { return false }
      at += 3
    }
    return true
  }
}
