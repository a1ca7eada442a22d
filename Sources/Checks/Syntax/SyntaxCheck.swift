import Diagnostics
import Languages
import Pages
import Project

/// The code of pages parses. Compilers and interpreters are started, but only to parse.
///
/// `check` and `verify` ask the same parsers in the same way, so that they report the same findings at the same places.
public enum SyntaxCheck {
  static let check = Check(
    .blocks, [.syntaxError, .notParsed],
    .allPages { $0.context.parsesCode ? await findings($0) : [] })

  private static func findings(_ checked: CheckedPages) async -> [Diagnostic] {
    let context = checked.context
    var codes: [SyntaxCode] = []
    var files: Set<String> = []
    for page in checked.withShown {
      for block in page.page.blocks
      where !context.isText(block) && block.attributes.fails == nil
        && page.apparentLanguage(of: block) == nil
      {
        guard let code = SyntaxCode(block, on: page.page, context.project, context.languages) else {
          continue
        }
        // A block that includes a file, or a region of it, is checked as the file.
        if case .file(let file) = code.place, !files.insert(file.path).inserted { continue }
        codes.append(code)
      }
    }
    let parsing = Parsing(
      tools: context.tools, languages: context.languages,
      cache: SyntaxCache(context.site.caches.syntax))
    let result = await parse(codes, parsing)
    return result.failures.map(\.warning) + result.findings.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The findings of several codes.
  public struct Result: Sendable {
    /// The finding in a piece of code, by its position.
    public var findings: [Int: Diagnostic] = [:]
    /// Parsers that do not work, each with the positions of the codes that it could not parse.
    public var failures: [(warning: Diagnostic, codes: [Int])] = []
  }

  /// The programs and settings for parsing.
  public struct Parsing: Sendable {
    var tools: ParserTools
    public var languages: Languages
    var cache: SyntaxCache

    public init(tools: ParserTools, languages: Languages, cache: SyntaxCache) {
      self.tools = tools
      self.languages = languages
      self.cache = cache
    }
  }

  public static func parse(_ codes: [SyntaxCode], _ parsing: Parsing) async -> Result {
    var parsers: [(parser: SyntaxParser, codes: [Int])] = []
    for (index, code) in codes.enumerated() {
      if let position = parsers.firstIndex(where: { $0.parser.name == code.parser.name }) {
        parsers[position].codes.append(index)
      } else {
        parsers.append((code.parser, [index]))
      }
    }
    let order = Dictionary(
      parsing.languages.list.enumerated().compactMap { index, language in
        language.parser.map { ($0.name, index) }
      },
      uniquingKeysWith: min)
    parsers.sort { order[$0.parser.name] ?? 0 < order[$1.parser.name] ?? 0 }
    typealias Answer = (parser: Int, result: Swift.Result<[Int: SyntaxFinding], SyntaxFailure>)
    let answers = await withTaskGroup(of: Answer.self) { group in
      for (index, (parser, own)) in parsers.enumerated() {
        let units = own.map { codes[$0].unit }
        group.addTask { (index, await parsing.cache.parse(units, parser, parsing.tools)) }
      }
      return await group.reduce(into: [Answer]()) { $0.append($1) }
    }
    var result = Result()
    for (parser, answer) in answers.sorted(by: { $0.parser < $1.parser }) {
      let own = parsers[parser].codes
      switch answer {
      case .success(let found):
        for (position, finding) in found {
          let code = codes[own[position]]
          if code.unit.mayElide, CodePart.isMeant(finding, in: code.unit) { continue }
          result.findings[own[position]] = code.diagnostic(finding)
        }
      case .failure(let failure):
        let first = own.first.map { codes[$0].start }
        result.failures.append(
          (Diagnostic(.notParsed, failure.message, at: first, details: failure.details), own))
      }
    }
    return result
  }
}

/// The code of a block, or of the file that it includes, as its parser reads it.
public struct SyntaxCode: Sendable {
  enum Place: Sendable {
    case block(Page, Block)
    /// A whole included file.
    case file(SourceText)
  }

  let parser: SyntaxParser
  let unit: SyntaxUnit
  let place: Place

  /// `nil` when the block's language has no parser, or the block has nothing to parse.
  ///
  /// - Parameter parser: another one than the language's.
  public init?(
    _ block: Block, on page: Page, _ project: Project, _ languages: Languages, parser: SyntaxParser? = nil
  ) {
    guard let language = languages[block.language], let parser = parser ?? language.parser else { return nil }
    self.parser = parser
    if let file = page.includedSource(of: block) {
      unit = SyntaxUnit(file.text)
      place = .file(file)
    } else {
      let mayElide = !project.asks(of: block, in: languages)
      if mayElide, CodePart.hasPlaceholders(block.code) { return nil }
      guard let unit = language.syntaxUnit(for: block.code, mayElide: mayElide) else {
        return nil
      }
      self.unit = unit
      place = .block(page, block)
    }
  }

  func diagnostic(_ finding: SyntaxFinding, _ rule: Rule = .syntaxError) -> Diagnostic {
    Diagnostic(
      rule, finding.message, at: span(finding.place),
      notes: finding.notes.map { Diagnostic.Note($0.message, span: $0.place.map(span)) })
  }

  /// Where it begins: the fence of the block, or the file.
  var start: SourceSpan {
    switch place {
    case .block(let page, let block): page.span(ofFenceOf: block)
    case .file(let source): source.span(ofLine: 1)
    }
  }

  private func span(_ reported: SyntaxFinding.Place) -> SourceSpan {
    let (line, column, length) = unit.place(of: reported)
    switch place {
    case .block(let page, let block):
      return page.span(inCodeOf: block, line: line, column: column, length: length)
    case .file(let source):
      let start = source.offset(ofLine: line) + column - 1
      return source.span(start..<(start + length))
    }
  }
}
