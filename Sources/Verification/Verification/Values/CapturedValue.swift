import JSON
import Pages
import Synchronization

/// A value of the output or response of a block that the blocks after it find as a variable.
struct CapturedValue: Sendable, Hashable {
  var name: String
  /// A string unless it is a member of JSON.
  var json: JSON

  /// As a variable has it: a string as it is, everything else as compact JSON.
  var text: String { json.string ?? json.text() }
}

/// Why a block's output or a response has no value to capture: `no line has "job <uuid>"`.
struct CaptureError: Error, Hashable {
  var reason: String
}

extension Capture {
  /// Longer values would leave no room in the environment of a program for others (`MAX_ARG_STRLEN` of Linux is 128 KiB).
  private static let limit = 64 << 10

  /// The value in what a block printed, or in the body of a response.
  func value(in text: String) throws(CaptureError) -> CapturedValue {
    let value = CapturedValue(name: name, json: try json(in: text))
    let bytes = value.text.utf8
    if bytes.count > Self.limit { throw CaptureError(reason: "the value has more than 64 KB") }
    if bytes.contains(0) { throw CaptureError(reason: "the value has a NUL character") }
    return value
  }

  /// The value as a variable has it; `nil` when the text does not have it.
  public func text(in text: String) -> String? {
    do throws(CaptureError) {
      return try value(in: text).text
    } catch {
      return nil
    }
  }

  private func json(in text: String) throws(CaptureError) -> JSON {
    switch source {
    case .lastLine:
      guard let last = OutputPattern.lines(of: text).last else {
        throw CaptureError(reason: "the output is empty")
      }
      return .string(last)
    case .json(let pointer): return try Self.member(pointer, in: text)
    case .line(let before, let place, let after):
      let parts = (Array(before.utf8), Array(after.utf8))
      for line in OutputPattern.lines(of: text) {
        if let value = Self.part(of: Array(line.utf8)[...], parts.0, place, parts.1) { return .string(value) }
      }
      throw CaptureError(reason: "no line has `\(self.text)`")
    }
  }

  private static func member(_ pointer: JSONPointer, in text: String) throws(CaptureError) -> JSON {
    let json: JSON
    do throws(JSONSyntaxError) {
      json = try JSONParser.parse(text.utf8)
    } catch {
      throw CaptureError(reason: "the output is not JSON")
    }
    guard let value = json.value(at: pointer) else {
      throw CaptureError(reason: "the JSON has no `\(pointer)`")
    }
    return value
  }

  /// The first text of a line that is of a kind and between two others; `nil` without one.
  private static func part(
    of line: ArraySlice<UInt8>, _ before: [UInt8], _ place: OutputPlace, _ after: [UInt8]
  ) -> String? {
    for at in line.indices where line[at...].starts(with: before) {
      let rest = line[(at + before.count)...]
      guard let length = length(of: place, rest, before: after), length > 0,
        rest.dropFirst(length).starts(with: after)
      else { continue }
      return String(decoding: rest.prefix(length), as: UTF8.self)
    }
    return nil
  }

  private static func length(
    of place: OutputPlace, _ text: ArraySlice<UInt8>, before after: [UInt8]
  ) -> Int? {
    if place != .any { return TypedText.length(of: place, text) }
    if after.isEmpty { return text.count }
    return text.firstRange(of: after).map { $0.lowerBound - text.startIndex }
  }
}

/// The values that the blocks of a session have captured so far.
final class CapturedValues: Sendable {
  private let state = Mutex<(values: [CapturedValue], given: [String: Int])>(([], [:]))

  func add(_ values: [CapturedValue]) { state.withLock { $0.values += values } }

  /// The last value of each name.
  var all: [String: CapturedValue] { state.withLock { Self.byName($0.values[...]) } }

  /// The values that a process that stays alive has not been given yet, by its name. It then counts as having them.
  func newValues(for process: String) -> [String: CapturedValue] {
    state.withLock { state in
      let first = state.given.updateValue(state.values.count, forKey: process) ?? 0
      return Self.byName(state.values[first...])
    }
  }

  private static func byName(_ values: ArraySlice<CapturedValue>) -> [String: CapturedValue] {
    Dictionary(values.map { ($0.name, $0) }) { $1 }
  }
}
