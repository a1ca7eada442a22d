import Determinism
import Diagnostics

/// Tasks.
extension GanttGrammar {
  private static let keywords = [
    "title", "section", "dateFormat", "axisFormat", "tickInterval", "includes", "excludes", "todayMarker",
    "weekday", "weekend", "inclusiveEndDates", "topAxis", "click", "accTitle", "accDescr",
  ]

  mutating func task() {
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

  /// Words that mermaid.js reads as a keyword at the beginning of a line.
  private mutating func isReserved() -> Bool {
    var ahead = cursor
    if cursor.sees("gantt", ignoringCase: true, wholeWord: true) {
      fail(
        "`gantt` is allowed once, at the beginning", at: cursor.at..<cursor.at + 5,
        fix: "name the task otherwise"
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
        "`\(first == .hash ? "#" : ";")` ends the statement, and what follows is not a statement", at: title,
        fix: "remove it, with what follows it")
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
}
