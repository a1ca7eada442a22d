/// A word of the class diagram's grammar, as mermaid's scanner cuts it.
enum ClassToken: Sendable, Hashable {
  case newline
  case endOfText
  /// The text ends inside braces.
  case endInside
  /// A character that the scanner cuts and no rule accepts.
  case stray
  /// A character, or an unclosed quotation, that the scanner gives up at.
  case unreadable
  case header
  case direction(Direction)
  case accessibility(AccessibilityStart)
  /// `"…"`, the range without the quotes; an empty string gives no token.
  case string
  /// Letters, digits, `_`.
  case word
  /// One letter of another script.
  case letter
  case minus, dot
  /// `` `…` ``, the range without the backticks.
  case literal
  /// `~…~`, the range without the tildes.
  case generic
  case classWord, namespace, open, close
  case member
  /// `{` inside a class.
  case openInside
  case note, noteFor
  case annotationStart, annotationEnd
  case click, link, callback, href, linkTarget, callbackName, callbackArguments
  case style, classDef, cssClass, styleSeparator
  case end(ClassDiagram.End)
  case line(LineKind)
  /// `:` and the words after it.
  case label
  case colon, comma, hash, percent
  case squareOpen, squareClose
}
