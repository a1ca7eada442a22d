/// Several members of a diagram with a title: periods of a timeline, tasks of a journey.
public struct DiagramSection: Sendable, Hashable {
  /// The words above its members.
  public var title: RichText

  /// A section with its title.
  ///
  /// ```swift
  /// let morning = DiagramSection(title: "Morning")
  /// ```
  public init(title: RichText) { self.title = title }

  /// A section with its members, or the members before the first section.
  struct Group {
    /// Index of the section.
    var section: Int?
    /// Indices of the members.
    var members: [Int]
  }

  /// The members before the first section, when there are any, and every section with its members or without.
  /// - Parameter sectionOf: the section of each member, by index.
  static func groups(_ sections: [DiagramSection], _ sectionOf: [Int?]) -> [Group] {
    var groups = sections.indices.map { Group(section: $0, members: []) }
    var loose = Group(section: nil, members: [])
    for (member, section) in sectionOf.enumerated() {
      if let section, sections.indices.contains(section) {
        groups[section].members.append(member)
      } else {
        loose.members.append(member)
      }
    }
    return loose.members.isEmpty ? groups : [loose] + groups
  }
}
