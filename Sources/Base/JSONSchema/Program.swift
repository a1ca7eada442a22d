import Diagnostics
import JSON
import Patterns
import Synchronization

/// Compiled schemas: nodes that refer to each other by index.
final class Program: Sendable {
  /// What validations may take beyond their own allowance.
  let reserve = StepReserve()
  let nodes: [Node]
  /// The URIs of the documents of the nodes.
  let documents: [String]
  let dynamicAnchors: [DynamicAnchor: Int]
  /// What the generator has found of the nodes (`minimumDepths`).
  let knownDepths = Mutex<[Int]?>(nil)

  init(nodes: [Node], documents: [String], dynamicAnchors: [DynamicAnchor: Int]) {
    self.nodes = nodes
    self.documents = documents
    self.dynamicAnchors = dynamicAnchors
  }
}

struct DynamicAnchor: Hashable {
  var resource: Int
  var name: String
}

/// A place in one of the documents.
struct Place: Hashable {
  var document: Int
  var pointer: JSONPointer

  func appending(_ tokens: String...) -> Place {
    Place(document: document, pointer: JSONPointer(pointer.tokens + tokens))
  }
}

/// One schema, as the rules that a value must keep. An object, so that evaluation passes on one reference.
final class Node: Sendable {
  let place: Place
  /// The schema resource (what has an `$id`, or the document), for the dynamic scope.
  let resource: Int
  let rules: [KeywordRule]
  let annotations: Annotations
  /// Whether a rule needs to know which members or items the other rules looked at.
  let tracksEvaluation: Bool
  let isNever: Bool

  init(place: Place, resource: Int, rules: [KeywordRule], annotations: Annotations) {
    self.place = place
    self.resource = resource
    self.rules = rules
    self.annotations = annotations
    switch rules.last?.check {
    case .unevaluatedItems, .unevaluatedProperties: tracksEvaluation = true
    default: tracksEvaluation = false
    }
    if case .never? = rules.first?.check { isNever = true } else { isNever = false }
  }
}

/// The annotations of a schema (`examples`, `default` and the like), which constrain nothing: the source of generated
/// values.
struct Annotations: Sendable {
  /// The values under `examples`, then that of `default`.
  var suggestions: [JSON] = []
  /// Also where formats are not asserted.
  var format: Format?

  init() {}

  init(_ object: JSONObject) {
    suggestions = (object["examples"]?.array ?? []) + (object["default"].map { [$0] } ?? [])
    format = object["format"]?.string.flatMap(Format.init(rawValue:))
  }
}

struct KeywordRule: Sendable {
  var keyword: String
  var check: Check
  /// The bytes of the keyword's value in its document.
  var range: Range<Int>?
}

enum Check: Sendable {
  case never
  case type(TypeSet)
  case const(JSON)
  case choice(Choice)
  case number(NumberLimit)
  case multiple(Divisor)
  case count(CountLimit)
  case pattern(Pattern)
  case format(Format)
  case uniqueItems
  case required([String])
  case dependentRequired([(name: String, required: [String])])
  case members(Members)
  case memberNames(Int)
  case items(prefix: [Int], rest: Int?)
  case contains(Int, minimum: Int, maximum: Int?, marks: Bool)
  case allOf([Int])
  case anyOf([Int])
  case oneOf([Int])
  case not(Int)
  case conditional(if: Int, then: Int?, else: Int?)
  case dependentSchemas([(name: String, schema: Int)])
  case reference(Int)
  case dynamicReference(Int, name: String)
  case unevaluatedItems(Int)
  case unevaluatedProperties(Int)
}

/// The kinds of value of the `type` keyword.
struct TypeSet: OptionSet, Sendable {
  let rawValue: Int

  static let null = TypeSet(rawValue: 1)
  static let boolean = TypeSet(rawValue: 2)
  static let integer = TypeSet(rawValue: 4)
  static let number = TypeSet(rawValue: 8)
  static let string = TypeSet(rawValue: 16)
  static let array = TypeSet(rawValue: 32)
  static let object = TypeSet(rawValue: 64)

  static let words: [(name: String, type: TypeSet, phrase: String)] = [
    ("null", .null, "null"), ("boolean", .boolean, "a boolean"), ("integer", .integer, "an integer"),
    ("number", .number, "a number"), ("string", .string, "a string"), ("array", .array, "an array"),
    ("object", .object, "an object"),
  ]

  func contains(kindOf value: JSON) -> Bool {
    switch value.content {
    case .null: contains(.null)
    case .bool: contains(.boolean)
    case .number(let number): contains(.number) || (contains(.integer) && number.isInteger)
    case .string: contains(.string)
    case .array: contains(.array)
    case .object: contains(.object)
    }
  }

