import JSON
import JSONSchema
import OpenAPI
import OpenRPC

/// The body of an answer: an example of the contract, or a value generated from its schema.
struct AnswerBody {
  let contract: Contract
  let accept: AcceptHeader
  let seed: UInt64

  struct Encoded {
    var type: String
    var bytes: [UInt8]
    /// Where it comes from, as the end of a note.
    var note = ""
  }

  /// - Parameter example: its name; `nil` for the first one that is valid.
  /// - Returns: `nil` when the content has no such example, or when no value can be generated for its media type.
  func body(of content: MediaContent, example: String?, isDynamic: Bool) -> Encoded? {
    let type = accept.concrete(content.type)
    if let example {
      guard let value = content.examples.first(where: { $0.name == example })?.value else { return nil }
      return written(value, type)
    }
    // An invalid example is reported by `contract lint`, and is not sent.
    if !isDynamic, let fitting = content.examples.first(where: { isValid($0.value, content) }) {
      guard var written = written(fitting.value, type) else { return nil }
      written.note = ", example \(fitting.name)"
      return written
    }
    guard let descriptor = content.descriptor else {
      // Without a schema any body is valid: an empty one, or an empty object where it must be JSON.
      return MediaType(type)?.isJSON == true
        ? Encoded(type: type, bytes: Array("{}".utf8)) : Encoded(type: type, bytes: [])
    }
    guard let value = made(descriptor), var written = written(value, type) else { return nil }
    written.note = ", generated from the schema"
    return written
  }

  /// The problem where the schema allows it, or else an example or a value that it allows.
  func problem(_ problem: JSON, _ detail: String, in content: [MediaContent]) -> Encoded? {
    let json = content.filter { MediaType(accept.concrete($0.type))?.isJSON == true }
    let sorted =
      json.filter { $0.type.hasPrefix("application/problem") }
      + json.filter { !$0.type.hasPrefix("application/problem") }
    if let fitting = sorted.first(where: { isValid(problem, $0) }) {
      return written(problem, accept.concrete(fitting.type))
    }
    if let text = content.first(where: { MediaType($0.type)?.isText == true }), isValid(.string(detail), text)
    {
      return Encoded(type: accept.concrete(text.type), bytes: Array(detail.utf8))
    }
    return content.lazy.compactMap { body(of: $0, example: nil, isDynamic: false) }.first
  }

  /// The value of a header field of a response.
  func value(of header: HTTPParameter) -> JSON? {
    header.examples.first { header.descriptor.schema.isValid($0.value) }?.value
      ?? header.descriptor.schema.value(seed: seed)
  }

  private func isValid(_ value: JSON, _ content: MediaContent) -> Bool {
    if let text = value.string, MediaType(content.type).map({ !$0.isJSON && !$0.isText }) == true {
      // A document of XML or the like, as text.
      return !text.isEmpty || content.descriptor == nil
    }
    return contract.validate(body: value, as: content, sentBy: .service).isEmpty
  }

  private func made(_ descriptor: ContentDescriptor) -> JSON? {
    guard let value = descriptor.schema.value(seed: seed) else { return nil }
    return ExcludedFields(contract: contract, sentBy: .service).removed(
      from: value, descriptor.schemaValue)
  }

  private func written(_ value: JSON, _ type: String) -> Encoded? {
    guard let media = MediaType(type) else { return nil }
    if media.isJSON { return Encoded(type: type, bytes: value.bytes()) }
    if media.isForm, let object = value.object {
      let pairs = object.map { ($0.name, $0.value.string ?? $0.value.text()) }
      return Encoded(type: type, bytes: Array(FormText.text(pairs).utf8))
    }
    if let text = value.string { return Encoded(type: type, bytes: Array(text.utf8)) }
    return media.isText ? Encoded(type: type, bytes: value.bytes()) : nil
  }
}

/// A value as a header field has it (style `simple`; OpenAPI 3.1, section 4.8.12.3).
enum HeaderText {
  static func text(_ value: JSON, isExploded: Bool) -> String {
    if let items = value.array { return items.map(scalar).joined(separator: ",") }
    guard let object = value.object else { return scalar(value) }
    return object.map { $0.name + (isExploded ? "=" : ",") + scalar($0.value) }.joined(separator: ",")
  }

  private static func scalar(_ value: JSON) -> String { MockHeader.text(value.string ?? value.text()) }
}
