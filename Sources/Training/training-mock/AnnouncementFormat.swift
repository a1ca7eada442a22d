import ArgumentParser
import JSON

/// How the program announces that the service is ready.
enum AnnouncementFormat: String, ExpressibleByArgument, CaseIterable {
  /// One JSON object on one line, for programs.
  case json
  /// `export` lines, for a terminal.
  case shell

  func text(url: String, endpoint: String, environment: [(name: String, value: String)]) -> String {
    switch self {
    case .json:
      let members: [(String, JSON)] = [
        ("url", .string(url)), ("endpoint", .string(endpoint)),
        ("environment", .object(environment.map { ($0.name, .string($0.value)) })),
      ]
      return JSON.object(members).text(.compact) + "\n"
    case .shell: return environment.map { "export \($0.name)='\($0.value)'\n" }.joined()
    }
  }
}
