import Determinism
import Diagnostics

/// A task as it is written, and as far as its dates are known.
struct GanttDraft: Sendable {
  /// A part of the task's data with its place in the text.
  struct Field: Sendable, Hashable {
    var words: String
    var range: Range<Int>
  }

  var title: String
  var titleRange: Range<Int>
  var section: Int?
  var tags: Set<GanttChart.Task.Tag>
  /// `nil` when none is written; it then has one of the form `task3`.
  var id: String?
  /// `nil`: the end of the task before.
  var start: Field?
  var end: Field

  var startTime: CivilTime?
  var endTime: CivilTime?
  /// The end without excluded days at its very end.
  var drawnEnd: CivilTime?
}

/// Gives every task its dates, in the order and with the rules of mermaid.js.
struct GanttSchedule {
  private(set) var tasks: [GanttDraft]
  let format: DateFormat
  private let excluded: ExcludedDays
  private let endsInclusive: Bool
  private let text: DiagramText
  private var indices: [String: Int] = [:]
  /// Days that may still be looked at: a limit for charts of millennia.
  private var budget = 20_000_000

  init(
    _ tasks: [GanttDraft], format: DateFormat, excluded: ExcludedDays, endsInclusive: Bool, text: DiagramText
  ) {
    self.tasks = tasks
    self.format = format
    self.excluded = excluded
    self.endsInclusive = endsInclusive
    self.text = text
    var unnamed = 0
    for (index, task) in tasks.enumerated() {
      if let id = task.id {
        indices[id] = index
      } else {
        unnamed += 1
        indices["task\(unnamed)"] = index
      }
    }
  }

  /// Tasks may refer to later ones, so they are gone through several times, as often as mermaid.js does.
  mutating func resolve(_ findings: inout Findings) {
    for pass in 0...10 {
      let isLast = pass == 10
      for index in tasks.indices {
        guard resolve(index, isFirst: pass == 0, &findings) else { return }
      }
      if isLast || tasks.allSatisfy({ $0.endTime != nil }) { break }
    }
    for task in tasks where task.endTime == nil && !findings.hasErrors {
      findings.report(
        .mermaidReference, "the start of `\(task.title)` depends on its own end",
        at: text.range(in: task.start?.range ?? task.titleRange), fix: "give one of the tasks a date")
    }
  }

  func index(_ id: String) -> Int? { indices[id] }

  /// - Returns: `false` when nothing further can be said.
  mutating func resolve(_ index: Int, isFirst: Bool, _ findings: inout Findings) -> Bool {
    let task = tasks[index]
    switch start(of: index, isFirst: isFirst, &findings) {
    case .known(let time): tasks[index].startTime = time
    case .pending: break
    case .wrong: return isFirst ? true : !findings.hasErrors
    }
    guard let start = tasks[index].startTime else { return true }
    guard let end = end(of: index, from: start, isFirst: isFirst, &findings) else { return true }
    tasks[index].endTime = end
    tasks[index].drawnEnd = end
    guard !excluded.isEmpty, DateFormat.isoDay.read(task.end.words) == nil else { return true }
    return extend(index, start, end, &findings)
  }

  private enum Outcome {
    case known(CivilTime?)
    case pending
    case wrong
  }

  private func start(of index: Int, isFirst: Bool, _ findings: inout Findings) -> Outcome {
    let task = tasks[index]
    guard let field = task.start else {
      guard index > 0 else {
        findings.report(
          .mermaidSyntax, "the first task has no task before it to begin after",
          at: text.range(in: task.end.range),
          fix: "write its start, such as `\(format.text.isEmpty ? "2024-01-31" : example), \(task.end.words)`"
        )
        return .wrong
      }
      return .known(tasks[index - 1].endTime)
    }
    if format.isTimestamp, !field.words.isEmpty, field.words.utf8.allSatisfy(\.isDigit) {
      guard let time = CivilTime(milliseconds: 0).adding(milliseconds: Double(field.words) ?? .infinity)
      else {
        findings.report(
          .mermaidSyntax, "`\(field.words)` is beyond what a date can hold", at: text.range(in: field.range),
          fix: "write milliseconds since 1970")
        return .wrong
      }
      return .known(time)
    }
    if let ids = Self.ids("after", field.words) {
      var latest: GanttDraft?
      for id in ids {
        guard let other = indices[id].map({ tasks[$0] }) else { continue }
        if let end = other.endTime, let known = latest?.endTime, end > known { latest = other }
        if latest == nil { latest = other }
      }
      if let latest { return .known(latest.endTime) }
      if isFirst { reportUnknown(ids, field, "the task begins after the one before it", &findings) }
      guard index > 0 else {
        findings.report(
          .mermaidReference, "there is no task that `\(task.title)` could begin after",
          at: text.range(in: field.range), fix: "write a date")
        return .wrong
      }
      return .known(tasks[index - 1].endTime)
    }
    if let time = format.read(field.words) { return .known(time) }
    guard let time = LooseDate.read(field.words) else {
      findings.report(
        .mermaidSyntax,
        field.words.isEmpty
          ? "the start of the task is empty"
          : "`\(field.words)` is not a date" + (format.text.isEmpty ? "" : " of the form `\(format.text)`"),
        at: text.range(in: field.range), fix: "write a date such as `\(example)`, or `after` and a task's id")
      return .wrong
    }
    if isFirst, !LooseDate.looksLikeDate(field.words) {
      findings.warn(
        "`\(field.words)` is taken for the date \(DateFormat.isoDay.write(time))",
        at: text.range(in: field.range),
        fix: "an id comes before the start: write `\(field.words), \(example), \(task.end.words)`")
    }
    return .known(time)
  }

