import Determinism
import Diagnostics

/// Reads `gantt`: settings, sections and tasks, line by line, and resolves every date.
struct GanttGrammar: LineGrammar {
  var reading: Reading
  var cursor: Cursor
  private var chart = GanttChart()
  private var drafts: [GanttDraft] = []
  private var format = DateFormat("")
  private var excluded = ExcludedDays()
  private var endsInclusive = false
  private var hasAxisFormat = false
  private var links: [(id: String, range: Range<Int>, link: DiagramLink)] = []

  init(_ reading: Reading) {
    self.reading = reading
    cursor = Cursor(reading.text)
  }

  mutating func read() -> GanttChart? {
    document()
    return chart
  }

  private mutating func document() {
    cursor.skipSpace()
    cursor.take("gantt", ignoringCase: true, wholeWord: true)
    while !cursor.isAtEnd, drafts.count <= limits.nodes, !(findings.isFull && findings.hasErrors) { item() }
    if drafts.count > limits.nodes, let last = drafts.last {
      findings.report(
        .mermaidLimit, "more than \(limits.nodes) tasks", at: text.range(in: last.titleRange),
        fix: "split the chart into several")
    }
    guard !findings.hasErrors else { return }
    excluded.resolve(format)
    var schedule = GanttSchedule(
      drafts, format: format, excluded: excluded, endsInclusive: endsInclusive, text: text)
    schedule.resolve(&findings)
    guard !findings.hasErrors else { return }
    finish(schedule)
  }

  // MARK: one statement

  private mutating func item() {
    guard let byte = cursor.peek else { return }
    if cursor.sees("%%{") {
      return fail("`%%{` begins a directive, which belongs before `gantt`", at: cursor.at..<cursor.at + 3)
    }
    if takeAccessibility(ignoringCase: true) { return }
    // A character before a `%` goes with the comment.
    let next = cursor.character.upperBound - cursor.at
    if byte == .percent || (byte != .closeBrace && cursor.peek(next) == .percent) {
      cursor.at += 1
      cursor.takeLine()
      return
    }
    if cursor.skipWideSpace() { return }
    if interaction() || setting() || words() { return }
    task()
  }

  /// `keyword` and the words after it on the line, up to one of `stops`.
  private mutating func value(_ keyword: StaticString, stops: [UInt8] = [.hash, .semicolon]) -> Range<Int>? {
    var ahead = cursor
    guard ahead.take(keyword, ignoringCase: true), let space = ahead.peek, space.isSpace else { return nil }
    ahead.at += 1
    let words = ahead.take { $0 != .newline && !stops.contains($0) }
    guard !words.isEmpty else { return nil }
    cursor = ahead
    return cursor.trimmed(words)
  }

  private mutating func setting() -> Bool {
    if let words = value("dateFormat") {
      format = DateFormat(decoded(words))
    } else if cursor.take("inclusiveEndDates", ignoringCase: true, wholeWord: true) {
      endsInclusive = true
    } else if let word = topAxis() {
      findings.report(
        .mermaidSyntax, "mermaid.js 11 stops at a `topAxis` statement", at: text.range(in: word),
        fix: "write `config: {gantt: {topAxis: true}}` in the front matter")
    } else if let words = value("axisFormat") {
      chart.axisFormat = decoded(words)
      hasAxisFormat = true
    } else if let words = value("tickInterval") {
      setTick(words)
    } else if let words = value("includes") {
      excluded.includes += list(words)
    } else if let words = value("excludes") {
      excluded.excludes += list(words)
    } else if value("todayMarker", stops: [.semicolon]) != nil {
      // A drawing that is the same on every day has no mark at today.
    } else if let day = weekday("weekday", CivilDay.weekdayNames) {
      chart.firstWeekday = day
    } else if let day = weekday("weekend", ["Friday", "Saturday"]) {
      excluded.startsOnFriday = day == 0
    } else {
      return false
    }
    return true
  }

  private mutating func topAxis() -> Range<Int>? {
    let start = cursor.at
    return cursor.take("topAxis", ignoringCase: true, wholeWord: true) ? start..<cursor.at : nil
  }

  private func list(_ range: Range<Int>) -> [String] {
    decoded(range).lowercased().split { $0.isWhitespace || $0 == "," }.map(String.init)
  }

  private mutating func weekday(_ keyword: StaticString, _ days: [String]) -> Int? {
    var ahead = cursor
    guard ahead.take(keyword, ignoringCase: true), ahead.skipSpace() else { return nil }
    let word = ahead.text(ahead.take(while: \.isWord)).lowercased()
    guard let index = days.firstIndex(where: { $0.lowercased() == word }) else { return nil }
    cursor = ahead
    return index
  }

