@testable import Mermaid

// `shelf`: a family that exists only here. It shows what a new family is made of: a model, a grammar, a layout and
// words, and nothing outside its folder but the list that the parser is given.
//
//   shelf
//     Atlas https://example.com/atlas
//     Novel

/// The model: books, one a line.
struct Shelf: Sendable, Hashable {
  struct Book: Sendable, Hashable {
    var title: String
    var link: DiagramLink?
    var range: Range<Int>
  }

  var books: [Book] = []
}

extension Shelf: DiagramContent {
  static let family = Family(
    id: "shelf", name: "bookshelf", keywords: ["shelf"], settings: "shelf", grammar: ShelfGrammar.self)

  func scene(_ header: DiagramHeader, limits: LayoutLimits) throws(LayoutError) -> Scene {
    if books.count > limits.nodes { throw .tooMany(what: "books", count: books.count, limit: limits.nodes) }
    var builder = SceneBuilder()
    var x = 0.0
    for (index, book) in books.enumerated() {
      let text = TextBlock(RichText(book.title), limit: 120)
      let bounds = Rect(x: x, y: 0, width: text.width + 20, height: 60)
      builder.add(
        Scene.Box(
          id: book.title, role: .node, bounds: bounds, figures: [Figure(.rect(bounds, radius: 2))],
          labels: [Scene.Label(text, role: .box, center: bounds.center, owner: book.title)],
          appearance: Appearance(Surface.series[index % Surface.series.count]), link: book.link))
      x = bounds.maxX + 4
    }
    return builder.scene(title: header.title)
  }

  var summary: String { "Shelf of \(books.count.counted("book", "books"))" }

  var walkthrough: [String] { books.isEmpty ? [] : ["It holds \(books.map(\.title).list)."] }

  mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in books.indices {
      let book = books[index]
      DiagramPart.visit(
        .book, id: book.title, label: book.title, link: &books[index].link, range: book.range, body)
    }
  }
}

extension DiagramPart.Kind {
  static let book = Self("book")
}

/// The grammar: a title in one word, and an address that it leads to.
struct ShelfGrammar: LineGrammar {
  var reading: Mermaid.Reading
  var cursor: Cursor

  init(_ reading: Mermaid.Reading) {
    self.reading = reading
    cursor = Cursor(reading.text)
  }

  mutating func read() -> Shelf? {
    var shelf = Shelf()
    cursor.take("shelf")
    while !cursor.isAtEnd {
      cursor.skipSpace()
      if takeAccessibility() { continue }
      let word = cursor.take { !$0.isSpace }
      guard !word.isEmpty else { break }
      cursor.skipBlanks()
      let address = cursor.trimmed(cursor.takeLine())
      if shelf.books.contains(where: { $0.title == cursor.text(word) }) {
        fail("the shelf has `\(cursor.text(word))` already", at: word, fix: "remove one of the two lines")
      }
      let link =
        address.isEmpty
        ? nil : DiagramLink(destination: cursor.text(address), range: text.range(in: address))
      shelf.books.append(.init(title: decoded(word), link: link, range: text.range(in: word)))
    }
    return shelf
  }
}
