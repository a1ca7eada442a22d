/// A regular expression of ECMA-262 as in JSON Schema's `pattern`: Unicode mode, found anywhere.
///
/// The time of matching is proportional to the size of the pattern times that of the text, for any of both: `(a+)+$`
/// terminates as well. For this reason back references are not supported.
public struct Pattern: Sendable, Hashable {
  public let text: String
  private let code: PatternCode

  public init(_ text: String) throws(PatternError) {
    self.text = text
    var parser = PatternParser(text)
    let tree = try parser.pattern()
    if let unsupported = parser.unsupported { throw PatternError(message: unsupported) }
    code = try PatternCode(tree)
  }

  /// Whether a text is a regular expression, which may have what matching does not support.
  package static func isWellFormed(_ text: String) -> Bool {
    var parser = PatternParser(text)
    do throws(PatternError) {
      _ = try parser.pattern()
      return true
    } catch {
      return false
    }
  }

  /// The syntax tree, from which texts that match are generated.
  package var tree: PatternTree? {
    var parser = PatternParser(text)
    do throws(PatternError) {
      return try parser.pattern()
    } catch {
      return nil
    }
  }

  /// Whether the pattern is found in a text; `nil` when the search has too many steps.
  public func isFound(in text: String) -> Bool? {
    var matcher = PatternMatcher(text)
    return matcher.isFound(code)
  }

  /// The ASCII bytes with which a match can begin, a bit each, when the pattern is bound to the start of the
  /// text. Bytes above 127 and an empty text may always match.
  ///
  /// A quick way to say no before a text is searched: it never leaves out a byte that a match begins with.
  public var firstBytes: (low: UInt64, high: UInt64) {
    code.beginsAtStart ? code.firstBytes() : (.max, .max)
  }

  public static func == (a: Pattern, b: Pattern) -> Bool { a.text == b.text }
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

public struct PatternError: Error, Hashable {
  /// The mistake, as the end of a sentence.
  public var message: String
}
