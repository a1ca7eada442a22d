import JSON
import OpenRPC

/// The references a field is inside, and how many of them may be.
///
/// Types of a large contract refer to each other in every way. Unfolded in full, a page would have the product of
/// their fields: so each type is unfolded to the depth at which a page stays short, and what lies deeper is a link.
struct Nesting {
  /// A fragment has about as many fields and forms, when its outermost type has no more of its own.
  static let mostFields = 300
  /// No reader follows types that are deeper than this.
  static let mostTypes = 8

  /// Whether the value is sent by the service: then a field is not required but may be absent.
  var isOutput = false
  var seen: Set<JSONPointer> = []
  /// How many types may be inside each other; `nil` until it is known for the outermost one.
  var deepest: Int?

  /// Whether the fields that a reference leads to are shown here. Those of a type inside itself, and what lies
  /// too deep, are not.
  func mayUnfold(_ origin: JSONPointer) -> Bool {
    seen.count < deepest ?? Self.mostTypes && !seen.contains(origin)
  }
}

/// Counts the fields and forms of a type level by level, so that all types of one level are shown or none.
struct UnfoldingDepth {
  private let contract: Contract
  private let mostFields: Int
  private var count = 0
  private var next: [(shape: TypeShape, seen: Set<JSONPointer>)] = []

  init(_ contract: Contract, mostFields: Int) {
    self.contract = contract
    self.mostFields = mostFields
  }

  /// How many types may be inside each other. The fields of the outermost type are always shown.
  consuming func deepest(of shape: TypeShape, in nesting: Nesting) -> Int {
    var depth = nesting.seen.count
    add(shape, nesting.seen)
    // The fields of the outermost type are shown even when there are too many.
    let outermost = shape.origin == nil ? depth : depth + 1
    if count > mostFields { return outermost }
    while !next.isEmpty {
      guard depth < Nesting.mostTypes else { return Nesting.mostTypes }
      let level = next
      next = []
      for type in level {
        addParts(of: type.shape, type.seen)
        if count > mostFields { return max(depth, outermost) }
      }
      depth += 1
    }
    return Nesting.mostTypes
  }

  /// A type that has no name belongs to the level of the type that it is in.
  private mutating func add(_ shape: TypeShape, _ seen: Set<JSONPointer>) {
    guard let origin = shape.origin else {
      addParts(of: shape, seen)
      return
    }
    guard !shape.fields.isEmpty || !shape.forms.isEmpty else { return }
    var inner = seen
    if inner.insert(origin).inserted { next.append((shape, inner)) }
  }

  private mutating func addParts(of shape: TypeShape, _ seen: Set<JSONPointer>) {
    count += shape.fields.count + shape.forms.count
    for schema in shape.fields.map(\.schema) + shape.forms {
      if count > mostFields { return }
      add(TypeShape(outlineOf: schema, in: contract), seen)
    }
  }
}
