import Diagnostics
import JSON

/// How much a contract may have. Every method, component and description becomes part of a page, which takes a hundred
/// times the memory of the contract's file: at each of these limits a build stays below a gigabyte and 30 seconds on two
/// processors.
enum ContractLimits {
  static let methods = 3000
  /// Of each kind of component, such as schemas.
  static let components = 10_000
  /// JSON values, with those of the files that the contract refers to.
  static let values = 500_000
  /// Bytes of all `description` and `summary`, which are Markdown.
  static let prose = 4 << 20
  /// Bytes of all strings.
  static let strings = 8 << 20

  /// What a contract has too much of: one finding, at the first value beyond the limit.
  ///
  /// - Parameters:
  ///   - document: the contract with what it refers to.
  ///   - others: the whole files that it refers to. What it does not use of them is read, too.
  static func finding(_ document: JSON, _ others: [JSON], _ sources: ContractSources) -> Diagnostic? {
    var count = Count()
    count.add(document, isProse: false)
    var rest = Count()
    for other in others { rest.add(other, isProse: false) }
    if let (value, excess) = excess(of: document) ?? count.excess ?? rest.excess {
      return Diagnostic(
        .contractSize, "The contract has more than \(excess)",
        at: value.range.map { sources.span($0.lowerBound..<$0.lowerBound + 1) },
        fix: "divide it into several contracts")
    }
    return nil
  }

  private static func excess(of document: JSON) -> (JSON, String)? {
    if let methods = document["methods"]?.array, methods.count > Self.methods {
      return (methods[Self.methods], "\(Self.methods) methods")
    }
    for kind in document["components"]?.object?.members ?? [] {
      guard let members = kind.value.object?.members, members.count > components else { continue }
      return (members[components].value, "\(components) components in `\(kind.name)`")
    }
    return nil
  }

  /// What a document has so far, in the order of its text.
  private struct Count {
    private var values = 0
    private var prose = 0
    private var strings = 0
    private(set) var excess: (JSON, String)?

    mutating func add(_ value: JSON, isProse: Bool) {
      if excess != nil { return }
      values += 1
      if values > ContractLimits.values { return fail(value, "\(ContractLimits.values) JSON values") }
      switch value.content {
      case .array(let items):
        for item in items { add(item, isProse: false) }
      case .object(let object):
        for member in object.members {
          add(member.value, isProse: member.name == "description" || member.name == "summary")
        }
      case .string(let text):
        strings += text.utf8.count
        if isProse { prose += text.utf8.count }
        if prose > ContractLimits.prose {
          fail(value, "\(ContractLimits.prose >> 20) MiB of descriptions and summaries")
        } else if strings > ContractLimits.strings {
          fail(value, "\(ContractLimits.strings >> 20) MiB of strings")
        }
      case .null, .bool, .number: break
      }
    }

    private mutating func fail(_ value: JSON, _ excess: String) { self.excess = (value, excess) }
  }
}
