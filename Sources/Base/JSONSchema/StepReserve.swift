import JSON
import Synchronization

/// The work that the schemas of a document may cost beyond what the sizes of the values account for.
///
/// A schema of two kilobytes can ask for 2^60 applications of itself to one number, and a document can have thousands of
/// examples. So each validation has an allowance by the size of its value, and all of them share one reserve.
final class StepReserve: Sendable {
  /// The steps that are left: 5 million are some seconds of work.
  private let steps = Atomic(5_000_000)

  /// The steps that any validation may take, and those for each byte of its value; usual schemas need about one.
  static let allowance = 2_000
  static let allowanceForAByte = 32
  /// How many steps are taken from the reserve at a time.
  static let portion = 1_000

  /// Takes a portion; whether there was one.
  func takePortion() -> Bool {
    steps.subtract(Self.portion, ordering: .relaxed).newValue >= 0
  }
}

extension JSON {
  /// About how many bytes the value has as text.
  var size: Int {
    if let range { return range.count }
    switch content {
    case .array(let items): return items.reduce(2) { $0 + $1.size + 1 }
    case .object(let members): return members.reduce(2) { $0 + $1.name.utf8.count + $1.value.size + 4 }
    case .string(let text): return text.utf8.count + 2
    default: return 8
    }
  }
}

/// A schema applied to a value. The value is told by itself, or, if it has parts, by its place in the text.
struct Application: Hashable {
  private var schema: Int
  private var scalar: JSON?
  private var place: Range<Int>?
  private var count = 0

  /// `nil` for a value with parts and without a place.
  init?(of schema: Int, to value: JSON) {
    self.schema = schema
    switch value.content {
    case .array(let items): count = items.count
    case .object(let members): count = -1 - members.count
    default:
      scalar = value
      return
    }
    guard let range = value.range else { return nil }
    place = range
  }
}

/// An application at a path of the validated value. Equal scalars at two paths have violations of their own, which name the
/// path.
struct PlacedApplication: Hashable {
  var application: Application
  var path: [String]
}
