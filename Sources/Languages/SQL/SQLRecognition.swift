extension LanguageRecognition {
  /// A statement in capitals.
  static let sql = LanguageRecognition(label: "SQL") { block in
    let starts = [
      "SELECT ", "INSERT INTO ", "CREATE TABLE ", "CREATE INDEX ", "ALTER TABLE ", "DELETE FROM ", "UPDATE ",
    ]
    guard starts.contains(where: { block.first.hasPrefix($0) }) else { return false }
    return block.code.contains(";") || block.code.contains(" FROM ") || block.code.contains("\nFROM ")
  }
}
