import Diagnostics

/// Paths to values as they are written in code: `config.n_iterations`, `rows[3].query`.
public enum FieldPath {
  /// The path of some tokens: numbers become indices in brackets.
  public static func text(_ tokens: some Sequence<String>) -> String {
    var text = ""
    for token in tokens {
      if !token.isEmpty, token.utf8.allSatisfy(\.isDigit) {
        text += "[\(token)]"
      } else {
        text += text.isEmpty ? token : ".\(token)"
      }
    }
    return text
  }
}
