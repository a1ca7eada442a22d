import Diagnostics
import OpenRPC
import Testing

@testable import Reference

struct TypeUsesTests {
  /// Types in a circle, one that names itself, one that nothing names, and one by way of a list.
  private func uses() throws -> TypeUses {
    func refers(to names: String...) -> String {
      let items = names.map { ##"{"$ref": "#/components/schemas/\##($0)"}"## }
      return #"{"type": "object", "properties": {"f": {"oneOf": [\#(items.joined(separator: ", "))]}}}"#
    }
    return TypeUses(
      try Contract.load(
        SourceText(
          path: "api.json",
          text: #"""
            {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": [
              {"name": "first", "params": [{"name": "p", "schema": \#(refers(to: "A"))}],
               "errors": [{"code": -5, "message": "E"}]},
              {"name": "second", "params": [{"name": "p", "schema": \#(refers(to: "Own"))}],
               "result": {"name": "r", "schema": {"type": "array", "items": \#(refers(to: "A", "Own"))}}}],
             "x-errors": [{"code": -5, "message": "E", "data": \#(refers(to: "B"))}],
             "x-webhooks": [{"name": "done", "payload": \#(refers(to: "Own"))}],
             "components": {"schemas": {
               "A": \#(refers(to: "B")), "B": \#(refers(to: "C")), "C": \#(refers(to: "A", "B")),
               "Own": \#(refers(to: "Own")), "Lonely": \#(refers(to: "B"))}}}
            """#)))
  }

  @Test func usersAreInTheOrderOfTheContract() throws {
    let uses = try uses()
    #expect(uses.users["A"] == [.method(0), .method(1), .type(2)])
    #expect(uses.users["B"] == [.error(0), .type(0), .type(2), .type(4)])
    #expect(uses.users["C"] == [.type(1)])
    #expect(uses.users["Own"] == [.method(1), .event(0)])
    #expect(uses.users["Lonely"] == nil)
  }
}
