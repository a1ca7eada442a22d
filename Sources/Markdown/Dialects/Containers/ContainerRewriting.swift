import Diagnostics

/// Boxes, tabs and groups of other tools, rewritten into quotations: `!!! note` with an indented body, `:::note`,
/// `=== "Tab"`, `/// tip` and `<TabItem>` become `> [!note]` and `> [!tab] Tab`, with `> ` before each line of the body.
///
/// Each line stays a line, so that lines have their numbers, and what is copied keeps its place in the file. Code and HTML
/// that lasts until its end are not looked into. Where a construct does not end as its tool wants it, the text stays as it is.
public struct ContainerRewriting {
  private let source: SourceText
  private let bytes: [UInt8]
  private let dialect: Dialect
  private let isMDX: Bool
  private var assembly = SourceAssembly()
  private var copied = 0
  private var isChanged = false
  private var open: [Container] = []
  /// The code or HTML that is open, how many containers are open around it, and the shift of its lines.
  private var verbatim: (text: VerbatimText, depth: Int, shift: Int)?
  /// The list items that are open.
  private var lists: [Item] = []
  /// By how many columns the line is moved to the left. In MDX text below a component may be indented like code, which MDX
  /// does not have.
  private var shift = 0
  /// How many lines ahead close a container, by their mark.
  private var closers: [UInt8: Int] = [:]
  /// How many containers of each mark are open.
  private var openMarks: [UInt8: Int] = [:]
  /// The names of the tags that close further down, with the place of the last one.
  private var closingTags: [String: Int] = [:]
  /// Which options of the container that was opened last may follow.
  private var options = ContainerOpening.Options.none
  /// The next line with text, for the empty lines before it.
  private var following = (start: -1, indent: 0)

  /// The starts of the lines that open containers which stay as they are.
  private let kept: Set<Int>
  private var places: [Place] = []

  /// A line that opens a container.
  public struct Place: Sendable, Hashable {
    /// The first byte of the line.
    public let start: Int
    /// `box`, `tab`, `component` or `group`.
    public let kind: String
  }

  /// Containers in each other: more are text, so that the marks before lines stay short.
  private static let depth = DirectiveFences.depth

  /// The text with its containers rewritten; `nil` when it has none.
  ///
  /// - Parameters:
  ///   - offset: where Markdown begins, after the front matter.
  ///   - isMDX: whether the tags of all components are left out.
  ///   - kept: the starts of lines that open containers which stay as they are.
  public static func rewritten(
    _ source: SourceText, from offset: Int, _ dialect: Dialect, isMDX: Bool = false,
    keeping kept: Set<Int> = []
  ) -> SourceText? {
    guard var rewriting = read(source, from: offset, dialect, isMDX: isMDX, keeping: kept),
      rewriting.isChanged
    else { return nil }
    rewriting.assembly.copy(rewriting.copied..<source.bytes.count, of: source)
    return rewriting.assembly.text(path: source.path)
  }

  /// The lines that open containers, in order.
  public static func places(in source: SourceText, from offset: Int, _ dialect: Dialect) -> [Place] {
    read(source, from: offset, dialect, isMDX: false, keeping: [])?.places ?? []
  }

  /// Reads a text to its end; `nil` when it cannot have containers.
  private static func read(
    _ source: SourceText, from offset: Int, _ dialect: Dialect, isMDX: Bool, keeping kept: Set<Int>
  ) -> ContainerRewriting? {
    guard isMDX || dialect.hasContainers && ContainerOpening.mayOccur(in: source.bytes, from: offset)
    else { return nil }
    var rewriting = ContainerRewriting(source, dialect, isMDX: isMDX, keeping: kept)
    rewriting.run(from: offset)
    return rewriting
  }

  private init(_ source: SourceText, _ dialect: Dialect, isMDX: Bool, keeping kept: Set<Int>) {
    self.kept = kept
    self.isMDX = isMDX
    self.source = source
    self.dialect = dialect
    bytes = source.bytes
  }

  private mutating func run(from offset: Int) {
    countClosers(from: offset)
    var at = offset
    while at < bytes.count {
      let line = MarkupLine(bytes, at)
      if line.isBlank { blank(line) } else { text(line) }
      at = line.next
    }
  }

  /// Looks for what closes containers, outside of code and HTML.
  private mutating func countClosers(from offset: Int) {
    var verbatim: VerbatimText?
    var directives: [(mark: UInt8, length: Int)] = []
    var at = offset
    while at < bytes.count {
      let line = MarkupLine(bytes, at)
      at = line.next
      if let open = verbatim {
        // Less indentation than that of the code ends the list item or box that it is in.
        let isOutside = !line.isBlank && line.indent + 3 < open.indent
        if isOutside || open.ends(line, bytes) { verbatim = nil }
        if !isOutside { continue }
      }
      let (start, column) = line.text(bytes)
      if let closed = directives.lastIndex(where: {
        line.closes(mark: $0.mark, length: $0.length, indent: nil, bytes)
      }) {
        directives.removeSubrange(closed...)
      } else if let (mark, length) = line.fence(bytes, at: start),
        ContainerOpening(bytes, start..<line.end, dialect, isMDX: isMDX) != nil
      {
        if directives.count < DirectiveFences.depth { directives.append((mark, length)) }
      } else {
        verbatim = VerbatimText(bytes, line, at: start, indent: column)
        count(line)
      }
    }
  }

