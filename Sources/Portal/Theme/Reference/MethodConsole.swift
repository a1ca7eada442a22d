import JSON
import OpenRPC

/// A form for the parameters of a method, made from its schema, with the requests of its page that were run and the answers
/// they got.
///
/// A published portal sends nothing: for other values, readers get the command that does.
struct MethodConsole {
  /// A request that was run, under the heading that it is below.
  struct Recording {
    var name: String
    var params: JSON
    var answer: String
  }

  let method: Method
  let contract: Contract
  let recordings: [Recording]
  /// The command that sends a request, in which `mark` stands for the request.
  let command: String

  /// Stands for the request in `command`. It is a JSON string, and a request is an object, so it is never one.
  static let mark = "request"

  /// What the script needs.
  var data: JSON {
    .object([
      ("method", .string(method.name)), ("isByPosition", .bool(method.paramStructure == .byPosition)),
      ("fields", .array(method.params.map(field))), ("recordings", .array(recordings.map(\.json))),
      ("curl", .string(command)), ("mark", .string(JSON.string(Self.mark).text())),
    ])
  }

  private func field(_ param: ContentDescriptor) -> JSON {
    let shape = TypeShape(param.schemaValue, in: contract)
    let type = Self.type(of: shape)
    var members: [(String, JSON)] = [
      ("name", .string(param.name)), ("type", .string(type)), ("isRequired", .bool(param.required)),
    ]
    if let minimum = shape.minimum { members.append(("min", minimum)) }
    if let maximum = shape.maximum { members.append(("max", maximum)) }
    let choices = shape.types == ["boolean"] ? [.bool(true), .bool(false)] : shape.choices
    if !choices.isEmpty, shape.types != ["array"] { members.append(("choices", .array(choices))) }
    let hint = shape.limits + (shape.default.map { ["default \($0.text())"] } ?? [])
    if !hint.isEmpty { members.append(("hint", .string(hint.joined(separator: ", ")))) }
    return .object(members)
  }

  /// `json` for what a reader writes as JSON, `any` where a text is allowed, too.
  private static func type(of shape: TypeShape) -> String {
    switch shape.types {
    case ["string"], ["integer"], ["number"]: shape.types[0]
    case let types where types.isEmpty || types.contains("string"): "any"
    default: "json"
    }
  }
}

extension MethodConsole.Recording {
  fileprivate var json: JSON {
    .object([("name", .string(name)), ("params", params), ("answer", .string(answer))])
  }
}
