import JSON
import Testing

@testable import ContractMock
@testable import OpenAPI

/// The table "Style Examples" of OpenAPI 3.1, section 4.8.12.4: `color` is empty, `blue`, a list and an object.
struct ParameterStyleTests {
  private static let colors: JSON = ["blue", "black", "brown"]
  private static let rgb: JSON = ["R": 100, "G": 200, "B": 150]

  /// The value of the parameter `color` of a request; `nil` when it is missing.
  private func read(
    place: String, style: String, explode: Bool, type: String, path: String = "/c",
    headers: [String: String] = [:]
  ) throws -> JSON? {
    let schema =
      switch type {
      case "array": "{type: array, items: {type: string}}"
      case "object":
        "{type: object, properties: {R: {type: integer}, G: {type: integer}, B: {type: integer}}}"
      default: "{type: \(type)}"
      }
    let mock = try OperationFixture(
      paths: """
        /c\(place == "path" ? "/{color}" : ""):
          get:
            operationId: get
            parameters:
            - {name: color, in: \(place), style: \(style), explode: \(explode), required: \(place == "path"), schema: \(schema)}
            responses: {"200": {description: ok}}
        """)
    let contract = mock.mock.contract
    let method = try #require(contract.method(named: "get"))
    let operation = try #require(method.operation)
    let plain = String(path.prefix { $0 != "?" })
    let match = try #require(PathTable(contract.methods).matches(plain).first)
    let request = SentRequest(
      .init(method: "GET", path: path, headers: .init(headers.map { .init(name: $0.key, value: $0.value) })),
      path: match.variables)
    switch ParameterReader(contract: contract, operation: operation, request: request)
      .value(of: operation.parameters[0])
    {
    case .missing: return nil
    case .value(let value): return value
    case .unreadable(let message): return .string("unreadable: \(message)")
    }
  }

  @Test(
    arguments: [
      ("matrix", false, "string", "/c/;color=blue", "blue"),
      ("matrix", false, "array", "/c/;color=blue,black,brown", colors),
      ("matrix", true, "array", "/c/;color=blue;color=black;color=brown", colors),
      ("matrix", false, "object", "/c/;color=R,100,G,200,B,150", rgb),
      ("matrix", true, "object", "/c/;R=100;G=200;B=150", rgb),
      ("label", false, "string", "/c/.blue", "blue"),
      ("label", false, "array", "/c/.blue,black,brown", colors),
      ("label", true, "array", "/c/.blue.black.brown", colors),
      ("label", true, "object", "/c/.R=100.G=200.B=150", rgb),
      ("simple", false, "integer", "/c/42", 42),
      ("simple", false, "string", "/c/42", "42"),
      ("simple", false, "string", "/c/a%2Cb%20c", "a,b c"),
      ("simple", false, "array", "/c/blue,black,brown", colors),
      ("simple", false, "object", "/c/R,100,G,200,B,150", rgb),
      ("simple", true, "object", "/c/R=100,G=200,B=150", rgb),
      ("label", false, "string", "/c/blue", "unreadable: must begin with a dot (style label)"),
    ] as [(String, Bool, String, String, JSON)])
  func inPaths(_ style: String, _ explode: Bool, _ type: String, _ path: String, _ value: JSON) throws {
    #expect(try read(place: "path", style: style, explode: explode, type: type, path: path) == value)
  }

  @Test(
    arguments: [
      ("form", false, "string", "/c?color=", ""),
      ("form", false, "string", "/c?color=blue+sky", "blue sky"),
      ("form", false, "boolean", "/c?color=true", true),
      ("form", false, "array", "/c?color=blue,black,brown", colors),
      ("form", true, "array", "/c?color=blue&color=black&color=brown", colors),
      ("form", true, "array", "/c?color=a%2Cb", ["a,b"]),
      ("form", false, "object", "/c?color=R,100,G,200,B,150", rgb),
      ("form", true, "object", "/c?R=100&G=200&B=150", rgb),
      ("spaceDelimited", false, "array", "/c?color=blue%20black%20brown", colors),
      ("pipeDelimited", false, "array", "/c?color=blue%7Cblack|brown", colors),
      ("deepObject", true, "object", "/c?color[R]=100&color%5BG%5D=200&color[B]=150", rgb),
      ("form", true, "integer", "/c?color=1&color=2", "unreadable: is sent 2 times, but is one value"),
    ] as [(String, Bool, String, String, JSON)])
  func inQueries(_ style: String, _ explode: Bool, _ type: String, _ path: String, _ value: JSON) throws {
    #expect(try read(place: "query", style: style, explode: explode, type: type, path: path) == value)
  }

  @Test func missingOnesHaveNoValue() throws {
    for type in ["string", "array"] {
      #expect(try read(place: "query", style: "form", explode: true, type: type, path: "/c?other=1") == nil)
    }
    // An object that is exploded may have properties that the contract does not name.
    let object = try read(place: "query", style: "form", explode: true, type: "object", path: "/c?other=1")
    #expect(object == ["other": "1"])
    #expect(
      try read(place: "query", style: "deepObject", explode: true, type: "object", path: "/c?colors[R]=1")
        == nil)
  }

  @Test func inHeadersAndCookies() throws {
    #expect(
      try read(
        place: "header", style: "simple", explode: false, type: "array",
        headers: ["Color": "blue, black,brown"])
        == Self.colors)
    #expect(
      try read(
        place: "header", style: "simple", explode: true, type: "object",
        headers: ["color": "R=100,G=200,B=150"])
        == Self.rgb)
    #expect(
      try read(
        place: "cookie", style: "form", explode: false, type: "integer",
        headers: ["Cookie": "a=1; color=7; b=2"])
        == 7)
  }
}
