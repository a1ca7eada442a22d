import Diagnostics
import Yams

extension ProjectReading {
  mutating func checker(_ node: Node) {
    guard case .mapping(let mapping) = node else {
      fail(
        node, "a checker is no mapping",
        fix: "write `- name: sqlfluff`, and `languages: [sql]` and `command: [checks/sql]` below it")
      return
    }
    var checker = CheckerSettings(name: "", languages: [], command: [])
    for (key, value) in mapping {
      guard let name = known(key, among: ProjectSetting.keys("checkers")) else { continue }
      switch name {
      case "name":
        string(value, name).map { checker.name = $0 }
        checker.place = text.span(value)
      case "languages":
        checker.languages = list(value, name).compactMap { item in
          string(item, name).map { FenceLanguage.named($0.utf8) }
        }
      case "command":
        checker.command = list(value, name).compactMap { string($0, name) }
        if let program = checker.command.first, program.contains("/"),
          files.kind(program) != .file
        {
          fail(value, "`command` names `\(program)`, but there is no such file")
        }
      case "reads":
        for item in list(value, name) {
          guard let path = path(item, name) else { continue }
          if files.kind(path.isEmpty ? "." : path) == nil {
            fail(item, "`reads` names `\(path)`, but there is nothing there")
          }
          checker.reads.append(path)
        }
      case "tools":
        for (tool, value) in pairs(value, name) { string(value, tool).map { checker.tools[tool] = $0 } }
      case "timeout":
        guard let word = string(value, name) else { continue }
        if let seconds = TimeText.seconds(word) {
          checker.timeout = seconds
        } else {
          fail(value, "`timeout` is `\(word)`; it takes \(TimeText.form)")
        }
      default: break
      }
    }
    if checker.name.isEmpty || checker.languages.isEmpty || checker.command.isEmpty {
      fail(node, "a checker needs `name`, `languages` and `command`")
    } else if project.checkers.contains(where: { $0.name == checker.name }) {
      fail(node, "there are two checkers `\(checker.name)`", fix: "give one of them another name")
    } else {
      project.checkers.append(checker)
    }
  }
}
