import Diagnostics

/// Reads `radar-beta`: axes, curves and options.
///
/// The grammar follows mermaid.js's `radar.langium`, in which line ends count only within the braces of a curve, and the
/// rules about values its `db.ts`.
struct RadarGrammar: LangiumGrammar {
  var reading: Reading
  var cursor: Cursor
  private var chart = Radar()
  private var drafts: [Draft] = []
  /// Curves, and values of curves.
  private var valueCount = 0

  /// A curve as it is written: its axes may come later.
  private struct Draft {
    var curve: Radar.Curve
    var entries: [(axis: String?, value: Double)]
    var place: Range<Int>
  }

  private static let mostAxes = 100
  private static let mostTicks = 50
  private static let options = ["showLegend", "ticks", "max", "min", "graticule"]

  init(_ reading: Reading) {
    self.reading = reading
    cursor = Cursor(reading.text)
  }

  mutating func read() -> Radar? {
    cursor.skipSpace()
    cursor.take("radar-beta")
    skipBlanks()
    cursor.take(.colon)
    readStatements {
      $0.statement()
      if $0.valueCount + $0.chart.axes.count > $0.limits.nodes {
        $0.stop(.tooMany("axes, curves and values", limit: $0.limits.nodes, at: $0.cursor.character))
      }
    }
    if !findings.hasErrors { resolve() }
    return findings.hasErrors ? nil : chart
  }

  private mutating func statement() {
    let word = word()
    switch words(word) {
    case "axis": list { $0.axis() }
    case "curve": list { $0.curve() }
    case let name where Self.options.contains(name):
      cursor.at = word.lowerBound
      list { $0.option() }
    case let name:
      let near = NearMiss.nearest(to: name, in: ["axis", "curve", "title"] + Self.options)
      fail(
        "unknown statement \(name.isEmpty ? cursor.found : "`\(name)`") of a radar chart",
        at: word.isEmpty ? cursor.character : word,
        fix: near.map { "write `\($0)`" } ?? "write `axis`, `curve` or an option such as `max 5`")
    }
  }

  /// One or more, with commas between them.
  private mutating func list(_ read: (inout Self) -> Bool) {
    repeat {
      skipBlanks()
      guard read(&self) else { return }
      skipBlanks()
    } while cursor.take(.comma)
  }

  private mutating func word() -> Range<Int> {
    let start = cursor.at
    var end = cursor.take { $0.isWord || $0 == .hyphen }.upperBound
    while end > start, text.bytes[end - 1] == .hyphen { end -= 1 }
    cursor.at = end
    return start..<end
  }

  /// A name and the label in brackets after it; `nil` when a mistake has been reported.
  private mutating func name(_ what: String) -> (name: String, label: RichText?, place: Range<Int>)? {
    let range = word()
    let name = words(range)
    guard let first = range.first, text.bytes[first].isWord else {
      cursor.at = range.lowerBound
      fail(
        "expected \(what), found \(cursor.found)", at: cursor.character, fix: "write a name such as `quality`"
      )
      return nil
    }
    let isTaken = ["true", "false", "circle", "polygon", "title", "accTitle", "accDescr"].contains {
      name.hasPrefix($0)
    }
    guard !text.bytes[first].isDigit, !isTaken, !(Self.options + ["axis", "curve"]).contains(name) else {
      fail(
        "mermaid.js does not read a name that begins like `\(name)`", at: range,
        fix: "begin it with another letter: not with a digit, `title`, `true` or a keyword")
      return nil
    }
    skipBlanks()
    guard cursor.take(UInt8(ascii: "[")) else { return (name, nil, range) }
    skipBlanks()
    let start = cursor.at
    guard let label = string() else {
      cursor.at = start
      fail(
        "a label in brackets is in quotes, found \(cursor.found)", at: cursor.character,
        fix: "write `\(name)[\"…\"]`")
      return nil
    }
    skipBlanks()
    guard cursor.take(UInt8(ascii: "]")) else {
      fail(
        "`]` must follow the label, found \(cursor.found)", at: cursor.character,
        fix: "write `\(name)[\"…\"]`")
      return nil
    }
    return (name, RichText(label), range)
  }

  private mutating func axis() -> Bool {
    guard let (name, label, place) = name("the name of an axis") else { return false }
    guard chart.axes.count < Self.mostAxes else {
      stop(.tooMany("axes", limit: Self.mostAxes, at: place))
      return false
    }
    chart.axes.append(.init(name: name, label: label))
    return true
  }

  private mutating func curve() -> Bool {
    guard let (name, label, place) = name("the name of a curve") else { return false }
    skipBlanks()
    guard cursor.take(.openBrace) else {
      fail(
        "`{` must follow the name of a curve, found \(cursor.found)", at: cursor.character,
        fix: "write `curve \(name){1, 2, 3}`")
      return false
    }
    guard let entries = entries(name) else { return false }
    valueCount += entries.count + 1
    drafts.append(
      Draft(
        curve: .init(name: name, label: label, values: [], range: text.range(in: place)), entries: entries,
        place: place))
    return true
  }

