extension ReportFormat {
  public static let junit = ReportFormat("junit", "for services that show tests, JUnit's XML") {
    report, options in
    JUnitDocument(report, options).text
  }
}

/// A test suite for each page: a test case for each block, for each finding that fails elsewhere on the page, or one for a
/// page that has neither. Findings that fail nothing are in the output of the suite.
///
/// Elements and attributes are those of the schema of Apache Ant's JUnit task, which asks for more than others do.
private struct JUnitDocument {
  private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
  private let failsOn: Severity
  private let time: String
  private let renderer = ConsoleRenderer()

  private struct TestCase {
    var name: String
    var seconds = 0.0
    var skipped: String?
    var failure: (type: String, message: String, text: String)?
  }

  init(_ report: Report, _ options: ReportFormat.Options) {
    failsOn = report.failsOn
    time = options.time
    let bounded = BoundedReport(report.findings, .forPrograms)
    let findings = Dictionary(grouping: bounded.shown) { $0.span?.path ?? "" }
    let blocks = Dictionary(grouping: report.blocks, by: \.path)
    let paths = Set(report.pages).union(findings.keys).union(blocks.keys).sorted()
    for (index, path) in paths.enumerated() {
      addSuite(index, path, findings[path] ?? [], blocks[path] ?? [])
    }
    if let omission = bounded.omission { text += "<!-- \(omission) -->\n" }
    text += "</testsuites>\n"
  }

  private mutating func addSuite(
    _ index: Int, _ path: String, _ findings: [Diagnostic], _ blocks: [Report.Block]
  ) {
    let name = path.isEmpty ? "project" : path
    let cases = cases(findings, blocks)
    let failures = cases.count { $0.failure != nil }
    let skipped = cases.count { $0.skipped != nil }
    text +=
      "<testsuite name=\"\(Self.escaped(name))\" package=\"flowdocs\" id=\"\(index)\" timestamp=\"\(time)\""
      + " hostname=\"localhost\" tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\""
      + " skipped=\"\(skipped)\" time=\"\(Self.seconds(cases.reduce(0) { $0 + $1.seconds }))\">\n"
      + "<properties/>\n"
    for test in cases { add(test, of: name) }
    let others = findings.filter { $0.severity < failsOn }.map(renderer.render).joined(separator: "\n")
    text += "<system-out>\(Self.escaped(others))</system-out>\n<system-err/>\n</testsuite>\n"
  }

  private func cases(_ findings: [Diagnostic], _ blocks: [Report.Block]) -> [TestCase] {
    let failing = findings.filter { $0.severity >= failsOn }
    var cases: [TestCase] = []
    var ofBlocks: Set<Int> = []
    for block in blocks.sorted(by: { $0.line < $1.line }) {
      let lines = block.line...max(block.line, block.endLine)
      let own = failing.indices.filter { failing[$0].span.map { lines.contains($0.start.line) } ?? false }
      ofBlocks.formUnion(own)
      cases.append(testCase(block, own.map { failing[$0] }))
    }
    for (index, finding) in failing.enumerated() where !ofBlocks.contains(index) {
      let place = finding.span.map { " at line \($0.start.line)" } ?? ""
      cases.append(TestCase(name: finding.rule.id + place, failure: failure([finding])))
    }
    return cases.isEmpty ? [TestCase(name: "no findings")] : cases
  }

  private func testCase(_ block: Report.Block, _ findings: [Diagnostic]) -> TestCase {
    let language = block.language.isEmpty ? "no language" : block.language
    var test = TestCase(
      name: "line \(block.line), \(language), \(block.verdict)", seconds: block.seconds ?? 0,
      failure: failure(findings))
    if test.failure == nil, block.status == .failed {
      test.failure = (block.verdict, block.reason ?? block.verdict, "")
    }
    if test.failure == nil, block.status == .skipped { test.skipped = block.reason ?? "" }
    return test
  }

  private func failure(_ findings: [Diagnostic]) -> (type: String, message: String, text: String)? {
    guard let first = findings.first else { return nil }
    return (first.rule.id, first.message, findings.map(renderer.render).joined(separator: "\n"))
  }

  private mutating func add(_ test: TestCase, of suite: String) {
    text +=
      "<testcase name=\"\(Self.escaped(test.name))\" classname=\"\(Self.escaped(suite))\""
      + " time=\"\(Self.seconds(test.seconds))\""
    if let failure = test.failure {
      text +=
        "><failure type=\"\(Self.escaped(failure.type))\" message=\"\(Self.escaped(failure.message))\">"
        + Self.escaped(failure.text) + "</failure></testcase>\n"
    } else if let reason = test.skipped {
      text += "><skipped message=\"\(Self.escaped(reason))\"/></testcase>\n"
    } else {
      text += "/>\n"
    }
  }

  /// Milliseconds are as exact as a run repeats.
  private static func seconds(_ value: Double) -> String {
    let milliseconds = Int((value * 1000).rounded())
    let rest = String(milliseconds % 1000)
    return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  /// Text for content and quoted attributes. XML has no control characters at all, nor U+FFFE and U+FFFF.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.showingControls(keepingLines: true).unicodeScalars {
      if let entity = HTMLEntity.of(scalar) {
        result += "\(entity)"
      } else if scalar.value & 0xFFFE == 0xFFFE {
        result += "\u{FFFD}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