  private mutating func setTick(_ range: Range<Int>) {
    var ahead = Cursor(text.bytes, range)
    let digits = ahead.text(ahead.take(while: \.isDigit))
    let unit = ahead.text(ahead.at..<range.upperBound)
    guard let count = Int(digits), count > 0, !digits.hasPrefix("0"), count < 1_000_000,
      let unit = GanttChart.Tick.Unit(rawValue: unit)
    else {
      findings.warn(
        "`\(decoded(range))` is no interval", at: text.range(in: range),
        fix: "write a number and a unit without a space, such as `1week`")
      return
    }
    chart.tick = .init(count: count, unit: unit)
  }

  private mutating func words() -> Bool {
    if let words = value("title", stops: []) {
      header.title = decoded(words)
    } else if let words = value("section", stops: []) {
      chart.sections.append(.init(title: Label.plain(text.bytes[words], escapes: false).plain))
    } else {
      return false
    }
    return true
  }

  // MARK: tasks

  private static let keywords = [
    "title", "section", "dateFormat", "axisFormat", "tickInterval", "includes", "excludes", "todayMarker",
    "weekday", "weekend", "inclusiveEndDates", "topAxis", "click", "accTitle", "accDescr",
  ]

  private mutating func task() {
    let start = cursor.at
    guard !isReserved() else { return }
    let title = cursor.trimmed(cursor.take { $0 != .colon && $0 != .newline })
    guard cursor.peek == .colon else { return noTask(title) }
    let colon = cursor.at
    guard !title.isEmpty else {
      return fail("the task has no name before its `:`", at: start..<start + 1, fix: "write a name")
    }
    cursor.at += 1
    let data = cursor.take { $0 != .hash && $0 != .newline && $0 != .semicolon }
    guard !data.isEmpty else {
      return fail(
        "the task `\(decoded(title))` has nothing after its `:`", at: colon..<colon + 1,
        fix: "write its start and its length, such as `: 2024-01-31, 3d`")
    }
    if let draft = draft(title, data) { drafts.append(draft) }
  }

  /// Words that mermaid.js takes for something else at the beginning of a line.
  private mutating func isReserved() -> Bool {
    var ahead = cursor
    if cursor.sees("gantt", ignoringCase: true, wholeWord: true) {
      fail(
        "`gantt` stands once, at the beginning", at: cursor.at..<cursor.at + 5, fix: "name the task otherwise"
      )
      return true
    }
    if ahead.take(while: \.isDigit).count == 4, ahead.take("-"), ahead.take(while: \.isDigit).count == 2,
      ahead.take("-"), ahead.take(while: \.isDigit).count == 2, ahead.peek?.isWord != true
    {
      fail("a task's name cannot begin with a date", at: cursor.at..<ahead.at, fix: "begin it with a word")
      return true
    }
    return false
  }

  private mutating func noTask(_ title: Range<Int>) {
    let name = decoded(title)
    if let first = text.bytes[title].first, first == .semicolon || first == .hash {
      return fail(
        "`\(first == .hash ? "#" : ";")` ends the statement, and what follows it is none", at: title,
        fix: "take it out, with what follows it")
    }
    var ahead = Cursor(text.bytes, title)
    let word = ahead.take(while: \.isWord)
    let near = NearMiss.nearest(to: ahead.text(word), in: Self.keywords)
    if let known = Self.keywords.first(where: { $0.lowercased() == ahead.text(word).lowercased() }) {
      let fix =
        switch known {
        case "weekday": "write a day of the week, such as `weekday monday`"
        case "weekend": "write `weekend friday` or `weekend saturday`"
        default: "write its value on the same line"
        }
      return fail("`\(known)` has no value that is understood", at: title, fix: fix)
    }
    fail(
      "`\(name)` is neither a statement nor a task", at: title,
      fix: near.map { "write `\($0)`" } ?? "write `\(name) : 2024-01-31, 3d` for a task")
  }

  private mutating func draft(_ title: Range<Int>, _ data: Range<Int>) -> GanttDraft? {
    var fields: [GanttDraft.Field] = []
    var start = data.lowerBound
    for part in text.bytes[data].split(separator: .comma, omittingEmptySubsequences: false) {
      let range = cursor.trimmed(start..<start + part.count)
      fields.append(.init(words: decoded(range), range: range))
      start += part.count + 1
    }
    var tags: Set<GanttChart.Task.Tag> = []
    var used = 0
    while used < fields.count, let tag = GanttChart.Task.Tag(rawValue: fields[used].words) {
      tags.insert(tag)
      used += 1
    }
    let rest = Array(fields[used...])
    let section = chart.sections.isEmpty ? nil : chart.sections.count - 1
    func make(_ id: String?, _ start: GanttDraft.Field?, _ end: GanttDraft.Field) -> GanttDraft {
      GanttDraft(
        title: Label.plain(text.bytes[title], escapes: false).plain, titleRange: title, section: section,
        tags: tags, id: id,
        start: start, end: end)
    }
    switch rest.count {
    case 1: return make(nil, nil, rest[0])
    case 2: return make(nil, rest[0], rest[1])
    case 3: return make(rest[0].words, rest[1], rest[2])
    case 0:
      fail(
        "after its tags the task has neither a start nor a length", at: data,
        fix: "write them behind the tags, such as `\(decoded(cursor.trimmed(data))), 3d`")
    default:
      fail(
        "a task has an id, a start and an end, found \(rest.count) parts", at: data,
        fix: "take out what is more; the tags come first")
    }
    return nil
  }

