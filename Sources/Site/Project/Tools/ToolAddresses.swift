/// Addresses in settings: `/old/guide` in `"/old/guide": "/guide"`, and `old/guide.md` in `redirect_maps` of MkDocs.
enum ToolAddresses {
  /// Without slashes at their ends, and without the ending of a page.
  static func all(in texts: [String]) -> Set<String> {
    var found: Set<String> = []
    for text in texts {
      for word in text.utf8.split(whereSeparator: { !isOfAddress($0) }) {
        guard word.count > 1 else { continue }
        let isAbsolute = word.first == UInt8(ascii: "/") && word.dropFirst().first != UInt8(ascii: "/")
        let path = String(decoding: word, as: UTF8.self)
        if isAbsolute || PageName.isPage(path) { found.insert(key(path)) }
      }
    }
    return found
  }

  static func key(_ path: String) -> String {
    PageName.withoutEnding(path.split(separator: "/").joined(separator: "/"))
  }

  private static func isOfAddress(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39, 0x80...:
      true
    default: "/._-~%+".utf8.contains(byte)
    }
  }
}
