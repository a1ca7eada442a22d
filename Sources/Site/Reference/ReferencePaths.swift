import JSON
import OpenRPC

/// A part of a contract that text may link to.
public enum ContractPart: Sendable, Hashable {
  case method(String)
  case param(String, ofMethod: String)
  case schema(String)
  case field(String, ofSchema: String)
  case error(Int)
  case permission(String)
  case rateLimits
  case webhook(String)
}

/// The pages of a generated reference, and where on them each thing of the contract is explained.
public struct ReferencePaths: Sendable {
  /// Relative to the content folder; empty for its root.
  public let folder: String
  private let methods: [String: String]
  private let schemas: [String: String]
  private let simple: Set<String>
  private let contract: Contract

  /// - Parameter folder: `Project.referenceFolder`.
  public init(contract: Contract, folder: String) {
    self.contract = contract
    self.folder = folder
    methods = Self.fileNames(contract.methods.map(\.name))
    let simple = Set(contract.simpleSchemas.map(\.name))
    self.simple = simple
    schemas = Self.fileNames(
      contract.schemas.map(\.name).filter { !simple.contains($0) }, taken: ["simple-types"])
  }

  /// The page on which all types without fields are.
  static let simpleTypes = "types/simple-types.md"

  /// The path of a page of the section, relative to the content folder.
  public func page(_ name: String) -> String { folder.isEmpty ? name : folder + "/" + name }

  /// The page and the anchor that explain a part, relative to the content folder:
  /// `api/types/JobConfig.md#schema-JobConfig-gamma`. `nil` for parts that the contract does not have.
  public func destination(of part: ContractPart) -> String? {
    switch part {
    case .method(let name): methods[name].map { page("methods/\($0).md") }
    case .param(let param, let name):
      if contract.method(named: name)?.param(named: param) != nil, let file = methods[name] {
        page("methods/\(file).md#" + ContractAnchor.param(param, ofMethod: name))
      } else {
        nil
      }
    case .schema(let name):
      if simple.contains(name) {
        page(Self.simpleTypes + "#" + ContractAnchor.schema(name))
      } else {
        schemas[name].map { page("types/\($0).md") }
      }
    case .field(let field, let name):
      if contract.anchors(ofSchema: name).contains(ContractAnchor.field(field, ofSchema: name)),
        let file = schemas[name]
      {
        page("types/\(file).md#" + ContractAnchor.field(field, ofSchema: name))
      } else {
        nil
      }
    case .error(let code): contract.error(code: code).map { page("errors/\(Self.fileName($0.code)).md") }
    case .permission(let name):
      contract.methods.contains { $0.permission == name }
        ? page("authentication.md#" + ContractAnchor.permission(name)) : nil
    case .rateLimits: contract.methods.contains { $0.rateLimit != nil } ? page("rate-limits.md") : nil
    case .webhook(let name):
      contract.webhook(named: name).map { page("webhooks.md#" + ContractAnchor.webhook($0.name)) }
    }
  }

  /// `40001` for -40001, `plus-5` for 5.
  static func fileName(_ code: Int) -> String { code < 0 ? String(code.magnitude) : "plus-\(code)" }

  /// A file name for each: characters that are not allowed in a path become hyphens, and no two names differ only in
  /// case.
  static func fileNames(_ names: [String], taken: Set<String> = []) -> [String: String] {
    var taken = taken.union(["index", "readme"])
    var files: [String: String] = [:]
    for name in names where files[name] == nil {
      var file = ""
      for scalar in name.unicodeScalars {
        let isKept =
          scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        file.unicodeScalars.append(
          isKept || scalar == "_" || (scalar == "." && !file.isEmpty) ? scalar : "-")
      }
      let base = file.isEmpty ? "unnamed" : file
      var number = 2
      file = base
      while !taken.insert(file.lowercased()).inserted {
        file = "\(base)-\(number)"
        number += 1
      }
      files[name] = file
    }
    return files
  }
}
