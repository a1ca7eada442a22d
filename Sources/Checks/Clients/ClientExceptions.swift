import Diagnostics
import OpenRPC
import Pages

extension ClientComparison {
  /// The names under `types:`, `loose:` and `without:` of the client exist: an exception for a name that no longer
  /// exists would hide the next mistake.
  mutating func exceptions() {
    let methods = contract.methods.map(\.name)
    for method in settings.without {
      if contract.method(named: method) == nil {
        refuse(method, "The contract has no method `\(method)`", among: methods)
      } else if let call = model.calls.first(where: { $0.method == method }) {
        refuse(
          method, "`without` lists `\(method)`, but the client calls it",
          note: Diagnostic.Note("the client calls it here", span: call.span))
      }
    }
    let fields = model.records.flatMap { record in record.fields.map { "\(record.name).\($0.name)" } }
    for field in settings.loose where !fields.contains(field) {
      refuse(field, "The client has no field `\(field)`", among: fields)
    }
    let types = model.records.map(\.name) + model.enumerations.map(\.name)
    for (type, schema) in settings.types.sorted(by: { $0.key < $1.key }) {
      if !types.contains(type) {
        refuse(type, "The client has no type `\(type)`", among: types)
      }
      if contract.schema(named: schema) == nil {
        refuse(
          type, "The contract has no schema `\(schema)`", named: schema, among: contract.schemas.map(\.name))
      }
    }
  }

  /// - Parameters:
  ///   - key: by which the definition's place is known.
  ///   - name: that is wrong, where it is not the key.
  private mutating func refuse(
    _ key: String, _ message: String, named name: String? = nil, among known: [String] = [],
    note: Diagnostic.Note? = nil
  ) {
    report(
      message, settings.places[key] ?? place, nil,
      fix: NearMiss.nearest(to: name ?? key, in: known).map { "write `\($0)`" } ?? "remove it", note: note)
  }
}
