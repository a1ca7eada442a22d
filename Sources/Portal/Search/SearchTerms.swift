import Markdown
import Pages

/// The words of many pages and where they are: an open-addressed table over an arena of bytes, with the
/// pages of all words in one array. Nothing is allocated per word or per posting.
struct SearchTerms: Sendable {
  /// Words of the index are between these many bytes long; the reader's query is cut in the same way.
  static let lengths = 2...40

  struct Term: Sendable {
    var start: Int32
    var length: Int32
    var hash: UInt32
    /// The newest posting, and how many there are.
    var last: Int32
    var count: Int32
  }

  /// Where a word is and how much that counts, from 1 to 255.
  struct Posting: Sendable {
    var page: Int32
    var weight: Int32
    var term: Int32
  }

  private(set) var terms: [Term] = []
  private(set) var postings: [Posting] = []
  private(set) var arena: [UInt8] = []
  private var slots = [Int32](repeating: -1, count: 1 << 12)

  /// Adds all words of a text, in lower case: `SERVICE_URL` is found whole, as `service` and as `url`, `HTTPConfig` whole,
  /// as `http` and as `config`.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>, page: Int, weight: Int) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.lengths.upperBound) { word in
      var index = 0
      let end = text.count
      // Where the identifier that the next word continues began.
      var joined: Int?
      while index < end {
        var count = 0
        var hash: UInt32 = 2_166_136_261
        let start = index
        var isASCII = true
        var capitals = 0
        while index < end {
          var byte = text[index]
          if byte &- 65 < 26 {
            byte |= 32
            capitals += 1
          } else if !(byte &- 97 < 26 || byte &- 48 < 10) {
            if byte < 128 { break }
            isASCII = false
          }
          if count < word.count { word[count] = byte }
          count += 1
          hash = (hash ^ UInt32(byte)) &* 16_777_619
          index += 1
        }
        if !isASCII {
          addUnicode(UnsafeBufferPointer(rebasing: text[start..<index]), page: page, weight: weight)
          joined = nil
        } else if count > 0 {
          if Self.lengths.contains(count) {
            insert(UnsafeBufferPointer(rebasing: word[..<count]), hash, page: page, weight: weight)
          }
          if capitals > 0, capitals < count, count > 3 {
            addParts(UnsafeBufferPointer(rebasing: text[start..<index]), page: page, weight: weight)
          }
          if let end = Self.endOfSign(text, at: index), Self.lengths.contains(end - start) {
            insert(lowercased: text[start..<end], page: page, weight: weight)
          }
          let goesOn = Self.isJoined(text, at: index)
          if !goesOn, let first = joined {
            insert(lowercased: text[first..<index], page: page, weight: weight)
          }
          joined = goesOn ? joined ?? start : nil
        }
        // What ended the word is not part of one.
        index += 1
      }
    }
  }

  /// Whether a mark that joins the parts of identifiers is between two letters or digits.
  private static func isJoined(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    guard index + 1 < text.count, "_.-".utf8.contains(text[index]) else { return false }
    return text[index + 1].isAlphanumeric
  }

  /// Where a sign ends that a word has at its end, as in `C++` and `C#`; `nil` for a word without one.
  private static func endOfSign(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    guard index < text.count else { return nil }
    var end = index
    if text[index] == UInt8(ascii: "#") {
      end += 1
    } else if index + 1 < text.count, text[index] == UInt8(ascii: "+"), text[index + 1] == UInt8(ascii: "+") {
      end += 2
    } else {
      return nil
    }
    let goesOn = end < text.count && (text[end].isAlphanumeric || "+#".utf8.contains(text[end]))
    return goesOn ? nil : end
  }

  /// The words that capitals begin: `get` and `status` of `getStatus`, `http` and `config` of `HTTPConfig`.
  private mutating func addParts(_ text: UnsafeBufferPointer<UInt8>, page: Int, weight: Int) {
    func isCapital(_ at: Int) -> Bool { text[at] &- 65 < 26 }
    func isSmall(_ at: Int) -> Bool { text[at] &- 97 < 26 }
    var start = 0
    for at in 1...text.count {
      let isEnd = at == text.count
      let begins =
        !isEnd && isCapital(at) && (!isCapital(at - 1) || at + 1 < text.count && isSmall(at + 1))
      guard isEnd || begins else { continue }
      // A word with a capital at its start only, such as the first of a sentence, has no parts.
      if at - start < text.count {
        insert(lowercased: text[start..<at], page: page, weight: weight)
      }
      start = at
    }
  }

  mutating func add(_ text: String, page: Int, weight: Int) {
    var text = text
    text.withUTF8 { add($0, page: page, weight: weight) }
  }

  /// Words with letters outside ASCII, folded: without case, accents and forms of width. Text of languages without spaces
  /// is indexed by pairs of characters.
  private mutating func addUnicode(_ text: UnsafeBufferPointer<UInt8>, page: Int, weight: Int) {
    for word in FoldedWords(String(decoding: text, as: UTF8.self)).words {
      insert(Array(word.utf8), page: page, weight: weight)
    }
  }

  /// - Parameter word: in ASCII.
  private mutating func insert(lowercased word: some Collection<UInt8>, page: Int, weight: Int) {
    guard Self.lengths.contains(word.count) else { return }
    insert(word.map { $0 &- 65 < 26 ? $0 | 32 : $0 }, page: page, weight: weight)
  }

  private mutating func insert(_ word: [UInt8], page: Int, weight: Int) {
    guard Self.lengths.contains(word.count) else { return }
    var hash: UInt32 = 2_166_136_261
    for byte in word { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    word.withUnsafeBufferPointer { insert($0, hash, page: page, weight: weight) }
  }

  private mutating func insert(_ word: UnsafeBufferPointer<UInt8>, _ hash: UInt32, page: Int, weight: Int) {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      let term = terms[number]
      if term.hash == hash, Int(term.length) == word.count, isEqual(word, Int(term.start)) {
        let last = Int(term.last)
        if postings[last].page == Int32(page) {
          postings[last].weight = min(255, postings[last].weight + Int32(weight))
        } else {
          postings.append(Posting(page: Int32(page), weight: Int32(min(255, weight)), term: Int32(number)))
          terms[number].last = Int32(postings.count - 1)
          terms[number].count += 1
        }
        return
      }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(terms.count)
    postings.append(Posting(page: Int32(page), weight: Int32(min(255, weight)), term: Int32(terms.count)))
    terms.append(
      Term(
        start: Int32(arena.count), length: Int32(word.count), hash: hash, last: Int32(postings.count - 1),
        count: 1))
    arena.append(contentsOf: word)
    if terms.count * 2 > mask { grow() }
  }

  private func isEqual(_ word: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    for index in 0..<word.count where arena[start + index] != word[index] { return false }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for (number, term) in terms.enumerated() {
      var slot = Int(term.hash) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(number)
    }
  }

  /// The postings in the order of their terms: those of term `t` are `entries[starts[t]..<starts[t + 1]]`. Each is 255
  /// minus the weight, so that the heaviest sort first, then the page.
  func byTerm() -> (starts: [Int], entries: [UInt32]) {
    var starts = [0]
    starts.reserveCapacity(terms.count + 1)
    for term in terms { starts.append((starts.last ?? 0) + Int(term.count)) }
    var next = starts
    var entries = [UInt32](repeating: 0, count: postings.count)
    for posting in postings {
      let term = Int(posting.term)
      entries[next[term]] = UInt32(255 - posting.weight) << 24 | UInt32(posting.page)
      next[term] += 1
    }
    return (starts, entries)
  }

  /// A short title is also found as one word: `quickstart` for "Quick start".
  private mutating func addJoined(_ title: String, page: Int) {
    let words = title.utf8.split { !$0.isAlphanumeric }
    guard (2...3).contains(words.count), title.utf8.allSatisfy({ $0 < 0x80 }) else { return }
    insert(lowercased: Array(words.joined()), page: page, weight: 60)
  }

  /// All words of a page: its title and headings count more than its text, and code counts as text. Blocks that
  /// are run but not shown are left out.
  mutating func add(_ page: Page, number: Int) {
    add(page.title, page: number, weight: 100)
    addJoined(page.title, page: number)
    for name in page.frontMatter.otherNames { add(name, page: number, weight: 60) }
    for heading in page.headings { add(heading.text, page: number, weight: 30) }
    page.document.text.withUnsafeBufferPointer { text in
      let hidden = Set(page.blocks.lazy.filter(\.attributes.isHidden).map(\.node))
      for (id, node) in page.document.nodes.enumerated() {
        if node.kind == .codeBlock, hidden.contains(MarkdownDocument.NodeID(id)) { continue }
        switch node.kind {
        case .text, .code, .codeBlock:
          add(
            UnsafeBufferPointer(rebasing: text[Int(node.literal.lowerBound)..<Int(node.literal.upperBound)]),
            page: number, weight: 1)
        default: break
        }
      }
    }
  }
}
