import OpenRPC

/// Parameters that are sent in one place of an HTTP request.
struct ParameterGroup {
  /// `nil` for a method of JSON-RPC, which has one place.
  var title: String?
  var params: [ContentDescriptor]

  static func all(of method: Method) -> [ParameterGroup] {
    guard let operation = method.operation else { return [ParameterGroup(title: nil, params: method.params)] }
    var groups = HTTPParameter.Place.allCases.map { place in
      ParameterGroup(
        title: title(of: place), params: operation.parameters.filter { $0.place == place }.map(\.descriptor))
    }
    if let body = operation.bodies.first, let descriptor = body.descriptor {
      groups.append(ParameterGroup(title: "The body, as \(body.type):", params: [descriptor]))
    }
    return groups.filter { !$0.params.isEmpty }
  }

  private static func title(of place: HTTPParameter.Place) -> String {
    switch place {
    case .path: "In the path:"
    case .query: "In the query:"
    case .querystring: "The whole query:"
    case .header: "In headers:"
    case .cookie: "In cookies:"
    }
  }
}