  private mutating func entries(_ curve: String) -> [(axis: String?, value: Double)]? {
    var entries: [(axis: String?, value: Double)] = []
    repeat {
      skipLines()
      guard let entry = entry() else { return nil }
      guard (entry.axis == nil) == (entries.first?.axis == nil) || entries.isEmpty else {
        fail(
          "either all values of a curve name their axis, or none", at: cursor.character,
          fix: "write `axis: value` for each, or the values alone")
        return nil
      }
      entries.append(entry)
      skipBlanks()
    } while cursor.take(.comma)
    skipLines()
    guard cursor.take(.closeBrace) else {
      fail(
        "expected `,` or `}` after a value of `\(curve)`, found \(cursor.found)", at: cursor.character,
        fix: "write `}`")
      return nil
    }
    return entries
  }

  private mutating func skipLines() {
    skipBlanks()
    while cursor.take(.newline) { skipBlanks() }
  }

  /// `3`, `axis: 3` or `axis 3`.
  private mutating func entry() -> (axis: String?, value: Double)? {
    if cursor.peek?.isDigit == true {
      return number().map { (nil, $0) }
    }
    guard cursor.peek?.isWord == true else {
      fail(
        "expected a value, found \(cursor.found)", at: cursor.character,
        fix: "write a number such as `3`, or the axis and a number, as in `cost: 3`")
      return nil
    }
    guard let (axis, label, _) = name("the name of an axis"), label == nil else { return nil }
    skipBlanks()
    cursor.take(.colon)
    skipBlanks()
    return number().map { (axis, $0) }
  }

  /// Digits, with a fraction or without; a whole number has no zeros before it.
  private mutating func number() -> Double? {
    let start = cursor.at
    let whole = cursor.take(while: \.isDigit)
    var isFraction = false
    if cursor.peek == UInt8(ascii: "."), cursor.peek(1)?.isDigit == true {
      cursor.at += 1
      cursor.take(while: \.isDigit)
      isFraction = true
    }
    guard let first = text.bytes[whole].first, isFraction || whole.count == 1 || first != UInt8(ascii: "0"),
      cursor.peek != UInt8(ascii: "."), let value = Double(cursor.text(start..<cursor.at))
    else {
      cursor.at = start
      fail(
        "expected a number such as `3` or `0.5`, found \(cursor.found)", at: cursor.character,
        fix: "write it in digits, without a sign or an exponent")
      return nil
    }
    guard value.isDrawable else {
      findings.report(.tooLarge(at: start..<cursor.at), in: text)
      return nil
    }
    return value
  }

  private mutating func option() -> Bool {
    let place = word()
    let name = words(place)
    guard Self.options.contains(name) else {
      fail(
        "expected an option after `,`, found `\(name)`", at: place.isEmpty ? cursor.character : place,
        fix: "write an option such as `max 5`")
      return false
    }
    skipBlanks()
    switch name {
    case "showLegend", "graticule": return choose(name)
    default:
      guard let value = number() else { return false }
      switch name {
      case "ticks": chart.ticks = Int(min(value.rounded(.up), Double(Self.mostTicks)))
      case "max": chart.most = value
      default: chart.least = value
      }
      return true
    }
  }

  private mutating func choose(_ option: String) -> Bool {
    let choices = option == "showLegend" ? ["true", "false"] : ["circle", "polygon"]
    guard let value = choices.first(where: { choice in words(cursor.restOfLine).hasPrefix(choice) }) else {
      fail(
        "`\(option)` must be `\(choices[0])` or `\(choices[1])`, found \(cursor.found)", at: cursor.character,
        fix: "write `\(option) \(choices[0])`")
      return false
    }
    cursor.at += value.utf8.count
    if option == "showLegend" {
      chart.showsLegend = value == "true"
    } else {
      chart.grid = value == "circle" ? .circle : .polygon
    }
    return true
  }

  /// The values of curves in the order of the axes.
  private mutating func resolve() {
    for draft in drafts {
      var curve = draft.curve
      if draft.entries.first?.axis == nil {
        curve.values = draft.entries.map(\.value)
      } else {
        for axis in chart.axes {
          guard let entry = draft.entries.first(where: { $0.axis == axis.name }) else {
            findings.report(
              .mermaidReference, "the curve `\(curve.name)` has no value for the axis `\(axis.name)`",
              at: text.range(in: draft.place), fix: "write `\(axis.name): …` in its braces")
            break
          }
          curve.values.append(entry.value)
        }
        if chart.axes.isEmpty {
          findings.report(
            .mermaidReference, "the curve `\(curve.name)` names axes, and the chart has none",
            at: text.range(in: draft.place), fix: "write `axis` and their names")
        }
      }
      if curve.values.count != chart.axes.count {
        findings.warn(
          "the curve `\(curve.name)` is not drawn: it has \(curve.values.count.counted("value", "values")) for "
            + chart.axes.count.counted("axis", "axes"), at: text.range(in: draft.place),
          fix: "write one value for each axis")
      }
      chart.curves.append(curve)
    }
    if let most = chart.most, most <= chart.least {
      findings.warn(
        "`max` is not more than `min`, and `max` is ignored", at: text.range(in: text.firstLine(of: 0..<1)),
        fix: "write a larger `max`")
      chart.most = nil
    }
  }
}
