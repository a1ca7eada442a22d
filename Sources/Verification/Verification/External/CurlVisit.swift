import Diagnostics
import Foundation
import Processes

/// Asks a server for an address with `curl`, which knows certificates and proxies of the machine.
public enum CurlVisit {
  /// The first request asks for no content; servers that refuse that are asked as a browser does.
  public static func visit(_ address: String) async -> LinkAnswer {
    let first = await request(address, ["--head"])
    guard first != .found else { return .found }
    return await request(address, ["--range", "0-0"])
  }

  private static let redirections = 10

  /// Redirections are followed here, because `curl` would also follow them to machines that are not public.
  private static func request(_ address: String, _ options: [String]) async -> LinkAnswer {
    var address = address
    for _ in 0...redirections {
      let result: ProcessResult
      do throws(ProcessError) {
        result = try await ProcessRunner().run(
          "curl", arguments: arguments + options + ["--url", address], environment: environment,
          timeout: .seconds(60))
      } catch {
        return .unclear("was not visited: \(error)")
      }
      guard result.succeeded else { return .unclear("cannot be reached: \(reason(result.errorText))") }
      let target = String(result.outputText.dropFirst(3))
      if target.isEmpty { return answer(Int(result.outputText.prefix(3)) ?? 0) }
      guard mayFollow(target, from: address) else {
        return .unclear("redirects to `\(target)`, which is not visited")
      }
      address = target
    }
    return .unclear("has more than \(redirections) redirections")
  }

  /// A redirection may lead to a public host, or to another address of the same one.
  private static func mayFollow(_ target: String, from address: String) -> Bool {
    ExternalLinks.address(target) != nil || URL(string: target)?.host == URL(string: address)?.host
  }

  /// Without the settings of the user, and only over HTTP.
  private static let arguments = [
    "-q", "--silent", "--show-error", "--globoff", "--proto", "=http,https", "--connect-timeout", "10",
    "--max-time", "30", "--output", "/dev/null", "--user-agent", "flowdocs/\(Release.version)",
    "--write-out", "%{http_code}%{redirect_url}",
  ]

  private static var environment: [String: String] {
    let names: Set<String> = [
      "PATH", "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY",
      "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE",
    ]
    return ProcessInfo.processInfo.environment.filter { names.contains($0.key) }
  }

  /// `416`: there is something, of which the first byte cannot be had, such as an empty file.
  private static func answer(_ status: Int) -> LinkAnswer {
    switch status {
    case 200..<300, 416: .found
    case 404, 410: .gone(status: status)
    default: .unclear("answered \(status)")
    }
  }

  /// `curl: (6) Could not resolve host: nowhere.dev` without its beginning.
  private static func reason(_ text: String) -> String {
    let line = text.split(separator: "\n").first.map(String.init) ?? "curl failed"
    guard line.hasPrefix("curl: ("), let end = line.range(of: ") ") else { return line }
    return String(line[end.upperBound...])
  }
}
