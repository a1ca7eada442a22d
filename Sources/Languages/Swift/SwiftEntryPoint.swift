/// The generated file with the entry point and what the units call.
enum SwiftEntryPoint {
  static func text(units: [SwiftUnit]) -> String {
    let cases = units.map { "      case \"\($0.name)\": \($0.call)" }
    return """
      @preconcurrency import Glibc

      private let flowDocsToken = String(cString: getenv("FLOWDOCS_MARKER"))
      private let flowDocsTrace = open(getenv("FLOWDOCS_TRACE"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)

      private func flowDocsWrite(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
          let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
          if count <= 0 { return }
          bytes = bytes.dropFirst(count)
        }
      }

      func flowDocsBlock(_ block: Int) {
        fflush(nil)
        flowDocsWrite("\\u{1E}\\(flowDocsToken) \\(block)\\u{1E}", to: 1)
        flowDocsWrite("\\u{1E}\\(flowDocsToken) \\(block)\\u{1E}", to: 2)
      }

      func flowDocsLine(_ line: Int) {
        let text = String(line)
        let record = Array((text + String(repeating: " ", count: 12 - text.utf8.count)).utf8)
        _ = record.withUnsafeBytes { pwrite(flowDocsTrace, $0.baseAddress, $0.count, 0) }
      }

      @main enum FlowDocsEntry {
        @MainActor static func main() async {
          setvbuf(stdout, nil, _IOLBF, 0)
          let unit = String(cString: getenv("FLOWDOCS_UNIT"))
          _ = (flowDocsToken, flowDocsTrace)
          for name in ["FLOWDOCS_UNIT", "FLOWDOCS_MARKER", "FLOWDOCS_TRACE"] { unsetenv(name) }
          do {
            switch unit {
      \(cases.joined(separator: "\n"))
            default: break
            }
          } catch {
            fflush(nil)
            flowDocsWrite("Uncaught error: \\(error)\\n", to: 2)
            exit(1)
          }
          flowDocsBlock(-1)
        }
      }

      """
  }
}
