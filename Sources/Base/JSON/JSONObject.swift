import Diagnostics

/// A member name, equal only to the same Unicode scalars. `String` treats canonically equivalent texts as equal ("é" as
/// one scalar or as two); RFC 8259 section 8.3 compares names code unit by code unit.
package struct ExactName: Hashable, Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }

  package static func == (left: Self, right: Self) -> Bool { left.text.isExactly(right.text) }

  // Equivalent texts have one hash value, which is allowed and rare.
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// The members of a JSON object in the order in which they were written.
public struct JSONObject: Sendable {
  public struct Member: Sendable {
    public var name: String
    /// The bytes of the quoted name in the source; `nil` for a member made by a program.
    public var nameRange: Range<Int>?
    public var value: JSON

    public init(name: String, nameRange: Range<Int>? = nil, value: JSON) {
      self.name = name
      self.nameRange = nameRange
      self.value = value
    }
  }

  public private(set) var members: [Member]
  /// Positions by name, made only for objects too large for a linear search.
  private var index: [ExactName: Int]?

  private static let linearLimit = 12

  /// Members in order. Where a name is given twice the last value counts and keeps the first's place.
  public init(_ members: [Member]) {
    self.members = []
    self.members.reserveCapacity(members.count)
    for member in members { set(member) }
  }

  public init(_ members: [(String, JSON)] = []) {
    self.init(members.map { Member(name: $0.0, value: $0.1) })
  }

  public var count: Int { members.count }
  public var isEmpty: Bool { members.isEmpty }
  public var names: [String] { members.map(\.name) }

  public func member(named name: String) -> Member? {
    position(of: name).map { members[$0] }
  }

  /// Setting `nil` removes the member; setting a new name appends it.
  public subscript(name: String) -> JSON? {
    get { position(of: name).map { members[$0].value } }
    set {
      if let newValue {
        set(Member(name: name, nameRange: member(named: name)?.nameRange, value: newValue))
      } else if let position = position(of: name) {
        members.remove(at: position)
        rebuildIndex()
      }
    }
  }

  private mutating func set(_ member: Member) {
    if let position = position(of: member.name) {
      members[position] = member
      return
    }
    members.append(member)
    if index != nil {
      index?[ExactName(member.name)] = members.count - 1
    } else if members.count > Self.linearLimit {
      rebuildIndex()
    }
  }

  private func position(of name: String) -> Int? {
    if let index { return index[ExactName(name)] }
    return members.firstIndex { $0.name.isExactly(name) }
  }

  private mutating func rebuildIndex() {
    guard members.count > Self.linearLimit else {
      index = nil
      return
    }
    index = Dictionary(
      uniqueKeysWithValues: members.enumerated().map { (ExactName($0.element.name), $0.offset) })
  }
}

extension JSONObject: Sequence {
  public func makeIterator() -> IndexingIterator<[Member]> { members.makeIterator() }
}

extension JSONObject: Hashable {
  public static func == (left: Self, right: Self) -> Bool {
    left.count == right.count && left.members.allSatisfy { right[$0.name] == $0.value }
  }

  public func hash(into hasher: inout Hasher) {
    // Order does not count, so the members' hashes are combined by a commutative operation.
    var sum = 0
    for member in members {
      var inner = Hasher()
      inner.combine(member.name)
      inner.combine(member.value)
      sum ^= inner.finalize()
    }
    hasher.combine(members.count)
    hasher.combine(sum)
  }
}
