import Diagnostics
import Pages

/// The files of the search index, in pieces that a page loads as scripts when they are needed.
///
/// - `search/index.js`: the first word of every shard of terms, the first page of every block of pages and of texts, and what
///   pages are filtered by.
/// - `search/terms-N.js`: words in order with the pages they are on, `word page.weight page.weight`,
///   numbers to base 36. A word on very many pages keeps the best of them and ends in `+`.
/// - `search/pages-N.js`: title, address, place and first words of each page, and its headings.
/// - `search/texts-N.js`: the sentences of pages.
///
/// Every file but the first is bounded in size for portals of any size, and the work is linear in the postings.
enum SearchIndex {
  /// Bytes after which a shard of terms ends.
  static let shardSize = 24_000
  /// Bytes after which a block of pages ends: a query reads one for each result.
  static let blockSize = 6_000
  /// Pages kept of one word.
  static let longestList = 200
  /// Headings kept of one page.
  static let mostHeadings = 60

  static func files(
    terms tables: [SearchTerms], pages: [PageSummary], snippets: [String], places: [String], texts: [String],
    filters: SearchFilters
  ) -> [OutputFile] {
    var files: [OutputFile] = []
    var directory: [UInt8] = []
    directory.put("flowdocsSearch.index({\"shards\":[")
    files += termShards(tables, &directory)
    directory.put("],\"blocks\":[")
    files += pageBlocks(pages, snippets, places, &directory)
    directory.put("],\"texts\":[")
    files += SearchTexts.files(texts) { page in
      if page > 0 { directory.put(",") }
      directory.put(decimal: page)
    }
    directory.put("]")
    filters.write(into: &directory)
    directory.put("});\n")
    files.append(OutputFile(path: PortalOutput.search("index"), bytes: directory))
    return files
  }

  private static func termShards(_ tables: [SearchTerms], _ directory: inout [UInt8]) -> [OutputFile] {
    var order: [(table: Int, term: Int)] = []
    order.reserveCapacity(tables.reduce(0) { $0 + $1.terms.count })
    for (table, terms) in tables.enumerated() {
      for term in terms.terms.indices { order.append((table, term)) }
    }
    func bytes(_ entry: (table: Int, term: Int)) -> ArraySlice<UInt8> {
      let term = tables[entry.table].terms[entry.term]
      return tables[entry.table].arena[Int(term.start)..<Int(term.start + term.length)]
    }
    order.sort { bytes($0).lexicographicallyPrecedes(bytes($1)) }

    let grouped = tables.map { $0.byTerm() }
    var files: [OutputFile] = []
    var shard: [UInt8] = []
    var list: [UInt32] = []
    func finish() {
      guard !shard.isEmpty else { return }
      var file: [UInt8] = []
      file.reserveCapacity(shard.count + 64)
      file.put("flowdocsSearch.terms(")
      file.put(decimal: files.count)
      file.put(",\"")
      file.append(contentsOf: shard)
      file.put("\");\n")
      files.append(OutputFile(path: PortalOutput.search("terms-\(files.count)"), bytes: file))
      shard.removeAll(keepingCapacity: true)
    }
    var index = 0
    while index < order.count {
      let word = bytes(order[index])
      list.removeAll(keepingCapacity: true)
      repeat {
        let (table, term) = order[index]
        list += grouped[table].entries[grouped[table].starts[term]..<grouped[table].starts[term + 1]]
        index += 1
      } while index < order.count && bytes(order[index]).elementsEqual(word)
      list.sort()
      if shard.isEmpty {
        if !files.isEmpty { directory.put(",") }
        directory.put("\"")
        directory.append(contentsOf: word)
        directory.put("\"")
      } else {
        shard.put("\\n")
      }
      shard.append(contentsOf: word)
      for entry in list.prefix(longestList) {
        shard.put(" ")
        shard.put(base36: Int(entry & 0xFF_FFFF))
        let weight = 255 - Int(entry >> 24)
        if weight > 1 {
          shard.put(".")
          shard.put(base36: weight)
        }
      }
      if list.count > longestList { shard.put(" +") }
      if shard.count >= shardSize { finish() }
    }
    finish()
    return files
  }

  private static func pageBlocks(
    _ pages: [PageSummary], _ snippets: [String], _ places: [String], _ directory: inout [UInt8]
  ) -> [OutputFile] {
    var files: [OutputFile] = []
    var block: [UInt8] = []
    func finish() {
      guard !block.isEmpty else { return }
      block.put("]);\n")
      files.append(OutputFile(path: PortalOutput.search("pages-\(files.count)"), bytes: block))
      block = []
    }
    for (number, page) in pages.enumerated() {
      if block.isEmpty {
        if !files.isEmpty { directory.put(",") }
        directory.put(decimal: number)
        block.put("flowdocsSearch.pages(")
        block.put(decimal: files.count)
        block.put(",[")
      } else {
        block.put(",\n")
      }
      block.put("[")
      block.put(scriptString: page.title, limit: 200)
      block.put(",")
      var address: [UInt8] = []
      address.put(path: page.output)
      block.put(scriptString: String(decoding: address, as: UTF8.self), limit: .max)
      block.put(",")
      block.put(scriptString: places[number], limit: 200)
      block.put(",")
      block.put(scriptString: snippets[number], limit: 200)
      block.put(",[")
      var isFirst = true
      for heading in page.headings.lazy.filter({ $0.level > 1 }).prefix(mostHeadings) {
        if !isFirst { block.put(",") }
        isFirst = false
        block.put(scriptString: heading.text, limit: 120)
        block.put(",")
        block.put(scriptString: heading.anchor, limit: .max)
      }
      block.put("]]")
      if block.count >= blockSize { finish() }
    }
    finish()
    return files
  }

  /// The first words of a page's text, to its first sentences' end at most.
  static func snippet(of page: Page) -> String {
    if let description = page.frontMatter.description, !description.isEmpty { return shortened(description) }
    for id in page.document.children(of: 0) where page.document[id].kind == .paragraph {
      let text = page.document.plainText(of: id)
      if !text.isEmpty { return shortened(text) }
    }
    return ""
  }

  private static func shortened(_ text: String) -> String {
    guard text.utf8.count > 180 else { return text }
    var end = text.startIndex
    for index in text.indices where text[index] == " " {
      if text.utf8.distance(from: text.startIndex, to: index) > 170 { break }
      end = index
    }
    return (end > text.startIndex ? String(text[..<end]) : String(text.prefix(100))) + "…"
  }
}

extension [UInt8] {
  fileprivate mutating func put(base36 number: Int) {
    let digits: StaticString = "0123456789abcdefghijklmnopqrstuvwxyz"
    var divisor = 1
    while number / divisor >= 36 { divisor *= 36 }
    while divisor > 0 {
      append(digits.utf8Start[number / divisor % 36])
      divisor /= 36
    }
  }

  /// A string literal that is the same in JSON and in JavaScript, and cannot end a `<script>` element.
  mutating func put(scriptString text: String, limit: Int) {
    append(UInt8(ascii: "\""))
    var count = 0
    for scalar in text.unicodeScalars {
      if count >= limit { break }
      count += 1
      switch scalar {
      case "\"": put("\\\"")
      case "\\": put("\\\\")
      case "<": put("\\u003c")
      case "\u{2028}": put("\\u2028")
      case "\u{2029}": put("\\u2029")
      case let control where control.value < 32 || control.value == 127: put(" ")
      case let control where ControlCharacter.isOne(control): put(raw: ControlCharacter.shown(control))
      default: append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
      }
    }
    append(UInt8(ascii: "\""))
  }
}
