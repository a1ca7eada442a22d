import Diagnostics
import JSON
import JSONSchema

/// All schemas of a contract, compiled together, because they share most of what they refer to.
package struct CompiledSchemas {
  package private(set) var diagnostics: [Diagnostic] = []
  private let document: JSON
  private var compiled: SchemaSet?

  package init(
    of document: JSON, at pointers: [JSONPointer], dialect: Dialect, sources: ContractSources
  ) {
    self.document = document
    var seen: Set<JSONPointer> = []
    let places = pointers.map(place).filter { seen.insert($0).inserted }
    do throws(SchemaErrors) {
      compiled = try SchemaSet(document: document, at: places, dialect: dialect, assertFormats: true)
    } catch {
      diagnostics = error.errors.map { error in
        let range = error.range ?? document.value(at: error.pointer)?.range ?? 0..<0
        return Diagnostic(
          .contractSchema, error.message.beginningWithCapital, at: sources.span(range))
      }
    }
  }

  /// A schema that is only a reference is the one at its target.
  package subscript(pointer: JSONPointer) -> Schema? { compiled?[place(of: pointer)] }

  private func place(of pointer: JSONPointer) -> JSONPointer {
    guard let value = document.value(at: pointer), value.object?.count == 1 else { return pointer }
    return ReferenceTarget.resolved(value, at: pointer, in: document).pointer
  }
}
