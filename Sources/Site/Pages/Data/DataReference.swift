import Diagnostics
import JSON

/// Rows of a data file, as a page or a setting names them.
public struct DataReference: Sendable {
  /// YAML, JSON or CSV, named from the project's root. A YAML file of several documents is the list of them. With one `*` in
  /// its name it is a mapping from the names of all files like it to what they hold.
  public var file: String
  /// Where the file is named.
  public var fileSpan: SourceSpan
  /// The parts of a JSON Pointer to a list, or to a mapping whose members are the rows; `*` stands for every item.
  public var rows: [String]
  public var rowsSpan: SourceSpan

  public init(file: String, at fileSpan: SourceSpan, rows: [String], at rowsSpan: SourceSpan) {
    self.file = file
    self.fileSpan = fileSpan
    self.rows = rows
    self.rowsSpan = rowsSpan
  }

  /// The parts of a JSON Pointer; `nil` for text that is not a JSON Pointer.
  public static func pointer(_ text: String) -> [String]? { JSONPointer(text)?.tokens }
}
