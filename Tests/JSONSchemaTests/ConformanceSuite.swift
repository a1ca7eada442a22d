import Foundation
import JSON
import JSONSchema
import TestSupport

/// The JSON-Schema-Test-Suite, when it is there.
struct ConformanceSuite {
  let tests: URL
  private let remotes: URL

  init(draft: String) {
    tests = PublicSuite.jsonSchema.folder.appending(path: "tests/\(draft)")
    remotes = PublicSuite.jsonSchema.folder.appending(path: "remotes")
  }

  struct Result {
    var passed = 0
    var failures: [String] = []
    /// Cases of what is optional and not offered, by the reason.
    var skipped: [String: Int] = [:]

    var line: String {
      let reasons = skipped.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      return "\(passed) passed, \(failures.count) failed, \(skipped.values.reduce(0, +)) skipped"
        + (reasons.isEmpty ? "" : " (\(reasons.joined(separator: ", ")))")
    }
  }

  /// Runs every case of the `.json` files of a folder of the draft.
  func run(
    _ subfolder: String = "", dialect: Dialect, assertFormats: Bool = false
  ) throws -> Result {
    var result = Result()
    let folder = subfolder.isEmpty ? tests : tests.appendingPathComponent(subfolder)
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      guard file.hasSuffix(".json") else { continue }
      let data = try Data(contentsOf: folder.appendingPathComponent(file))
      for group in try JSONParser.parse(data).array ?? [] {
        run(group, "\(subfolder)/\(file)", dialect, assertFormats, &result)
      }
    }
    return result
  }

  /// The schemas that at least one value of the suite fits, by the name of their group.
  func satisfiableSchemas(dialect: Dialect) throws -> [(name: String, schema: Schema)] {
    var schemas: [(name: String, schema: Schema)] = []
    for file in try FileManager.default.contentsOfDirectory(atPath: tests.path).sorted()
    where file.hasSuffix(".json") {
      for group in try JSONParser.parse(Data(contentsOf: tests.appendingPathComponent(file))).array ?? []
      where group["tests"]?.array?.contains(where: { $0["valid"] == true }) ?? false {
        let schema = try Schema(document: group["schema"] ?? .null, dialect: dialect, resources: resources)
        schemas.append(("\(file): \(group["description"]?.string ?? "")", schema))
      }
    }
    return schemas
  }

  private func run(
    _ group: JSON, _ file: String, _ dialect: Dialect, _ assertFormats: Bool, _ result: inout Result
  ) {
    let name = "\(file): \(group["description"]?.string ?? "")"
    let tests = group["tests"]?.array ?? []
    let isOptional = file.hasPrefix("optional")
    if isOptional, let reason = Self.notOffered(group["schema"] ?? .null, dialect) {
      result.skipped[reason, default: 0] += tests.count
      return
    }
    let schema: Schema
    do {
      schema = try Schema(
        document: group["schema"] ?? .null, dialect: dialect, resources: resources,
        assertFormats: assertFormats)
    } catch {
      result.failures.append("\(name): \(error)")
      return
    }
    for test in tests {
      let data = test["data"] ?? .null
      if isOptional, group["schema"]?["format"] == "hostname",
        data.string?.lowercased().contains("xn--") ?? false
      {
        result.skipped["with A-labels of RFC 5891", default: 0] += 1
        continue
      }
      let expected = test["valid"]?.bool
      let violations = schema.validate(data)
      if violations.isEmpty == expected, schema.isValid(data) == expected {
        result.passed += 1
      } else {
        result.failures.append("\(name): \(test["description"]?.string ?? ""): \(violations.map(\.message))")
      }
    }
  }

  /// What a schema of the optional cases asks for that is not offered; `nil` when all is.
  private static func notOffered(_ schema: JSON, _ dialect: Dialect) -> String? {
    if let format = schema["format"]?.string, format.hasPrefix("idn-") { return "of the format \(format)" }
    let asksForContent = schema["contentMediaType"] != nil || schema["contentEncoding"] != nil
    if dialect == .draft7, asksForContent { return "about content, which only informs here" }
    let text = schema.text()
    return text.contains("draft/2019-09") || text.contains("draft2019-09") ? "for draft 2019-09" : nil
  }

  /// The suite asks for its remotes at this address, which nothing here ever opens.
  private var resources: SchemaResources {
    let remotes = remotes
    return SchemaResources { uri in
      let address = "http://localhost:1234/"
      guard uri.hasPrefix(address) else { return nil }
      do {
        return try JSONParser.parse(
          Data(contentsOf: remotes.appendingPathComponent(String(uri.dropFirst(address.count)))))
      } catch {
        return nil
      }
    }
  }
}
