import Diagnostics
import JSON

/// A form in which the changes between two contracts can be printed. A new one is a line in `all`.
public struct ContractDiffFormat: Sendable {
  public let name: String
  /// The whole text, ending with a newline unless it is empty.
  public let render: @Sendable (ContractDiff) -> String

  public static let text = ContractDiffFormat(name: "text") { $0.text().showingControls(keepingLines: true) }
  public static let json = ContractDiffFormat(name: "json") { $0.json().text(.pretty) + "\n" }
  public static let markdown = ContractDiffFormat(name: "markdown") {
    $0.markdown().showingControls(keepingLines: true)
  }

  /// In the order in which they are listed to people.
  public static let all = [text, json, markdown]
}
