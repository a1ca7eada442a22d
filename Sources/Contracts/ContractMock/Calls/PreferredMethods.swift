import JSON
import JSONRPC
import OpenRPC

extension PreferHeader {
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
