import Diagnostics
import JSON

/// The target of a reference, following references to references.
package struct ReferenceTarget {
  package var value: JSON
  package var pointer: JSONPointer

  package struct Problem: Error {
    var message: String
    var fix: String?
    /// Whether the reference leads out of the project.
    var isOutside = false
  }

  package static func find(_ reference: String, in document: JSON) throws(Problem) -> ReferenceTarget {
    var reference = reference
    var seen: Set<String> = []
    while true {
      guard seen.insert(reference).inserted else {
        throw Problem(message: "\"\(reference)\" is a circular reference")
      }
      guard reference.utf8.first == UInt8(ascii: "#") else {
        // The bundler has already replaced references to files of the project.
        throw Problem(
          message: "\"\(reference)\" refers to a target outside the project; nothing is fetched",
          fix: "copy the target into a file of the project", isOutside: true)
      }
      guard let pointer = JSONPointer(reference: reference) else {
        throw Problem(
          message: "\"\(reference)\" is not a JSON Pointer",
          fix: "write it in the form \"#/components/schemas/Name\"")
      }
      guard let value = document.value(at: pointer) else {
        throw Problem(
          message: "The target of \"\(reference)\" does not exist",
          fix: nearest(to: pointer, in: document).map { "write \"#\($0)\"" })
      }
      guard let next = value["$ref"]?.string else { return ReferenceTarget(value: value, pointer: pointer) }
      reference = next
    }
  }

  /// The value, or the target of its reference if that is good, and its place.
  package static func resolved(
    _ value: JSON, at pointer: JSONPointer, in document: JSON
  ) -> (value: JSON, pointer: JSONPointer) {
    guard let reference = value["$ref"]?.string,
      case .success(let target) = Result(of: reference, in: document)
    else { return (value, pointer) }
    return (target.value, target.pointer)
  }

  /// The existing place with the most similar name.
  static func nearest(to pointer: JSONPointer, in document: JSON) -> JSONPointer? {
    var known = JSONPointer()
    for token in pointer.tokens {
      if document.value(at: known.appending(token)) != nil {
        known = known.appending(token)
        continue
      }
      guard let names = document.value(at: known)?.object?.names,
        let nearest = NearMiss.nearest(to: token, in: names)
      else { return nil }
      let rest = pointer.tokens.dropFirst(known.tokens.count + 1)
      let meant = JSONPointer(known.tokens + [nearest] + rest)
      return document.value(at: meant) == nil ? nil : meant
    }
    return nil
  }
}

extension Result where Success == ReferenceTarget, Failure == ReferenceTarget.Problem {
  package init(of reference: String, in document: JSON) {
    self = Result { () throws(Failure) in try ReferenceTarget.find(reference, in: document) }
  }
}
