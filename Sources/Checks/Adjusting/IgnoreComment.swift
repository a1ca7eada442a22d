import Diagnostics
import Pages
import Site

extension Rule {
  public static let unusedIgnore = Rule(
    "unused-ignore", .warning, "Comment `flowdocs:ignore` for a rule without a finding in the next block")
}

/// `<!-- flowdocs:ignore dead-link: written for the release -->`: findings of one rule that the writer of a page accepts in
/// the block after the comment.
struct IgnoreComment {
  /// The id that the rule has today.
  let rule: String
  let rulePlace: SourceSpan
  let comment: SourceSpan
  /// The block after the comment; `nil` at the end of the page, list item or quote.
  let block: SourceSpan?

  /// The comments of a page whose words are valid.
  static func all(on page: Page, _ names: RuleNames) -> [IgnoreComment] {
    page.directives.filter { $0.name == name }.compactMap { directive in
      guard let words = IgnoreWords(directive, page.source) else { return nil }
      return IgnoreComment(
        rule: names.current(page.source.text(in: words.rule)), rulePlace: page.source.span(words.rule),
        comment: page.source.span(directive.range),
        block: block(after: directive, on: page))
    }
  }

  func covers(_ finding: Diagnostic) -> Bool {
    guard finding.rule.id == rule, let span = finding.span, let block, span.path == block.path else {
      return false
    }
    return block.range.contains(span.range.lowerBound) || block.range.upperBound == span.range.lowerBound
  }

  /// Comments one below the other are about the same block.
  private static func block(after directive: Directive, on page: Page) -> SourceSpan? {
    let comments = Set(page.directives.filter { $0.name == name }.map(\.node))
    var next = page.document[directive.node].nextSibling
    while next >= 0, comments.contains(next) { next = page.document[next].nextSibling }
    guard next >= 0 else { return nil }
    let node = page.document[next]
    let lines = page.source.lines
    let end = lines.content(Int(max(node.startLine, node.endLine)), in: page.source.bytes).upperBound
    return page.source.span(lines.start(Int(node.startLine))..<end)
  }

  static let name = "ignore"
}

/// The words of a comment: the id of a rule, a colon, and why its findings are accepted.
private struct IgnoreWords {
  let rule: Range<Int>

  /// `nil` without a rule or without a reason.
  init?(_ directive: Directive, _ source: SourceText) {
    let words = source.bytes[directive.argumentRange]
    guard let colon = words.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let id = words[..<colon]
    guard !id.isEmpty, !id.contains(where: { $0 <= 0x20 }),
      words[words.index(after: colon)...].contains(where: { $0 > 0x20 })
    else { return nil }
    rule = id.startIndex..<id.endIndex
  }
}

extension DirectiveSource {
  /// Comments by which pages accept findings.
  ///
  /// - Parameter names: all rules.
  public static func ignoreComments(_ names: RuleNames) -> DirectiveSource {
    let rules = names.ids
    return DirectiveSource { _ in
      [
        DirectiveKind(
          IgnoreComment.name, argument: .custom,
          "Nothing: findings of a rule in the next block are not reported. Takes the id of the rule, a colon and the reason.",
          content: .html { _, _ in [] },
          findings: { directive, page in
            guard let words = IgnoreWords(directive, page.source) else {
              return [
                Diagnostic(
                  .unknownDirective, "`flowdocs:ignore` needs a rule and a reason",
                  at: page.source.span(directive.range),
                  fix: "write `<!-- flowdocs:ignore dead-link: the reason -->`")
              ]
            }
            let rule = page.source.text(in: words.rule)
            if rules.contains(rule) { return [] }
            let place = page.source.span(words.rule)
            return [
              names.renaming(of: rule, at: place, deprecated: .deprecatedKey, unknown: .unknownDirective)
                ?? Diagnostic(
                  .unknownDirective, "Unknown rule `\(rule)`", at: place, name: rule,
                  guess: NearMiss.guess(for: rule, in: rules),
                  otherwise: "`flowdocs check` names the rule of each finding")
            ]
          })
      ]
    }
  }
}
