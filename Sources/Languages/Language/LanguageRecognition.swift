/// How a block is told to be in a language although its fence says another one.
///
/// Only forms that cannot be anything else count: a JSON document that parses, `apiVersion:` on the first line, `from x
/// import y`.
public struct LanguageRecognition: Sendable {
  /// What such a block is called: `JSON`, `shell commands`.
  public let label: String
  /// Whether code is evidently in the language.
  public let isEvident: @Sendable (_ code: RecognizedCode) -> Bool
}

/// The code of a block, as its language is told from it.
public struct RecognizedCode: Sendable {
  public let code: String
  /// The lines that are not blank.
  public let lines: [Substring]

  public init(_ code: String) {
    self.code = code
    lines = code.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }
  }

  var first: Substring { lines.first ?? "" }
}

extension Languages {
  /// The language that code is evidently in, of those that this one is mistaken for; `nil` when the code may be what its
  /// fence says.
  ///
  ///     Languages.all.apparentLanguage(of: "from json import dumps", in: .shell)?.id  // "python"
  public func apparentLanguage(of code: String, in language: Language) -> Language? {
    let code = RecognizedCode(code)
    if language.form == .commands {
      // A session with prompts prints what it likes.
      if code.first.isEmpty || code.first.hasPrefix("$ ") { return nil }
      return list.first { $0.form != .commands && $0.recognition?.isEvident(code) ?? false }
    }
    guard language.isUnlikeCommands else { return nil }
    return list.first { $0.form == .commands && $0.recognition?.isEvident(code) ?? false }
  }
}
