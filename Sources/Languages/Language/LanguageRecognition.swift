/// How a block is recognized as a language although its fence says another one.
///
/// Only forms that cannot be anything else count: a JSON document that parses, `apiVersion:` on the first line, `from x
/// import y`.
public struct LanguageRecognition: Sendable {
  /// What such a block is called: `JSON`, `shell commands`.
  public let label: String
  /// Whether code is evidently in the language.
  public let isEvident: @Sendable (_ code: RecognizedCode) -> Bool
}

/// The code of a block, by which its language is recognized.
public struct RecognizedCode: Sendable {
  public let code: String
  /// The first line that is not blank; empty when there is none.
  public let first: Substring

  public init(_ code: String) {
    self.code = code
    first = code.split(separator: "\n").first { !$0.allSatisfy(\.isWhitespace) } ?? ""
  }

  /// The lines after the first one that is not blank.
  var others: [Substring] { code[first.endIndex...].split(separator: "\n") }
}

extension Languages {
  /// The language that code is evidently in, of those that this one is mistaken for; `nil` when the code may be what its
  /// fence says.
  ///
  ///     Languages.all.apparentLanguage(of: "from json import dumps", in: .shell)?.id  // "python"
  public func apparentLanguage(of code: String, in language: Language) -> Language? {
    guard language.form == .commands || language.isUnlikeCommands else { return nil }
    let code = RecognizedCode(code)
    if language.form == .commands {
      // A session with prompts prints what it likes.
      if code.first.isEmpty || code.first.hasPrefix("$ ") { return nil }
      return list.first { $0.form != .commands && $0.recognition?.isEvident(code) ?? false }
    }
    return list.first { $0.form == .commands && $0.recognition?.isEvident(code) ?? false }
  }
}