  private mutating func count(_ line: MarkupLine) {
    if let (mark, _) = line.closingMarks(bytes) { closers[mark, default: 0] += 1 }
    if let tag = ContainerOpening.closingTag(bytes, line.first..<line.end) { closingTags[tag] = line.start }
  }

  private mutating func blank(_ line: MarkupLine) {
    shift = 0
    if options != .yaml { options = .none }
    // After the end of an indented body nothing of it is left.
    if let ended = open.firstIndex(where: { $0.isIndented }) {
      if following.start < line.start {
        var next = MarkupLine(bytes, line.next)
        while next.isBlank, next.start < bytes.count { next = MarkupLine(bytes, next.next) }
        following = (next.start, next.isBlank ? 0 : next.indent)
      }
      let indent = following.indent
      if let first = open[ended...].firstIndex(where: { $0.isIndented && indent < $0.content }) {
        close(from: first)
      }
    }
    if open.contains(where: \.isQuoted) { write(line, from: line.end) }
  }

  private mutating func text(_ line: MarkupLine) {
    if let first = open.firstIndex(where: { $0.isIndented && line.indent < $0.content }) {
      let areKept = open[first...].allSatisfy(\.isKept)
      close(from: first)
      if !areKept {
        // Without an empty line between them, the quotation would go on.
        flush(to: line.start)
        assembly.add(prefix(isBlank: true) + "\n", from: source, at: line.start..<line.start)
      }
    }
    if let open = verbatim {
      shift = open.shift
      if open.text.ends(line, bytes) { verbatim = nil }
      return writeBody(line)
    }
    while let last = lists.last, line.indent < last.column { lists.removeLast() }
    let base = max(open.last?.content ?? 0, lists.last?.column ?? 0)
    shift = lists.last.flatMap { $0.depth == open.count ? $0.shift : nil } ?? 0
    let isCode = line.indent >= base + 4 && !isMDX
    if isMDX, line.indent >= base + 4 { shift += line.indent - base }
    if !isCode, closes(line) { return }
    if isOption(line) { return write(line, from: line.end) }
    if isCode { return writeBody(line) }
    var start = line.first
    var column = line.indent
    while let marker = line.listMarker(bytes, at: start, column) {
      start = marker.text
      column = marker.column
      lists.append(Item(column: column, depth: open.count, shift: shift))
    }
    if open.count < Self.depth,
      let opening = ContainerOpening(bytes, start..<line.end, dialect, isMDX: isMDX),
      mayOpen(opening, line)
    {
      places.append(Place(start: line.start, kind: opening.kind))
      if !kept.contains(line.start) { return self.open(opening, line, at: start, column) }
      if !opening.isFence { return keep(opening, line, column) }
    }
    let indent = max(open.last?.content ?? 0, lists.last?.column ?? 0)
    if let text = VerbatimText(bytes, line, at: start, indent: isMDX ? max(indent, line.indent) : indent) {
      verbatim = (text, open.count, shift)
    }
    writeBody(line)
  }

  /// Whether a line is an option of the container that was opened last. The first line that is not an option ends the options.
  private mutating func isOption(_ line: MarkupLine) -> Bool {
    switch options {
    case .none: return false
    case .ofDirective where line.isYAMLMark(bytes): options = .yaml
    case .yaml: if line.isYAMLMark(bytes) { options = .none }
    case .ofDirective where line.isField(bytes), .fields where line.isField(bytes): options = .fields
    case .indented
    where line.indent >= (open.last?.content ?? 0) + 4
      && bytes[line.first..<line.end].contains(UInt8(ascii: ":")):
      break
    case .ofDirective, .fields, .indented:
      options = .none
      return false
    }
    return true
  }

  private func mayOpen(_ opening: ContainerOpening, _ line: MarkupLine) -> Bool {
    switch opening.end {
    case .indentation, .fence: true
    case .marks(let mark, _): (closers[mark] ?? 0) > (openMarks[mark] ?? 0)
    case .tag(let name): (closingTags[name] ?? -1) > line.start
    }
  }

  /// Opens a container whose lines stay as they are.
  private mutating func keep(_ opening: ContainerOpening, _ line: MarkupLine, _ column: Int) {
    writeBody(line)
    if case .marks(let mark, _) = opening.end { openMarks[mark, default: 0] += 1 }
    open.append(
      Container(
        end: opening.end, indent: 0, content: column + (opening.end == .indentation ? 4 : 0), taken: taken,
        isQuoted: false, isKept: true))
    options = .none
  }

  /// The columns that the containers which are open take from their lines.
  private var taken: Int { open.last?.taken ?? 0 }