  // MARK: links

  private mutating func interaction() -> Bool {
    var ahead = cursor
    for word in ["href", "call"] as [StaticString] {
      guard ahead.take(word, ignoringCase: true), ahead.skipSpace() else {
        ahead = cursor
        continue
      }
      if word.utf8CodeUnitCount == 4, cursor.sees("href", ignoringCase: true), ahead.peek != .quote {
        ahead = cursor
        continue
      }
      fail(
        "`\(cursor.text(cursor.at..<cursor.at + 4))` belongs behind `click` and a task's id",
        at: cursor.at..<cursor.at + 4)
      return true
    }
    guard ahead.take("click", ignoringCase: true), ahead.skipSpace() else { return false }
    let start = cursor.at
    let id = ahead.take { !$0.isSpace }
    cursor = ahead
    var address: Range<Int>?
    var hasCall = false
    while true {
      cursor.skipSpace()
      if address == nil, let found = takeAddress() {
        address = found
      } else if !hasCall, takeCall() {
        hasCall = true
      } else {
        break
      }
    }
    guard address != nil || hasCall else {
      cursor.at = start
      fail(
        "`href` or `call` must follow `click` and the task's id", at: start..<id.upperBound,
        fix: "write `click \(cursor.text(id)) href \"https://…\"`")
      return true
    }
    if let address {
      let link = DiagramLink(destination: decoded(address), range: text.range(in: address))
      for part in text.bytes[id].split(separator: .comma) {
        let place = part.startIndex..<part.endIndex
        links.append((decoded(place), place, link))
      }
    }
    return true
  }

  /// `href "…"`
  private mutating func takeAddress() -> Range<Int>? {
    var ahead = cursor
    guard ahead.take("href", ignoringCase: true), ahead.skipSpace(), ahead.take(.quote) else { return nil }
    let words = ahead.take { $0 != .quote }
    guard !words.isEmpty, ahead.take(.quote) else { return nil }
    cursor = ahead
    return words
  }

  /// `call name(arguments)`; nothing is run here, so it is passed over.
  private mutating func takeCall() -> Bool {
    var ahead = cursor
    guard ahead.take("call", ignoringCase: true), ahead.skipSpace() else { return false }
    ahead.take { $0 != UInt8(ascii: "(") }
    guard ahead.take("(") else { return false }
    ahead.take { $0 != UInt8(ascii: ")") }
    guard ahead.take(")") else { return false }
    cursor = ahead
    return true
  }

  // MARK: the end

  private mutating func finish(_ schedule: GanttSchedule) {
    chart.tasks = schedule.tasks.compactMap { task in
      guard let start = task.startTime, let end = task.drawnEnd else { return nil }
      return GanttChart.Task(
        id: task.id, title: task.title, section: task.section, start: start.seconds,
        end: max(start, end).seconds, tags: task.tags, range: text.range(in: task.titleRange))
    }
    for (id, range, link) in links {
      guard let index = schedule.index(id), index < chart.tasks.count else {
        findings.warn(
          "there is no task `\(id)`, so this link has no effect", at: text.range(in: range),
          fix: NearMiss.nearest(to: id, in: schedule.tasks.compactMap(\.id)).map { "write `\($0)`" }
            ?? "give a task this id")
        continue
      }
      chart.tasks[index].link = link
    }
    shade(schedule)
    if !hasAxisFormat {
      chart.axisFormat = text.config["gantt", "axisFormat"]?.text ?? (format.text == "D" ? "%d" : "%Y-%m-%d")
    }
    if text.config["gantt", "topAxis"]?.bool == true { chart.hasTopAxis = true }
    chart.isCompact = text.config["gantt", "displayMode"]?.text == "compact"
  }

  /// mermaid.js shades no days on a chart of more than five years.
  private mutating func shade(_ schedule: GanttSchedule) {
    let starts = schedule.tasks.compactMap(\.startTime)
    guard !excluded.isEmpty, let first = starts.min(), let last = schedule.tasks.compactMap(\.endTime).max(),
      last.day.number - first.day.number <= 5 * 365, first <= last
    else { return }
    for day in first.day.number...last.day.number {
      let time = CivilTime(milliseconds: day * CivilTime.day)
      if excluded.contains(time) { chart.excludedDays.append(time.seconds) }
    }
  }
}
