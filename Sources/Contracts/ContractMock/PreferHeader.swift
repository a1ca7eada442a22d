import HTTP
import JSON
import JSONRPC
import OpenRPC

/// The `Prefer` header (RFC 7240), with which a caller overrides the choice of the mock:
///
/// - `Prefer: example=NAME` answers with that example (or error example) of the method;
/// - `Prefer: error=-32001`, or `code=-32001`, answers with that error;
/// - `Prefer: dynamic=true` answers with a generated result instead of an example.
///
/// In a batch it applies to the methods that have the example or the error. Other preferences are ignored, as the RFC
/// requires.
struct PreferHeader {
  var example: String?
  var error: Int?
  var isDynamic = false
  /// The mistake in the header, one sentence.
  var problem: String?

  init(_ headers: HTTPHeaders) {
    for field in headers.fields where field.name.lowercased() == "prefer" {
      for (name, value) in Self.members(of: field.value) {
        switch name.lowercased() {
        case "example": example = value
        case "error", "code":
          error = Int(value)
          if error == nil {
            problem =
              "in the Prefer header, `\(name)` must be a code such as -32001, got \(JSON.quoted(value))"
          }
        case "dynamic": isDynamic = value.lowercased() != "false"
        default: break
        }
      }
    }
  }

  /// Names and values; values may be quoted.
  private static func members(of text: String) -> [(name: String, value: String)] {
    var members: [(String, String)] = []
    var current: [UInt8] = []
    var isQuoted = false
    var isEscaped = false
    func end() {
      let parts = current.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self).trimmed }
      if let name = parts.first, !name.isEmpty { members.append((name, parts.count > 1 ? parts[1] : "")) }
      current = []
    }
    for byte in text.utf8 {
      if isEscaped {
        current.append(byte)
        isEscaped = false
      } else if isQuoted, byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if !isQuoted, byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") {
        end()
      } else {
        current.append(byte)
      }
    }
    end()
    return members
  }

  /// The methods that a preference applies to.
  enum Scope {
    case all
    case only(Set<String>)

    func includes(_ method: Method) -> Bool {
      switch self {
      case .all: true
      case .only(let names): names.contains(method.name)
      }
    }
  }

  /// In a batch, the methods that have the requested example or error; all of them when none has it, so that each answers
  /// with an error.
  func scope(of payload: Payload, in contract: Contract) -> Scope {
    guard case .batch(let messages) = payload else { return .all }
    var names: Set<String> = []
    for case .success(let request) in messages {
      guard let method = contract.method(named: request.method) else { continue }
      let hasExample = example.map { name in
        method.examples.contains { $0.name == name } || method.errorExamples.contains { $0.name == name }
      }
      if hasExample ?? error.map(Self.codes(of: method, in: contract).contains) ?? false {
        names.insert(method.name)
      }
    }
    return names.isEmpty ? .all : .only(names)
  }

  /// The error codes of a method: its own, those of any request, those of JSON-RPC.
  static func codes(of method: Method, in contract: Contract) -> [Int] {
    var codes = method.errors.map(\.code) + method.errorExamples.compactMap(\.code)
    codes += contract.errors.map(\.code) + RPCError.standard.map(\.code)
    var seen: Set<Int> = []
    return codes.filter { seen.insert($0).inserted }
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
