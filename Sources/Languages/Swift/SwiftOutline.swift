/// The outline of a piece of Swift code: which lines are imports, declarations that may be at the top of any
/// file, and statements. Found by a lexical scan; the compiler judges the rest.
struct SwiftOutline: Sendable {
  enum Kind: Sendable, Hashable {
    case importDeclaration
    /// A type, protocol, operator, precedence group or type alias.
    case declaration
    case extensionDeclaration(conforms: Bool)
    case function
  }

  struct Item: Sendable {
    var kind: Kind
    /// The declared name, or the type that is extended.
    var name: String
    /// 0-based lines.
    var lines: ClosedRange<Int>
    /// Where an access modifier can be put; `nil` when there is one or none is allowed.
    var access: Place?
    /// Whether it is marked with `@main`.
    var isEntryPoint = false
    /// Whether something else begins on its last line.
    var sharesLine = false
  }

  /// 0-based line and byte column.
  struct Place: Sendable, Hashable {
    var line: Int
    var column: Int
  }

  var items: [Item] = []
  /// Whether there is anything but the items.
  var hasStatements = false
  /// 0-based lines at which a statement at the top begins, where a call can be put before it.
  var statements: Set<Int> = []
  /// Whether the brackets are balanced.
  var isBalanced = true
}
