import Languages

/// Parts of code as prose shows them, in any language. Only where nothing is asked of a block.
enum CodePart {
  /// `<#name#>`, which Xcode and the books about Swift write for what the reader fills in.
  static func hasPlaceholders(_ code: String) -> Bool {
    code.firstRange(of: "<#").map { code[$0.upperBound...].contains("#>") } ?? false
  }

  /// Whether a comment says of the line of a finding that it is wrong, as `// Error` does, of what is below the comment that
  /// it is not valid, or of this line or the one before it that something is left out: `let x = // ... the rest`.
  static func isMeant(_ finding: SyntaxFinding, in unit: SyntaxUnit) -> Bool {
    let lines = unit.code.split(separator: "\n", omittingEmptySubsequences: false)
    func comment(ofLine line: Int) -> String {
      lines.indices.contains(line - 1) ? self.comment(in: lines[line - 1]).lowercased() : ""
    }
    let own = comment(ofLine: finding.place.line)
    // `???` is for what a reader has to think of, `return/throw` for either of them.
    if lines.indices.contains(finding.place.line - 1),
      lines[finding.place.line - 1].contains("???") || isChoice(lines[finding.place.line - 1])
    {
      return true
    }
    let isWrong = ["error", "invalid", "syntaxerror", "not valid", "wrong"].contains { own.hasPrefix($0) }
    let above = [comment(ofLine: finding.place.line - 1), comment(ofLine: 1)]
    return isWrong || above.contains(where: saysThatItIsWrong)
      || [own, comment(ofLine: finding.place.line - 1)].contains { $0.hasPrefix("...") || $0.hasPrefix("…") }
  }

  /// `// This code isn't valid.`
  private static func saysThatItIsWrong(_ comment: String) -> Bool {
    ["isn't valid", "not valid", "n't compile", "not compile"].contains { comment.contains($0) }
  }

  /// Words with slashes between them, and nothing else.
  private static func isChoice(_ line: Substring) -> Bool {
    let words = line.drop { $0 == " " || $0 == "\t" }.split(separator: "/", omittingEmptySubsequences: false)
    return words.count > 1 && words.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isLetter) }
  }

  /// The text of a comment at the end of a line; empty without one.
  private static func comment(in line: Substring) -> Substring {
    for mark in ["//", "# "] {
      if let range = line.firstRange(of: mark) { return line[range.upperBound...].drop { $0 == " " } }
    }
    return ""
  }
}
