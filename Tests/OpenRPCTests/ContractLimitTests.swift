import Diagnostics
import JSON
import OpenRPC
import Testing

/// A contract is read up to its limits, and one above them is one finding at the first value too many.
struct ContractLimitTests {
  private func load(_ members: String) -> String? {
    let text = #"{"openrpc":"1.3.2","info":{"title":"T","version":"1"},\#(members)}"#
    do throws(DiagnosticError) {
      _ = try Contract.load(SourceText(path: "openrpc.json", text: text))
      return nil
    } catch {
      return error.diagnostics.map { "\($0.rule.id): \($0.message)" }.joined(separator: "\n")
    }
  }

  private func methods(_ count: Int) -> String {
    let items = (0..<count).map { #"{"name":"m\#($0)","params":[],"result":{"name":"r","schema":true}}"# }
    return "\"methods\":[" + items.joined(separator: ",") + "]"
  }

  private func schemas(_ count: Int) -> String {
    let members = (0..<count).map { "\"S\($0)\":true" }.joined(separator: ",")
    return "\"methods\":[],\"components\":{\"schemas\":{" + members + "}}"
  }

  private func text(_ name: String, _ bytes: Int) -> String {
    "\"methods\":[],\"x-data\":{\"\(name)\":\"" + String(repeating: "a", count: bytes) + "\"}"
  }

  @Test func methodsAreLimited() {
    #expect(load(methods(3000)) == nil)
    #expect(load(methods(3001)) == "contract-size: The contract has more than 3000 methods")
  }

  @Test func componentsAreLimited() {
    #expect(load(schemas(10_000)) == nil)
    #expect(
      load(schemas(10_001)) == "contract-size: The contract has more than 10000 components in `schemas`")
  }

  @Test func valuesAreLimited() {
    let many = Array(repeating: "1", count: 500_001).joined(separator: ",")
    #expect(
      load("\"methods\":[],\"x-data\":[" + many + "]")
        == "contract-size: The contract has more than 500000 JSON values")
  }

  @Test func proseAndStringsAreLimited() {
    #expect(load(text("description", 4 << 20)) == nil)
    #expect(
      load(text("description", (4 << 20) + 1))
        == "contract-size: The contract has more than 4 MiB of descriptions and summaries")
    #expect(load(text("note", 7 << 20)) == nil)
    #expect(
      load(text("note", (8 << 20) + 1)) == "contract-size: The contract has more than 8 MiB of strings")
  }

  /// The rest of the file takes memory, too.
  @Test func whatIsNotUsedOfAnotherFileCounts() {
    func load(_ values: Int) -> String? {
      let rest = Array(repeating: "1", count: values).joined(separator: ",")
      let other = SourceText(path: "x.json", text: "{\"a\":true,\"rest\":[\(rest)]}")
      let files = ContractFiles { _, _ throws(ContractFileError) in
        ContractFile(path: "x.json", source: other)
      }
      let text = """
        {"openrpc":"1.3.2","info":{"title":"T","version":"1"},"methods":[],
        "components":{"schemas":{"S":{"$ref":"x.json#/a"}}}}
        """
      do throws(DiagnosticError) {
        _ = try Contract.load(SourceText(path: "openrpc.json", text: text), at: "openrpc.json", files: files)
        return nil
      } catch {
        return error.diagnostics.map { "\($0.span?.path ?? ""): \($0.message)" }.joined(separator: "\n")
      }
    }
    #expect(load(400_000) == nil)
    #expect(load(500_001) == "x.json: The contract has more than 500000 JSON values")
  }

  @Test func theFindingIsAtTheFirstMethodTooMany() throws {
    let text = "{\"openrpc\":\"1.3.2\",\"info\":{\"title\":\"T\",\"version\":\"1\"},\n" + methods(3001) + "}"
    let error = #expect(throws: DiagnosticError.self) {
      try Contract.load(SourceText(path: "openrpc.json", text: text))
    }
    let finding = try #require(error?.diagnostics.first)
    #expect(finding.span?.start.line == 2)
    #expect(finding.fix == "divide it into several contracts")
  }
}