  private mutating func open(_ opening: ContainerOpening, _ line: MarkupLine, at start: Int, _ column: Int) {
    let parent = taken + shift
    var content = column
    switch opening.end {
    case .indentation: content += 4
    case .marks(let mark, _): openMarks[mark, default: 0] += 1
    case .fence: break
    case .tag:
      // What is in a tag is mostly indented, and no code for that.
      var next = MarkupLine(bytes, line.next)
      while next.isBlank, next.next < bytes.count { next = MarkupLine(bytes, next.next) }
      content = max(column, next.isBlank ? column : next.indent)
    }
    let container = Container(
      end: opening.end, indent: max(0, column - parent), content: content, taken: content,
      isQuoted: opening.quote != nil)
    flush(to: line.start)
    isChanged = true
    let quotes = prefix(isBlank: opening.quote == nil && start == line.first)
    if !quotes.isEmpty { assembly.add(quotes, from: source, at: start..<line.end) }
    if let quote = opening.quote {
      copyContent(line.start..<start, skipping: parent)
      assembly.add("> " + quote.marker, from: source, at: start..<line.end)
      if let title = quote.title {
        assembly.add(" ", from: source, at: start..<line.end)
        switch title {
        case .written(let range): assembly.copy(range, of: source)
        case .made(let text): assembly.add(text, from: source, at: start..<line.end)
        }
      }
    } else if start > line.first {
      copyContent(line.start..<start, skipping: parent)
    }
    assembly.copy(line.end..<line.next, of: source)
    copied = line.next
    open.append(container)
    options = opening.options
  }

  /// Whether a line closes a container, which is then done.
  private mutating func closes(_ line: MarkupLine) -> Bool {
    var closed: Int?
    if let (mark, length) = line.closingMarks(bytes) {
      closers[mark, default: 1] -= 1
      closed = open.lastIndex { container in
        if case .marks(mark, let opened) = container.end { opened <= length } else { false }
      }
    } else if let tag = ContainerOpening.closingTag(bytes, line.first..<line.end) {
      closed = open.lastIndex { $0.end == .tag(tag) }
    } else if line.fence(bytes, at: line.first) != nil {
      closed = open.lastIndex { container in
        if case .fence(let mark, let length) = container.end {
          line.closes(mark: mark, length: length, indent: nil, bytes)
        } else {
          false
        }
      }
    }
    guard let closed else {
      guard isMDX, ContainerOpening.closingTag(bytes, line.first..<line.end) != nil else { return false }
      write(line, from: line.end)
      return true
    }
    let isKept = open[closed].isKept
    close(from: closed)
    // An empty line keeps what follows out of the quotation.
    write(line, from: isKept ? line.start : line.end)
    return true
  }

  private mutating func close(from first: Int) {
    for container in open[first...] {
      if case .marks(let mark, _) = container.end { openMarks[mark, default: 1] -= 1 }
      lists.removeAll { $0.column > container.content }
    }
    open.removeSubrange(first...)
    options = .none
    if let depth = verbatim?.depth, depth > open.count { verbatim = nil }
  }

  private mutating func writeBody(_ line: MarkupLine) {
    if open.isEmpty, shift == 0 { return }
    write(line, from: line.start)
  }

  /// Writes a line inside the containers that are open.
  private mutating func write(_ line: MarkupLine, from start: Int) {
    flush(to: line.start)
    isChanged = true
    let quotes = prefix(isBlank: start == line.end)
    if !quotes.isEmpty { assembly.add(quotes, from: source, at: line.start..<line.end) }
    copyContent(start..<line.end, skipping: taken + shift)
    assembly.copy(line.end..<line.next, of: source)
    copied = line.next
  }

  private mutating func flush(to end: Int) {
    assembly.copy(copied..<end, of: source)
    copied = end
  }

  /// Copies a line without the columns that its container takes.
  private mutating func copyContent(_ range: Range<Int>, skipping columns: Int) {
    var at = range.lowerBound
    var column = 0
    while at < range.upperBound, column < columns {
      if bytes[at] == 0x20 {
        column += 1
      } else if bytes[at] == 0x09 {
        column += 4 - column % 4
      } else {
        break
      }
      at += 1
    }
    if column > columns {
      assembly.add(String(repeating: " ", count: column - columns), from: source, at: (at - 1)..<at)
    }
    assembly.copy(at..<range.upperBound, of: source)
  }

  /// What is before a line inside the containers that are open.
  private func prefix(isBlank: Bool) -> String {
    var prefix = ""
    for container in open {
      prefix += String(repeating: " ", count: container.indent)
      if container.isQuoted { prefix += "> " }
    }
    if isBlank { while prefix.last == " " { prefix.removeLast() } }
    return prefix
  }
}

/// An item of a list that is open.
private struct Item {
  /// The column where its text begins, from 0.
  let column: Int
  /// How many containers are open around it.
  let depth: Int
  /// The columns that its lines lose.
  let shift: Int
}

/// A container that is open.
private struct Container {
  var end: ContainerOpening.End
  /// Columns between the text of the container around it and its own mark.
  var indent: Int
  /// The column where its text begins.
  var content: Int
  /// How many columns its lines lose.
  var taken: Int
  var isQuoted: Bool
  /// Whether its lines stay as they are.
  var isKept = false

  var isIndented: Bool { end == .indentation }
}
