/// What readers can limit a search to: the sections of the portal, and pages on which every block is proven.
struct SearchFilters: Sendable {
  /// The title of the section of each page; empty at the top.
  var sections: [String] = []
  /// Whether every block of a page is proven; empty for a portal that asks for no proof.
  var proven: [Bool] = []

  /// Members of the index, each after a comma. Pages of one section follow each other, so that only the first is named.
  func write(into output: inout [UInt8]) {
    output.put(",\"sections\":[")
    var last: String?
    for (page, section) in sections.enumerated() where section != last {
      if last != nil { output.put(",") }
      output.put("[")
      output.put(scriptString: section, limit: 200)
      output.put(",")
      output.put(decimal: page)
      output.put("]")
      last = section
    }
    output.put("]")
    guard proven.contains(true) else { return }
    output.put(",\"proven\":\"")
    output += proven.map { UInt8(ascii: $0 ? "1" : "0") }
    output.put("\"")
  }
}