  var phrases: [String] { Self.words.filter { contains($0.type) }.map(\.phrase) }
}

/// `minimum`, `maximum` and their exclusive forms.
struct NumberLimit: Sendable {
  enum Kind { case atLeast, moreThan, atMost, lessThan }

  var kind: Kind
  var number: JSONNumber
  private let int: Int?

  init(_ kind: Kind, _ number: JSONNumber) {
    self.kind = kind
    self.number = number
    int = number.int
  }

  func allows(_ value: JSONNumber) -> Bool {
    if let int, let value = Int(value.literal) { return compare(value, int) }
    return compare(value, number)
  }

  private func compare<Value: Comparable>(_ value: Value, _ limit: Value) -> Bool {
    switch kind {
    case .atLeast: value >= limit
    case .moreThan: value > limit
    case .atMost: value <= limit
    case .lessThan: value < limit
    }
  }

  /// `at most 10000`, to be read after `must be`.
  var phrase: String {
    switch kind {
    case .atLeast: "at least \(number.literal)"
    case .moreThan: "greater than \(number.literal)"
    case .atMost: "at most \(number.literal)"
    case .lessThan: "less than \(number.literal)"
    }
  }
}

/// `multipleOf`, exact: the value and the divisor are integers times a power of ten.
struct Divisor: Sendable {
  let number: JSONNumber
  private let digits: UInt64
  private let exponent: Int

  /// `nil` unless the number is positive and has at most 18 significant digits.
  init?(_ number: JSONNumber) {
    let decimal = number.decimal
    guard !decimal.negative, decimal.digits.utf8.count <= 18, let digits = UInt64(decimal.digits) else {
      return nil
    }
    self.number = number
    self.digits = digits
    exponent = decimal.exponent
  }

  func divides(_ value: JSONNumber) -> Bool {
    let value = value.decimal
    if value.digits.isEmpty { return true }
    // value / divisor = (value.digits / digits) * 10^shift
    let shift = value.exponent - exponent
    // The value's digits do not end with 0, so that no power of ten divides them.
    if shift < 0 { return false }
    var remainder: UInt64 = 0
    for digit in value.digits.utf8 {
      remainder = (multiply(remainder, 10) + UInt64(digit - UInt8(ascii: "0"))) % digits
    }
    return multiply(remainder, powerOfTen(shift)) == 0
  }

  private func multiply(_ a: UInt64, _ b: UInt64) -> UInt64 {
    digits.dividingFullWidth((a % digits).multipliedFullWidth(by: b % digits)).remainder
  }

  private func powerOfTen(_ exponent: Int) -> UInt64 {
    var result = 1 % digits
    var base = 10 % digits
    var exponent = exponent
    while exponent > 0 {
      if exponent & 1 == 1 { result = multiply(result, base) }
      base = multiply(base, base)
      exponent >>= 1
    }
    return result
  }
}

/// `minLength`, `maxItems` and the like.
struct CountLimit: Sendable {
  enum Subject { case characters, items, members }

  var subject: Subject
  var isMaximum: Bool
  var limit: Int

  func allows(_ count: Int) -> Bool { isMaximum ? count <= limit : count >= limit }

  /// `must have at least 3 items, got 2`.
  func message(_ count: Int) -> String {
    let limits =
      switch subject {
      case .characters: plural(limit, "character")
      case .items: plural(limit, "item")
      case .members: limit == 1 ? "1 property" : "\(limit) properties"
      }
    return "must have at \(isMaximum ? "most" : "least") \(limits), got \(count)"
  }
}

/// `properties`, `patternProperties` and `additionalProperties`, which are decided together.
final class Members: Sendable {
  let named: [ExactName: Int]
  /// The names of `properties` in order, for hints.
  let names: [String]
  let search: NearMiss.Names
  let patterns: [(pattern: Pattern, schema: Int)]
  let additional: Int?

  init(named: [(String, Int)], patterns: [(pattern: Pattern, schema: Int)], additional: Int?) {
    self.named = Dictionary(named.map { (ExactName($0.0), $0.1) }) { _, last in last }
    names = named.map(\.0)
    search = NearMiss.Names(names)
    self.patterns = patterns
    self.additional = additional
  }

  /// The schema that `properties` has for a name.
  func node(named name: String) -> Int? { named[ExactName(name)] }
}

func plural(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// The values of `enum`. What all violations need is made once, because a list can have thousands of values.
struct Choice: Sendable {
  let values: [JSON]
  /// How messages show them.
  let phrases: [String]
  private let set: Set<JSON>?

  init(_ values: [JSON]) {
    self.values = values
    phrases = values.map(Phrase.value)
    set = values.count > 8 ? Set(values) : nil
  }

  func contains(_ value: JSON) -> Bool { set?.contains(value) ?? values.contains(value) }
}
