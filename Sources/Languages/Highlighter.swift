/// Turns code into escaped HTML text in which spans with one-letter classes mark the kind of each token.
///
/// The text content of the output is always the code itself, byte for byte; spans only colour it.
public enum Highlighter {
  /// Appends `code` to `output` as HTML text. A language that is not known gives escaped text without spans.
  ///
  /// - Parameter language: The first word of a fence: an id or an alias, in upper or lower case.
  public static func highlight(
    _ code: UnsafeBufferPointer<UInt8>, language: String, in languages: Languages = .all,
    into output: inout [UInt8]
  ) {
    var scanner = Scanner(code) { languages[$0]?.lexer ?? .plain }
    swap(&scanner.output, &output)
    scanner.output.reserveCapacity(scanner.output.count + code.count * 2)
    (languages[language]?.lexer ?? .plain).scan(&scanner)
    scanner.flush(upTo: scanner.end)
    swap(&scanner.output, &output)
  }

  /// The code as HTML text, for places where speed does not matter.
  public static func html(_ code: String, language: String, in languages: Languages = .all) -> String {
    var output: [UInt8] = []
    var code = code
    code.withUTF8 { highlight($0, language: language, in: languages, into: &output) }
    return String(decoding: output, as: UTF8.self)
  }
}
