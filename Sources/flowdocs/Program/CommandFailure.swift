/// Why a command cannot do its work although its command line is right: exit code 2, without the usage that a
/// `ValidationError` prints.
struct CommandFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
