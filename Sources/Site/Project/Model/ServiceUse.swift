import Languages

/// Which sessions of a page use its ready-made services.
extension Project {
  /// Whether blocks of a language can be run on a page: those that are sent to a service need one there.
  public func runs(_ language: Language, on page: String) -> Bool {
    guard let runner = language.runner else { return false }
    guard let service = runner.service else { return true }
    return services(of: page).contains { $0.declaration.use?.name == service }
  }
}

extension ServiceDeclaration {
  /// Whether code needs the service. A service of the project's own is started for all examples of its pages, a ready-made
  /// one for those that are in its language, or name its variables or its client.
  ///
  /// - Parameter languages: the languages of the code.
  public func isUsed(by texts: [String], in languages: [Language]) -> Bool {
    guard let use else { return true }
    if languages.contains(where: { $0.runner?.service == use.name }) { return true }
    let words = use.words + variables.keys
    return texts.contains { text in words.contains { text.contains($0) } }
  }
}