  /// A date in the chart's form, for messages.
  private var example: String {
    let time = CivilTime(year: 2024, month: 1, day: 31)
    return time.map(format.text.isEmpty ? DateFormat.isoDay.write : format.write) ?? "2024-01-31"
  }

  private func reportUnknown(
    _ ids: [String], _ field: GanttDraft.Field, _ effect: String, _ findings: inout Findings
  ) {
    let near = ids.first.flatMap { NearMiss.nearest(to: $0, in: indices.keys.sorted()) }
    findings.warn(
      "there is no task `\(ids.joined(separator: "`, `"))`; \(effect), and mermaid.js takes today",
      at: text.range(in: field.range), fix: near.map { "write `\($0)`" } ?? "give a task this id")
  }

  /// `nil` while it cannot be known.
  private func end(
    of index: Int, from start: CivilTime, isFirst: Bool, _ findings: inout Findings
  ) -> CivilTime? {
    let field = tasks[index].end
    if let ids = Self.ids("until", field.words) {
      var earliest: GanttDraft?
      for id in ids {
        guard let other = indices[id].map({ tasks[$0] }) else { continue }
        if let time = other.startTime, let known = earliest?.startTime, time < known { earliest = other }
        if earliest == nil { earliest = other }
      }
      if let earliest { return earliest.startTime }
      if isFirst { reportUnknown(ids, field, "the task has no length", &findings) }
      return start
    }
    if let time = format.read(field.words) {
      return endsInclusive ? time.adding(milliseconds: Double(CivilTime.day)) : time
    }
    if let duration = Duration(field.words) { return duration.end(from: start) ?? start }
    // A moment has no length.
    let isMoment = field.words == "0" || !tasks[index].tags.isDisjoint(with: [.milestone, .vertical])
    if isFirst, !isMoment {
      findings.warn(
        field.words.isEmpty
          ? "the task has no end, and so no length"
          : "`\(field.words)` is neither a duration nor a date, and the task has no length",
        at: text.range(in: field.range),
        fix: "write a number and one of `ms`, `s`, `m`, `h`, `d`, `w`, `M`, `y`, such as `3d`")
    }
    return start
  }

  /// `3d`, `1.5h`
  private struct Duration {
    var count: Double
    var unit: String

    init?(_ words: String) {
      let bytes = Array(words.utf8)
      var at = 0
      while at < bytes.count, bytes[at].isDigit { at += 1 }
      guard at > 0 else { return nil }
      if at + 1 < bytes.count, bytes[at] == UInt8(ascii: "."), bytes[at + 1].isDigit {
        at += 1
        while at < bytes.count, bytes[at].isDigit { at += 1 }
      }
      unit = String(decoding: bytes[at...], as: UTF8.self)
      guard ["ms", "s", "m", "h", "d", "w", "M", "y"].contains(unit),
        let count = Double(String(decoding: bytes[..<at], as: UTF8.self))
      else { return nil }
      self.count = count
    }

    /// Days and weeks are rounded to whole days, months and years cut to whole ones, as day.js does.
    func end(from start: CivilTime) -> CivilTime? {
      switch unit {
      case "M": start.adding(months: count.rounded(.towardZero))
      case "y": start.adding(months: count.rounded(.towardZero) * 12)
      case "w": start.adding(milliseconds: (count * 7).rounded() * Double(CivilTime.day))
      case "d": start.adding(milliseconds: count.rounded() * Double(CivilTime.day))
      case "h": start.adding(milliseconds: count * 3_600_000)
      case "m": start.adding(milliseconds: count * 60_000)
      case "s": start.adding(milliseconds: count * 1000)
      default: start.adding(milliseconds: count)
      }
    }
  }

  /// Every excluded day from the second on makes the task a day longer.
  private mutating func extend(
    _ index: Int, _ start: CivilTime, _ end: CivilTime, _ findings: inout Findings
  ) -> Bool {
    var time = start.milliseconds + CivilTime.day
    var last = end.milliseconds
    let limit = last + 10_000 * CivilTime.day
    var drawn: Int?
    var isExcluded = false
    while time <= last {
      if !isExcluded { drawn = last }
      isExcluded = excluded.contains(CivilTime(milliseconds: time))
      if isExcluded { last += CivilTime.day }
      budget -= 1
      guard last <= limit, budget > 0, last < CivilTime.limit else {
        findings.report(
          .mermaidLimit, "`excludes` leaves `\(tasks[index].title)` too few working days",
          at: text.range(in: tasks[index].titleRange), fix: "exclude fewer days, or make the task shorter")
        return false
      }
      time += CivilTime.day
    }
    tasks[index].endTime = CivilTime(milliseconds: last)
    tasks[index].drawnEnd = CivilTime(milliseconds: drawn ?? last)
    return true
  }

  /// The ids after `after` or `until`.
  private static func ids(_ word: String, _ words: String) -> [String]? {
    guard words.hasPrefix(word) else { return nil }
    let rest = Array(words.utf8.dropFirst(word.utf8.count))
    guard rest.first?.isSpace == true else { return nil }
    let ids = rest.drop(while: \.isSpace).prefix { $0.isWord || $0 == .hyphen || $0 == .space }
    guard !ids.isEmpty else { return nil }
    return ids.split(separator: .space).map { String(decoding: $0, as: UTF8.self) }
  }
}
