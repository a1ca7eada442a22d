/// The outline of a piece of Swift code: which lines are imports, declarations that must be at file
/// scope, and statements. Found by a lexical scan; the compiler judges the rest.
struct SwiftOutline: Sendable {
  enum Kind: Sendable, Hashable {
    case importDeclaration
    /// A type, protocol, operator or precedence group.
    case declaration
    case extensionDeclaration(conforms: Bool)
    case function
  }

  struct Item: Sendable {
    var kind: Kind
    /// 0-based lines.
    var lines: ClosedRange<Int>
    /// Where an access modifier can be put; `nil` when there is one or none is allowed.
    var access: Place?
    /// Where `@main` is and the name of the type that it marks.
    var entryPoint: EntryPoint?
  }

  /// 0-based line and byte column.
  struct Place: Sendable, Hashable {
    var line: Int
    var column: Int
  }

  struct EntryPoint: Sendable, Hashable {
    var place: Place
    var type: String
  }

  var items: [Item] = []
  /// Names of variables declared by statements at the top.
  var variables: Set<String> = []
  /// 0-based lines at which a statement at the top begins, where a call can be put before it.
  var statements: Set<Int> = []
  /// Access modifiers at the top, by 0-based line: bytes of the line. In a function there are none.
  var modifiers: [Int: Range<Int>] = [:]
  /// Whether the brackets are balanced.
  var isBalanced = true
}
