import JSON
import OpenRPC
import Symbols

/// The names that a contract defines.
extension Contract {
  /// Methods, error codes, permissions, types, webhook events, fields and their values.
  public var symbols: [Symbol] {
    var symbols = methods.map { method in
      Symbol(
        .method, method.name, summary: SymbolSummary.line(method.summary ?? method.description),
        at: .anchor(ContractAnchor.method(method.name)))
    }
    symbols += errors.map { error in
      let detail = SymbolSummary.line(error.description)
      return Symbol(
        .errorCode, String(error.code), summary: error.message + (detail.isEmpty ? "" : ": " + detail),
        at: .anchor(ContractAnchor.error(error.code)))
    }
    symbols += permissionSymbols
    symbols += schemas.map { schema in
      Symbol(
        .schema, schema.name, summary: SymbolSummary.line(resolve(schema.value)?["description"]?.string),
        at: .anchor(ContractAnchor.schema(schema.name)))
    }
    symbols += webhooks.map { event in
      Symbol(
        .event, event.name, summary: SymbolSummary.line(event.summary ?? event.description),
        at: .anchor(ContractAnchor.webhook(event.name)))
    }
    var fields = ContractFields(contract: self)
    fields.collect()
    return symbols + fields.symbols
  }

  private var permissionSymbols: [Symbol] {
    var methodsByPermission: [(permission: String, methods: [String])] = []
    for method in methods {
      guard let permission = method.permission else { continue }
      if let known = methodsByPermission.firstIndex(where: { $0.permission == permission }) {
        methodsByPermission[known].methods.append(method.name)
      } else {
        methodsByPermission.append((permission, [method.name]))
      }
    }
    return methodsByPermission.map { permission, methods in
      Symbol(
        .permission, permission, summary: "Permission to call " + SymbolSummary.list(methods),
        at: methods.count == 1 ? .anchor(ContractAnchor.method(methods[0])) : .pageOfKind)
    }
  }
}

/// One line of plain text out of Markdown.
package enum SymbolSummary {
  /// The first sentence, without marks of code and emphasis; empty for none. At most 200 characters.
  package static func line(_ markdown: String?) -> String {
    guard let markdown else { return "" }
    var text = ""
    var previous: Character = " "
    for character in markdown {
      if character == "\n" && text.hasSuffix(".") { break }
      if previous == "." && character == " " { break }
      if text.count >= 200 {
        text += "…"
        break
      }
      if character != "`" && character != "*" { text.append(character.isNewline ? " " : character) }
      previous = character
    }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  /// `A, B and C`; of many the first ones.
  package static func list(_ names: [String]) -> String {
    if names.count > 6 { return names.prefix(5).joined(separator: ", ") + " and others" }
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
