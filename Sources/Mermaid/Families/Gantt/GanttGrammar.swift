import Determinism
import Diagnostics

/// Reads `gantt`: settings, sections and tasks, line by line, and resolves every date.
struct GanttGrammar: LineGrammar {
  var reading: Reading
  var cursor: Cursor
  var chart = GanttChart()
  var drafts: [GanttDraft] = []
  private var format = DateFormat("")
  private var excluded = ExcludedDays()
  private var endsInclusive = false
  private var hasAxisFormat = false
  var links: [(id: String, range: Range<Int>, link: DiagramLink)] = []

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
    while !cursor.isAtEnd, !findings.isFull {
      item()
      if drafts.count > limits.nodes, let last = drafts.last {
        stop(.tooMany("tasks", limit: limits.nodes, at: last.titleRange))
      }
    }
    guard !findings.hasErrors else { return }
    excluded.resolve(format)
    var schedule = GanttSchedule(
      drafts, format: format, excluded: excluded, endsInclusive: endsInclusive, text: text)
    schedule.resolve(&findings)
    guard !findings.hasErrors else { return }
    finish(schedule)
  }

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
    if interaction() || setting() || titleOrSection() { return }
    task()
  }

  /// `keyword` and the words after it on the line, up to one of `stops`.
  mutating func value(_ keyword: StaticString, stops: [UInt8] = [.hash, .semicolon]) -> Range<Int>? {
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

  mutating func topAxis() -> Range<Int>? {
    let start = cursor.at
    return cursor.take("topAxis", ignoringCase: true, wholeWord: true) ? start..<cursor.at : nil
  }

  private func list(_ range: Range<Int>) -> [String] {
    decoded(range).lowercased().split { $0.isWhitespace || $0 == "," }.map(String.init)
  }

  mutating func weekday(_ keyword: StaticString, _ days: [String]) -> Int? {
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
        "`\(decoded(range))` is not an interval", at: text.range(in: range),
        fix: "write a number and a unit without a space, such as `1week`")
      return
    }
    chart.tick = .init(count: count, unit: unit)
  }

  mutating func titleOrSection() -> Bool {
    if let words = value("title", stops: []) {
      header.title = decoded(words)
    } else if let words = value("section", stops: []) {
      chart.sections.append(.init(title: Label.plain(text.bytes[words], escapes: false).plain))
    } else {
      return false
    }
    return true
  }

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
    chart.isCompact = displayMode == "compact"
  }

  /// A directive goes before `displayMode:` of the front matter, and that before the same key below its `config:`.
  private var displayMode: String? {
    text.directives["gantt", "displayMode"]?.text ?? text.frontMatter["displayMode"]?.text
      ?? text.config["gantt", "displayMode"]?.text
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
