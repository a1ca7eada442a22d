/// A list of languages, found by id or alias.
public struct Languages: Sendable {
  public let list: [Language]
  private let positions: [String: Int]

  /// - Parameter list: When two languages claim a name, the earlier one has it.
  public init(_ list: [Language]) {
    self.list = list
    var positions: [String: Int] = [:]
    for (position, language) in list.enumerated() {
      for name in [language.id] + language.aliases where positions[name] == nil {
        positions[name] = position
      }
    }
    self.positions = positions
  }

  /// This list with one more language, or another version of one of its own.
  public func adding(_ language: Language) -> Languages {
    guard let position = list.firstIndex(where: { $0.id == language.id }) else {
      return Languages(list + [language])
    }
    var list = list
    list[position] = language
    return Languages(list)
  }

  /// The language that the first word of a fence names; upper and lower case are the same.
  public subscript(name: String) -> Language? {
    let isUpper = name.utf8.contains { $0 &- 65 < 26 }
    return positions[isUpper ? name.lowercased() : name].map { list[$0] }
  }
}
