import JSON
import OpenRPC

extension OpenAPIReader {
  /// What an operation asks for, or else the document. Schemes that are not described are left out: `contract lint`
  /// reports them.
  func security(of operation: JSON) -> [SecurityRequirement] {
    let list = operation["security"] ?? document["security"]
    return (list?.array ?? []).map { requirement in
      SecurityRequirement(schemes: (requirement.object?.names ?? []).compactMap(securityScheme))
    }
  }

  private func securityScheme(named name: String) -> SecurityScheme? {
    let place = JSONPointer(["components", "securitySchemes", name])
    guard let written = document.value(at: place) else { return nil }
    let value = resolved(written, at: place).value
    switch value["type"]?.string {
    case "apiKey":
      guard let parameter = value["name"]?.string,
        let place = value["in"]?.string.flatMap(HTTPParameter.Place.init)
      else { return nil }
      return SecurityScheme(name: name, kind: .apiKey(name: parameter, place: place))
    case "http":
      return value["scheme"]?.string.map { SecurityScheme(name: name, kind: .http(scheme: $0.lowercased())) }
    case "oauth2", "openIdConnect": return SecurityScheme(name: name, kind: .http(scheme: "bearer"))
    case "mutualTLS": return SecurityScheme(name: name, kind: .mutualTLS)
    default: return nil
    }
  }
}
