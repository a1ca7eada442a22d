/// The distances of lifelines, and the sizes of the texts that decide them.
extension SequenceDrawing {
  /// CSS pixels.
  private enum Gap {
    /// Between two heads, and in addition at each border of a `box` between them. mermaid.js has 50 px between heads;
    /// here messages move lifelines apart where they need it.
    static let heads = 28.0
    static let box = 14.0
    /// Width of a message to oneself beside its arrow and text.
    static let selfLabel = 28.0
    /// Width beside a note next to a lifeline, up to the next lifeline.
    static let besideNote = 36.0
    /// Between half a note over one lifeline and the next lifeline. A note over several may reach as far beyond them.
    static let overNote = 30.0
  }

  /// CSS pixels.
  private enum NoteText {
    /// Notes are broken at this width, or at that of the lifelines they are over and a part of their overhang.
    static let limit = 180.0
    static let overhang = 20.0
    /// Around the text, both sides together.
    static let padding = Size(22, 14)
  }

  /// Distances between neighbours, then what spans several of them.
  mutating func spread() {
    let count = diagram.participants.count
    guard count > 0 else { return }
    var gaps = (0..<max(count - 1, 0)).map {
      headSizes[$0].width / 2 + headSizes[$0 + 1].width / 2 + Gap.heads
    }
    for index in gaps.indices {
      let (a, b) = (diagram.participants[index].box, diagram.participants[index + 1].box)
      if a != b { gaps[index] += (a != nil ? Gap.box : 0) + (b != nil ? Gap.box : 0) }
    }
    var spans: [(first: Int, last: Int, width: Double)] = []
    collect(diagram.elements, &spans)
    // Narrow spans first: their widths often suffice for the wide ones.
    for span in spans.sorted(by: { ($0.last - $0.first, $0.first) < ($1.last - $1.first, $1.first) }) {
      guard span.last > span.first, span.last < count else { continue }
      let have = gaps[span.first..<span.last].reduce(0, +)
      guard have < span.width else { continue }
      let more = (span.width - have) / Double(span.last - span.first)
      for index in span.first..<span.last { gaps[index] += more }
    }
    x[0] = 0
    for index in gaps.indices { x[index + 1] = (x[index] + gaps[index]).rounded(.up) }
  }

  /// From the first head to the last.
  var width: Double {
    guard let first = x.first, let last = x.last else { return 0 }
    return last - first + (headSizes[0].width + headSizes[headSizes.count - 1].width) / 2
  }

  private func collect(
    _ elements: [SequenceDiagram.Element], _ spans: inout [(first: Int, last: Int, width: Double)]
  ) {
    for element in elements {
      switch element {
      case .message(let message):
        let width = text(message.text).width
        if message.from == message.to {
          spans.append((message.from, message.from + 1, width + Self.selfWidth + Gap.selfLabel))
        } else {
          spans.append(
            (min(message.from, message.to), max(message.from, message.to), width + Self.arrowRoom))
        }
      case .note(let note):
        let width = noteSize(note).width
        switch note.place {
        case .left(let of): if of > 0 { spans.append((of - 1, of, width + Gap.besideNote)) }
        case .right(let of): spans.append((of, of + 1, width + Gap.besideNote))
        case .over(let first, let last):
          if first == last {
            if first > 0 { spans.append((first - 1, first, width / 2 + Gap.overNote)) }
            spans.append((first, first + 1, width / 2 + Gap.overNote))
          } else {
            spans.append((min(first, last), max(first, last), width - Gap.overNote))
          }
        }
      case .block(let block):
        for section in block.sections { collect(section.elements, &spans) }
      default: break
      }
    }
  }

  /// - Parameter room: the distance between the lifelines, once they are placed.
  func text(_ text: RichText, room: Double = 0) -> TextBlock {
    TextBlock(text, font: .dense, limit: max(messageLimit, room))
  }

  /// The room for the text of a message: between its two lifelines, or to the right of its own.
  func room(for message: SequenceDiagram.Message) -> Double {
    if message.from != message.to { return abs(x[message.to] - x[message.from]) - Self.arrowRoom }
    guard message.from + 1 < x.count else { return 0 }
    return x[message.from + 1] - x[message.from] - Self.selfWidth - Gap.selfLabel
  }

  func noteText(_ note: SequenceDiagram.Note) -> TextBlock {
    var limit = NoteText.limit
    if case .over(let first, let last) = note.place, first != last, last < x.count, first < x.count {
      limit = max(limit, abs(x[last] - x[first]) + NoteText.overhang)
    }
    return TextBlock(note.text, font: .small, limit: limit)
  }

  func noteSize(_ note: SequenceDiagram.Note) -> Size {
    let text = noteText(note)
    return Size(text.width + NoteText.padding.width, text.height + NoteText.padding.height)
  }
}
