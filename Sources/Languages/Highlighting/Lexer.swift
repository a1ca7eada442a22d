/// Marks the tokens of one language: moves a scanner from its position to its end.
///
/// A lexer is lenient: code that does not parse is coloured as far as it is understood, never rejected. It is one
/// pass over the bytes.
///
///     let shout = Lexer { scanner in
///       while !scanner.isAtEnd {
///         let start = scanner.position
///         scanner.skipWord()
///         if scanner.position > start { scanner.mark(.keyword, from: start) } else { scanner.position += 1 }
///       }
///     }
public struct Lexer: Sendable {
  let scan: @Sendable (inout Scanner) -> Void

  public init(_ scan: @escaping @Sendable (inout Scanner) -> Void) { self.scan = scan }

  /// Text without tokens.
  public static let plain = Lexer { $0.position = $0.end }
}
