import Diagnostics
import Pages

extension Rule {
  public static let wrongLanguage = Rule(
    "wrong-language", .warning, "A block is evidently in another language than its fence says")
}

/// A block is in the language that its fence names: it is highlighted, copied and run as that language.
enum WrongLanguageCheck {
  static let check = Check(.commands, [.wrongLanguage], .shownPage(findings))

  private static func findings(_ checked: CheckedPage) -> [Diagnostic] {
    let page = checked.page
    return page.blocks.compactMap { block in
      guard !checked.context.isText(block), block.attributes.fails == nil,
        let apparent = checked.apparentLanguage(of: block), let label = apparent.recognition?.label
      else {
        return nil
      }
      let written = page.source.text(in: block.infoRange).split { $0.isWhitespace || $0 == "," || $0 == "{" }
        .first
      return Diagnostic(
        .wrongLanguage, "The fence says `\(written ?? "")`, but the block is \(label)",
        at: page.span(ofFenceOf: block), fix: "write `\(apparent.id)` as the language")
    }
  }
}
