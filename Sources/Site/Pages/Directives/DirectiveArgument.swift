import Diagnostics

extension DirectiveKind.Argument {
  /// What is wrong with the number of words after a directive's name; `nil` when nothing is.
  func finding(_ comment: DirectiveComment) -> Diagnostic? {
    guard let problem = problem(comment.name, count: comment.arguments.count) else { return nil }
    let whole = "<!-- flowdocs:\(comment.name) -->"
    return Diagnostic(
      .unknownDirective, problem, at: comment.source.span(comment.word),
      fix: self == .none ? "write `\(whole)`" : "write `<!-- flowdocs:\(comment.name) NAME -->`",
      replacements: self == .none ? comment.source.replacing(comment.range, with: whole) : [])
  }

  private func problem(_ name: String, count: Int) -> String? {
    switch self {
    case .custom: nil
    case .none: count == 0 ? nil : "`flowdocs:\(name)` takes no argument"
    case .words: count > 0 ? nil : "`flowdocs:\(name)` needs a name"
    case .name:
      switch count {
      case 0: "`flowdocs:\(name)` needs a name"
      case 1: nil
      default: "`flowdocs:\(name)` takes one name, but \(count) are given"
      }
    }
  }
}
