import Diagnostics
import Markdown
import Pages
import Site

/// Directives are valid: their kinds report what is wrong with them.
enum DirectiveCheck {
  static let check = Check(
    .pages, [.unknownContractName, .unknownDirective, .badData],
    .shownPage { checked in
      checked.page.directives.flatMap { directive in
        checked.context.site.directives.findings(directive, on: checked.page, isShown: checked.isShown)
      } + misspelled(on: checked.page)
    })

  /// Comments whose first word is nearly `flowdocs:`: they are comments, and what they ask for does not happen.
  private static func misspelled(on page: Page) -> [Diagnostic] {
    page.document.nodes.indices.flatMap { index -> [Diagnostic] in
      let node = page.document.nodes[index]
      guard node.kind == .htmlBlock || node.kind == .htmlInline else { return [] }
      let html = page.document.bytes(node.literal)
      return HTMLTokens(html).compactMap { token in
        guard case .comment(let range) = token, let word = misspelledWord(of: html[range]) else { return nil }
        let place = page.range(of: word, around: MarkdownDocument.NodeID(index))
        return Diagnostic(
          .unknownDirective, "This comment is not a directive, because `\(word)` is not `flowdocs:`",
          at: page.source.span(place), fix: "write `flowdocs:`",
          replacements: page.source.replacing(place, with: "flowdocs:"))
      }
    }
  }

  /// `FlowDocs:` or `flowdoc:` after `<!--`.
  private static func misspelledWord(of comment: ArraySlice<UInt8>) -> String? {
    guard comment.starts(with: "<!--".utf8) else { return nil }
    let text = comment.dropFirst(4).drop { $0 <= 0x20 }
    let name = text.prefix { $0.isLetter || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    guard name.count >= 6, text[name.endIndex...].first == UInt8(ascii: ":") else { return nil }
    let word = String(decoding: name, as: UTF8.self)
    return NearMiss.nearest(to: word, in: ["flowdocs"]) == nil ? nil : word + ":"
  }
}
